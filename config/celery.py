"""Celery: finds each app's tasks and beats them by the list in config/jobs.py."""

import os

from celery import Celery

from config.jobs import JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

celery = Celery("zhenggaitong")
celery.config_from_object("django.conf:settings", namespace="CELERY")
celery.conf.beat_schedule = {
    name: {"task": name, "schedule": hours} for name, hours in JOBS.items()
}
celery.autodiscover_tasks()
