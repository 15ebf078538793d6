"""Django's name plate of supervision."""

from django.apps import AppConfig


class SupervisionApp(AppConfig):
    name = "supervision"
    verbose_name = "督导"
    default_auto_field = "django.db.models.BigAutoField"
