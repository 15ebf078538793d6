"""What the bulk rows of the demo refer to, and who acts in them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import make_aware

from campaigns.models import Campaign, Category
from config.demo.texts import Texts
from roster.models import User


@dataclass
class Cast:
    """Who acts in the bulk rows."""

    clerk: User
    inspector: User
    office: User


def _by_code() -> dict[str, Category]:
    return {row.code: row for row in Category.objects.all()}


@dataclass
class Shelf:
    """What the bulk rows refer to."""

    campaign: Campaign
    dice: Random
    texts: Texts
    today: date
    cast: Cast
    troubled: str
    exemplary: str
    categories: dict[str, Category] = field(default_factory=_by_code)
    empty: dict[int, int] = field(default_factory=dict)

    def day(self, offset: int) -> datetime:
        """A working moment so many days from today."""
        return make_aware(datetime.combine(self.today + timedelta(days=offset), time(10, 20)))

    def pick(self, mix: tuple[tuple[str, int], ...]) -> str:
        """One of the words, by weight."""
        words, weights = zip(*mix, strict=True)
        return str(self.dice.choices(words, weights)[0])
