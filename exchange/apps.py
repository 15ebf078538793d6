"""Django's name plate of exchange."""

from django.apps import AppConfig


class ExchangeApp(AppConfig):
    name = "exchange"
    verbose_name = "导入导出"
    default_auto_field = "django.db.models.BigAutoField"
