"""What became of the background jobs, one row a job."""

from datetime import datetime

from django.db.models import F
from django.utils.timezone import now

from journal.models import JobRun


def note_job(name: str, *, started_at: datetime, fault: str = "") -> None:
    """记任务: note one run of a job; a failure stays readable until the next one."""
    ended_at = now()
    JobRun.objects.get_or_create(name=name, defaults={"started_at": started_at})
    came = {"failures": F("failures") + 1, "failed_at": ended_at, "fault": fault[:200]}
    JobRun.objects.filter(name=name).update(
        started_at=started_at,
        seconds=(ended_at - started_at).total_seconds(),
        runs=F("runs") + 1,
        **(came if fault else {"done_at": ended_at}),
    )
