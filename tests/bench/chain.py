"""`python -m tests.bench.chain [entries]`: how long a million journal entries take to verify."""

import os
import sys
import tempfile
import time
from datetime import timedelta

GOAL = 30.0


def fill(count: int) -> None:
    """Entries as the product writes them, chained as the product chains them."""
    from django.db import transaction
    from django.utils.timezone import now

    from journal.models import Entry
    from journal.rules.chaining import GENESIS, digest

    previous, start = GENESIS, now()
    with transaction.atomic():
        for first in range(1, count + 1, 5000):
            batch = []
            for seq in range(first, min(first + 5000, count + 1)):
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
                batch.append(entry)
            Entry.objects.bulk_create(batch)


def main(arguments: list[str]) -> int:
    """Fill a database of its own, verify it, say how long that took."""
    count = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        import journal.rules as journal

        fill(count)
        started = time.monotonic()
        faults = journal.verify_journal()
        seconds = time.monotonic() - started
    kept = not faults and seconds < GOAL * max(1, count / 1_000_000)
    verdict = "达到" if kept else "未达到"
    print(f"{verdict}  校验操作日志 {count} 条：{seconds:.1f} 秒（目标 100 万条 30 秒内）")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
