"""Django's name plate of journal."""

from django.apps import AppConfig


class JournalApp(AppConfig):
    name = "journal"
    verbose_name = "留痕"
    default_auto_field = "django.db.models.BigAutoField"
