"""Django's name plate of outreach."""

from django.apps import AppConfig


class OutreachApp(AppConfig):
    name = "outreach"
    verbose_name = "遍访听意见"
    default_auto_field = "django.db.models.BigAutoField"
