"""Django's name plate of campaigns."""

from django.apps import AppConfig


class CampaignsApp(AppConfig):
    name = "campaigns"
    verbose_name = "活动"
    default_auto_field = "django.db.models.BigAutoField"
