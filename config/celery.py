"""Celery: finds each app's tasks and beats them by the list in config/jobs.py."""

import os
from typing import Any

from celery import Celery, Task
from django.utils.module_loading import import_string
from django.utils.timezone import now

from config.jobs import JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class NotedTask(Task):  # type: ignore[type-arg]
    """A task that leaves word of every run, for the page of jobs."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run, and note how it went."""
        note_job, started_at = import_string("journal.rules.note_job"), now()
        try:
            answer = self.run(*arguments, **named)
        except Exception as error:
            note_job(self.name, started_at=started_at, fault=f"{type(error).__name__}")
            raise
        note_job(self.name, started_at=started_at)
        return answer


celery = Celery("zhenggaitong", task_cls=NotedTask)
celery.config_from_object("django.conf:settings", namespace="CELERY")
celery.conf.beat_schedule = {
    name: {"task": name, "schedule": hours} for name, hours in JOBS.items()
}
celery.steps["worker"].add("config.pulse:Pulse")
celery.autodiscover_tasks()
