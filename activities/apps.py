"""Django's name plate of activities."""

from django.apps import AppConfig


class ActivitiesApp(AppConfig):
    name = "activities"
    verbose_name = "会议学习登记"
    default_auto_field = "django.db.models.BigAutoField"
