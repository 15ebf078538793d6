"""Password rules that GB/T 22239-2019 8.1.4.1 asks for beyond Django's own."""

import string
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from pypinyin import lazy_pinyin

OWN_WORDS = ("整改通", "zhenggaitong", "作风整顿", "zuofengzhengdun", "管理员", "administrator")
"""What somebody who knows this office would try first; docs/deploy.md 5.2 lists them."""
KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


class LongEnoughValidator(MinimumLengthValidator):
    """Django's own rule in the words of this house."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError when the password is too short."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Say the rule."""
        return f"口令至少{self.min_length}个字符。"


class UncommonValidator(CommonPasswordValidator):
    """Django's list of common passwords in the words of this house."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError for a password that everybody tries first."""
        if password.lower().strip() in self.passwords:
            raise ValidationError(self.get_help_text(), code="password_too_common")

    def get_help_text(self) -> str:
        """Say the rule."""
        return "口令不能是常见的，例如键盘上连着的一串。"


class UnlikePersonValidator(UserAttributeSimilarityValidator):
    """Django's comparison with name and account in the words of this house."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password reads like the person's own data."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(self.get_help_text(), code="password_too_similar") from None

    def get_help_text(self) -> str:
        """Say the rule."""
        return "口令不能与本人的账号、姓名相近。"


class ThreeKindsValidator:
    """Ask for three of: lower case, upper case, digits, other signs."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError when fewer than three kinds of characters are used."""
        used = [any(sign in kind for sign in password) for kind in KINDS]
        used.append(any(all(sign not in kind for kind in KINDS) for sign in password))
        if sum(used) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """Say the rule."""
        return "口令须包含小写字母、大写字母、数字、其他符号中的至少三类。"


class OwnWordsValidator:
    """Refuse the names of this system and of the person's own unit, in letters or in Chinese."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError when such a word stands in the password."""
        said = password.lower()
        if any(word in said for word in (*OWN_WORDS, *_unit_words(user))):
            raise ValidationError(self.get_help_text(), code="password_of_the_office")

    def get_help_text(self) -> str:
        """Say the rule."""
        return "口令中不能有本系统、本单位的名称或其拼音，换一个别人猜不到的。"


def _unit_words(user: object | None) -> set[str]:
    unit = getattr(user, "unit", None)
    names = {unit.name, unit.short} - {""} if unit else set()
    return names | {"".join(lazy_pinyin(name)).lower() for name in names}
