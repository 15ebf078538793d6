"""`./run bench`: how much dearer our work is than its yardstick, from one run on this machine."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench import burst, millions
from tests.bench.desk import ROOT, Desk
from tests.bench.timing import Ratio, compare

FOLDER = ROOT / "var" / "bench"


def ratios(small: Desk, district: Desk, city: Desk) -> Iterator[Ratio]:
    """Each ratio as soon as it is known."""
    yield compare(
        f"台账页：city（{city.size('ledger_rows')} 条）对 small（{small.size('ledger_rows')} 条）",
        1.5,
        lambda: city.seconds("ledger"),
        lambda: small.seconds("ledger"),
        rounds=31,
    )
    yield compare(
        "台账页（city）：对同样 50 行在内存中的页面",
        3,
        lambda: city.seconds("ledger"),
        lambda: city.seconds("held_ledger"),
        rounds=31,
    )
    yield compare(
        "看板（city）：对 district",
        1.5,
        lambda: city.seconds("dashboard"),
        lambda: district.seconds("dashboard"),
    )
    yield compare(
        "看板（city）：对同样的图和数在内存中的页面",
        3,
        lambda: city.seconds("dashboard"),
        lambda: city.seconds("held_dashboard"),
    )
    yield compare(
        "刚有人办过事的看板（city）：对 district",
        1.5,
        lambda: city.seconds("stirred_dashboard"),
        lambda: district.seconds("stirred_dashboard"),
    )
    yield compare(
        "看板按月（city）：对 district",
        1.5,
        lambda: city.seconds("month"),
        lambda: district.seconds("month"),
    )
    writers = ["rust_writer", "python_writer"]
    fastest = min(writers, key=lambda name: min(district.seconds(name) for _ in range(4)))
    yield compare(
        f"台账导出（district，{district.size('ledger_rows')} 条）：对 {fastest} 写同样的格",
        2,
        lambda: district.seconds("export"),
        lambda: district.seconds(fastest),
        rounds=9,
    )
    yield compare(
        f"计票排名（89 个单位，{district.size('ballots')} 张票）：对数据库把票扫一遍",
        2,
        lambda: district.seconds("tally"),
        lambda: district.seconds("ballot_scan"),
        rounds=9,
    )


def main() -> int:
    """Make the demo databases, measure by turns, print a line for each ratio."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_desks:
        desks = [
            open_desks.enter_context(Desk(FOLDER, scale)) for scale in ("small", "district", "city")
        ]
        print("同一次运行、交替测量、取中位数：")
        verdicts = []
        for ratio in ratios(*desks):
            print(ratio.line(), flush=True)
            verdicts.append(ratio.kept)
    return 1 if millions.main([]) + burst.main([]) or not all(verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
