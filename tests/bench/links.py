"""The inner half of `tests.bench.chain`: entries chained as the product chains them, verified."""

import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import django
from django.core.management import call_command
from django.db import transaction
from django.utils.timezone import now

django.setup()

import journal.rules as journal  # noqa: E402
from journal.models import Entry  # noqa: E402
from journal.rules.chaining import GENESIS, digest  # noqa: E402

MILLION = 1_000_000
GOAL = 30.0
BATCH = 5000


def entries(count: int) -> Iterator[Entry]:
    """Entries as an office writes them, each linked to the one before."""
    previous, start = GENESIS, now()
    for seq in range(1, count + 1):
        entry = Entry(
            at=start + timedelta(seconds=seq),
            actor_name="联络员吴静",
            verb="报进展",
            model="issues.issue",
            row=str(seq % 60_000),
            title="2026-021-0042 民办幼儿园普惠认定办理慢",
            note="已完成受理流程改造，窗口一次性告知",
            details={"status": "rectifying", "percent": seq % 100},
            seq=seq,
        )
        previous = entry.digest = digest(entry, seq, previous)
        yield entry


def main(arguments: list[str]) -> int:
    """Fill, verify, say how long."""
    count = int(arguments[0]) if arguments else MILLION
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        Entry.objects.bulk_create(entries(count), batch_size=BATCH)
    started = time.monotonic()
    faults = journal.verify_journal()
    seconds = time.monotonic() - started
    kept = not faults and seconds < GOAL * max(1, count / MILLION)
    verdict = "达到" if kept else "未达到"
    print(f"{verdict}  校验操作日志 {count} 条：{seconds:.1f} 秒（目标 100 万条 30 秒内）")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
