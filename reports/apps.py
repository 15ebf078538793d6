"""Django's name plate of reports."""

from django.apps import AppConfig


class ReportsApp(AppConfig):
    name = "reports"
    verbose_name = "通报看板"
    default_auto_field = "django.db.models.BigAutoField"
