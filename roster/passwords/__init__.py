"""Password rules that GB/T 22239-2019 8.1.4.1 asks for beyond Django's own."""

import re
import string

from django.conf import settings
from django.core.exceptions import ValidationError
from pypinyin import Style, lazy_pinyin

from roster.passwords.breached import Unusable, is_breached
from roster.passwords.guessing import ENOUGH, guessed

OWN_WORDS = ("整改通", "zhenggaitong", "作风整顿", "zuofengzhengdun", "管理员", "administrator")
"""What somebody who knows this office would try first; docs/deploy.md 5.2 lists them."""
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


class GuessableValidator:
    """Refuse what is put together from a common word, a name, a year, a walk on the keyboard."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError when too little of the password is anybody's secret."""
        guess = guessed(password, own_words(user))
        if guess.weight < ENOUGH:
            made_of = "、".join(dict.fromkeys(guess.kinds)) or "很少几个字"
            raise ValidationError(
                f"这个口令由{made_of}拼成，别人试几次就能猜到；请用互不相干的几个词，"
                "或加入没有规律的字母、数字。",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return "不要用常用词、姓名、生日、年份、键盘上相邻的键拼成口令。"


class BreachedValidator:
    """Refuse what stands in the house's file of stolen passwords, where one is given."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError for a stolen one; a file that is gone stops the change."""
        try:
            file = settings.BREACHED_PASSWORDS
            is_known = file is not None and is_breached(password, file)
        except Unusable as trouble:
            raise ValidationError(f"{trouble}请告诉系统管理员。", code="unchecked") from None
        if is_known:
            raise ValidationError(
                "这个口令在别处泄露过，已在公开的泄露口令库里，请换一个没有在别处用过的。",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return "不要用在别的网站用过的口令。"


def own_words(user: object | None) -> set[str]:
    """What others know of the person: account, name and unit, in pinyin and its first letters."""
    unit = getattr(user, "unit", None)
    names = {getattr(user, "name", ""), *((unit.name, unit.short) if unit else ())} - {""}
    account = str(getattr(user, "username", "")).lower()
    words = {account, *re.split(r"[^a-z]+", account)}
    for name in names:
        syllables = [one.lower() for one in lazy_pinyin(name)]
        initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
        words |= {name, "".join(syllables), initials, *syllables, "".join(syllables[1:])}
    return words - {""}
