"""`./run bench`: how much dearer our work is than its yardstick, from one run on this machine."""

import sys
import tempfile
from pathlib import Path

from tests.bench.desk import Desk
from tests.bench.timing import Ratio, compare


def pages(small: Desk, city: Desk) -> list[Ratio]:
    """The ledger page: of a city against a small district, and against rows held in memory."""
    return [
        compare(
            "台账页：city 对 small",
            1.5,
            lambda: city.seconds("ledger"),
            lambda: small.seconds("ledger"),
            rounds=31,
        ),
        compare(
            "台账页（city）：对同样 50 行在内存中的页面",
            3,
            lambda: city.seconds("ledger"),
            lambda: city.seconds("held_ledger"),
            rounds=31,
        ),
    ]


def export(city: Desk) -> Ratio:
    """The ledger's workbook against the fastest writer of the same cells."""
    writers = ["rust_writer", "python_writer"]
    fastest = min(writers, key=lambda name: (city.seconds(name), city.seconds(name))[1])
    return compare(
        f"台账导出（city，{city.size('ledger_rows')} 行）：对 {fastest} 写同样的格",
        2,
        lambda: city.seconds("export"),
        lambda: city.seconds(fastest),
        rounds=5,
    )


def main() -> int:
    """Make the two demo databases, measure by turns, print a line for each ratio."""
    with tempfile.TemporaryDirectory(prefix="zgt-bench-") as folder:
        print("正在生成 small 与 city 两个演示库 …", flush=True)
        with Desk(Path(folder), "small") as small, Desk(Path(folder), "city") as city:
            print(f"台账行数：small {small.size('ledger_rows')}，city {city.size('ledger_rows')}")
            ratios = [*pages(small, city), export(city)]
            for ratio in ratios:
                print(ratio.line(), flush=True)
    return 0 if all(ratio.kept for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
