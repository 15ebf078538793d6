"""Django's name plate of common."""

from django.apps import AppConfig
from django.forms import Field, GenericIPAddressField


class CommonApp(AppConfig):
    name = "common"
    verbose_name = "公共"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What Django says of an empty field, in the words of this house."""
        Field.default_error_messages = {"required": "请填写或选择这一项。"}
        GenericIPAddressField.default_error_messages = {"invalid": "请写网络地址，如 10.1.2.3。"}
