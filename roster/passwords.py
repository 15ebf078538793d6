"""Password rules that GB/T 22239-2019 8.1.4.1 asks for beyond Django's own."""

import string

from django.core.exceptions import ValidationError

KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


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
