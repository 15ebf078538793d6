"""Pages for those who keep the program running: alive, ready, figures, jobs."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from celery.schedules import BaseSchedule
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from redis import RedisError

from config import broker
from config.jobs import JOBS, NAMES
from config.watch import figures
from journal.models import JobRun
from roster.http import Request, address
from roster.words import Work

PATIENCE = timedelta(minutes=5)


@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """活着: the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """可用: the database answers and is up to date, and so does the broker where one is set."""
    faults = [
        name
        for name, works in (("database", database_works), ("broker", broker_works))
        if not works()
    ]
    said = {"ready": not faults, "faults": faults}
    return JsonResponse(said, status=503 if faults else 200)


def database_works() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_works() -> bool:
    if not settings.REDIS_URL:
        return True
    try:
        with broker.client(settings.REDIS_URL) as line:
            return bool(line.ping())
    except (RedisError, ValueError):
        return False


@never_cache
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """指标: for Prometheus, from the networks set for it only."""
    place = ip_address(address(request) or "0.0.0.0")  # noqa: S104 # nosec - nobody's address
    if not any(place in network for network in settings.METRICS_NETWORKS):
        raise Http404
    return HttpResponse(figures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def jobs(request: Request) -> HttpResponse:
    """后台任务: when each last ran, whether it is late, how it last failed."""
    if not request.user.works_as(Work.SYSTEM):
        raise Http404
    return render(request, "config/jobs.html", {"rows": job_rows()})


def job_rows() -> list[dict[str, Any]]:
    """Every job of the list with its state."""
    runs = {run.name: run for run in JobRun.objects.all()}
    return [_row(name, hours, runs.get(name)) for name, hours in JOBS.items()]


def _row(name: str, hours: BaseSchedule, run: JobRun | None) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "title": NAMES.get(name, name), "run": run}
    if run is None:
        return {**row, "word": "还没有运行", "tone": "grey"}
    lag = -hours.remaining_estimate(localtime(run.started_at))
    if run.failed_at and (run.done_at is None or run.failed_at > run.done_at):
        return {**row, "word": "失败", "tone": "red"}
    if lag > PATIENCE:
        return {**row, "word": f"迟了{int(lag.total_seconds() // 60)}分钟", "tone": "orange"}
    return {**row, "word": "正常", "tone": "green"}
