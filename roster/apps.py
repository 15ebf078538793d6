"""Django's name plate of roster."""

from django.apps import AppConfig


class RosterApp(AppConfig):
    name = "roster"
    verbose_name = "名册"
    default_auto_field = "django.db.models.BigAutoField"
