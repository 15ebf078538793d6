"""Every sweep of the product and when beat wakes it; `manage.py sweep` walks the same list."""

from celery.schedules import crontab

JOBS: dict[str, crontab] = {
    "campaigns.remind": crontab(minute="*/30"),
    "evaluations.tally": crontab(),
    "journal.chain": crontab(),
    "notices.deliver": crontab(),
    "issues.remind": crontab(hour="8-18", minute=5),
    "roster.retire_idle": crontab(hour=2, minute=20),
    "activities.remind": crontab(hour="8-18", minute=20),
    "issues.recount": crontab(hour=2, minute=40),
}
