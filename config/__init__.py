"""The house's front door: settings, addresses, Celery."""

from config.celery import celery

__all__ = ["celery"]
