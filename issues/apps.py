"""Django's name plate of issues."""

from django.apps import AppConfig


class IssuesApp(AppConfig):
    name = "issues"
    verbose_name = "问题台账"
    default_auto_field = "django.db.models.BigAutoField"
