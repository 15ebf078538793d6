"""Django's name plate of config."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "config"
    verbose_name = "整改通"
    default_auto_field = "django.db.models.BigAutoField"
