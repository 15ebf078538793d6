"""Django's name plate of common."""

from django.apps import AppConfig


class CommonApp(AppConfig):
    name = "common"
    verbose_name = "公共"
    default_auto_field = "django.db.models.BigAutoField"
