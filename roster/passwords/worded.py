"""Django's own rules for passwords in the words of this office."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LengthValidator(MinimumLengthValidator):
    """Ask for so many characters."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return f"这个口令太短，至少要{self.min_length}位。"

    def get_help_text(self) -> str:
        """Say the rule."""
        return f"口令至少{self.min_length}位。"


class CommonValidator(CommonPasswordValidator):
    """Refuse the passwords that everybody has."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return "这个口令用的人太多，请换一个别人猜不到的。"

    def get_help_text(self) -> str:
        """Say the rule."""
        return "不要用很多人都在用的口令。"


class OwnNameValidator(UserAttributeSimilarityValidator):
    """Refuse what reads like the account or the name."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return "这个口令与您的账号或姓名太接近，请换一个不相干的。"

    def get_help_text(self) -> str:
        """Say the rule."""
        return "口令不能与自己的账号、姓名相近。"
