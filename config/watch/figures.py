"""Figures for Prometheus: each web process keeps its counts in a file, the page adds them up."""

import json
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count
from django.utils.timezone import now

from config.backups.archive import SUFFIX
from exchange.models import Transfer
from journal.models import Checkpoint, Entry, JobRun
from notices.models import Delivery
from roster.models import Change, Sitting

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
EVERY = 5.0
RECENT = timedelta(minutes=10)
REFUSED = ("登录未成功", "动态口令未通过")
_lock = threading.Lock()
_held: Counter[str] = Counter()
_written = [0.0]


def count(status: int, seconds: float) -> None:
    """Count one answered request; the file is written at most every five seconds."""
    with _lock:
        _held[f'zgt_requests_total{{status="{status // 100}xx"}}'] += 1
        _held["zgt_request_seconds_count"] += 1
        _held["zgt_request_seconds_sum_ms"] += round(seconds * 1000)
        for bound in BOUNDS:
            _held[f'zgt_request_seconds_bucket{{le="{bound}"}}'] += seconds <= bound
        if time.monotonic() - _written[0] > EVERY:
            _written[0] = time.monotonic()
            _save(dict(_held))


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "figures"


def _save(held: dict[str, int]) -> None:
    folder = _folder()
    folder.mkdir(exist_ok=True, mode=0o700)
    half = folder / f"{os.getpid()}.part"
    half.write_text(json.dumps(held), "ascii")
    half.rename(folder / f"{os.getpid()}.json")


def requests() -> Counter[str]:
    """The counts of all web processes that live, ours as it stands now."""
    total = Counter(_held)
    for file in _folder().glob("*.json"):
        if file.stem == str(os.getpid()):
            continue
        if Path(f"/proc/{file.stem}").exists():
            total.update(json.loads(file.read_text("ascii")))
        else:
            file.unlink(missing_ok=True)
    return total


def text() -> str:
    """Return the page in Prometheus' own format."""
    return "\n".join([*_request_lines(), *_state_lines(), *_job_lines()]) + "\n"


def _request_lines() -> Iterator[str]:
    total = requests()
    yield "# TYPE zgt_requests_total counter"
    yield from (f"{name} {value}" for name, value in total.items() if "requests_total" in name)
    yield "# TYPE zgt_request_seconds histogram"
    for bound in BOUNDS:
        name = f'zgt_request_seconds_bucket{{le="{bound}"}}'
        yield f"{name} {total[name]}"
    answered = total["zgt_request_seconds_count"]
    yield f'zgt_request_seconds_bucket{{le="+Inf"}} {answered}'
    yield f"zgt_request_seconds_sum {total['zgt_request_seconds_sum_ms'] / 1000}"
    yield f"zgt_request_seconds_count {answered}"


def _state_lines() -> Iterator[str]:
    standing = {
        "zgt_journal_unchained": Entry.objects.filter(seq=None).count(),
        "zgt_journal_checkpoints": Checkpoint.objects.count(),
        "zgt_transfers_waiting": Transfer.objects.waiting().count(),
        "zgt_deliveries_waiting": Delivery.objects.filter(status="waiting").count(),
        "zgt_sittings": Sitting.objects.standing(now()).count(),
        **_signs(now()),
        **_ground(),
    }
    for name, value in standing.items():
        yield f"# TYPE {name} gauge"
        yield f"{name} {value}"


def _signs(at: datetime) -> dict[str, int]:
    """What may be an attack, in the last ten minutes: wrong passwords, two places, many files."""
    since = at - RECENT
    refused = Change.objects.filter(at__gte=since, verb__in=REFUSED).count()
    places = Sitting.objects.standing(at).exclude(address="").values("user")
    split = places.annotate(n=Count("address", distinct=True)).filter(n__gt=1)
    return {
        "zgt_refused_sign_ins": refused,
        "zgt_split_sittings": split.count(),
        "zgt_downloads": Entry.objects.filter(at__gte=since, verb="下载").count(),
    }


def _ground() -> dict[str, int]:
    """What everything stands on: the newest backup and the room on the disk."""
    made = [file.stat().st_mtime for file in Path(settings.BACKUP_DIR).glob(f"*{SUFFIX}")]
    age = time.time() - max(made, default=0.0)
    free = shutil.disk_usage(settings.DATA_DIR).free if settings.DATA_DIR.exists() else 0
    return {"zgt_backup_age_seconds": round(age), "zgt_disk_free_bytes": free}


def _job_lines() -> Iterator[str]:
    yield "# TYPE zgt_job_age_seconds gauge"
    for run in JobRun.objects.order_by("name"):
        age = (now() - (run.done_at or run.started_at)).total_seconds()
        yield f'zgt_job_age_seconds{{job="{run.name}"}} {age:.0f}'
        yield f'zgt_job_failures_total{{job="{run.name}"}} {run.failures}'
