"""Django's name plate of evaluations."""

from django.apps import AppConfig


class EvaluationsApp(AppConfig):
    name = "evaluations"
    verbose_name = "三方评议"
    default_auto_field = "django.db.models.BigAutoField"
