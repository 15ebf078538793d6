"""Django's name plate of notices."""

from django.apps import AppConfig


class NoticesApp(AppConfig):
    name = "notices"
    verbose_name = "提醒"
    default_auto_field = "django.db.models.BigAutoField"
