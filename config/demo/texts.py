"""Issue texts of the demo campaign, the same for the same seed."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from config.demo.words import bank, joined, names
from roster.models import Unit
from roster.words import UnitKind

DISTRICT = re.compile(r"^第\d+区")
STREET = "street"
Line = list[str]


@dataclass(frozen=True)
class IssueText:
    """What one demo issue says."""

    category: str
    issue: str
    example: str
    cause: str
    target: str
    measures: tuple[str, ...]


@cache
def lines() -> dict[str, list[Line]]:
    """Every line of the bank, by the organ, the kind of unit or the family that may write it."""
    return {
        name: [[part.strip() for part in line.split(" | ")] for line in said]
        for name, said in joined("issues").items()
    }


@cache
def _family_of_code() -> dict[str, str]:
    listed = bank("words")["family_by_code"].items()
    return {code: str(name) for name, codes in listed for code in codes}


def family(unit: Unit) -> str:
    """Return which bank a unit writes from."""
    by_kind = str(bank("words")["family_by_kind"].get(unit.kind, "party"))
    return _family_of_code().get(unit.code, by_kind)


class Texts:
    """The texts of one demo run: no line comes back before all the others of its deck are told."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._decks: dict[str, list[Line]] = {}
        self._told: dict[str, list[Line]] = defaultdict(list)

    def draw(self, unit: Unit, *, until: date) -> IssueText:
        """A text this unit could write: of its own trade while there is one, else of its family."""
        line = self._next(unit)
        self._told[unit.code].append(line)
        return self.fill(line, unit, until=until)

    def copied(self, source: str, place: int, unit: Unit, *, until: date) -> IssueText:
        """What the unit of this code told, under this unit's name and with other facts."""
        return self.fill(self._told[source][place], unit, until=until)

    def vague(self, unit: Unit, *, until: date) -> IssueText:
        """One of the empty texts that a review desk sends back."""
        return self.fill(self._deck("vague", anew=True).pop(), unit, until=until)

    def _next(self, unit: Unit) -> Line:
        own = DISTRICT.sub("", unit.short)
        for name in (own, STREET if unit.kind == UnitKind.SUBDISTRICT else "", family(unit)):
            if deck := self._deck(name):
                return deck.pop()
        return self._deck(family(unit), anew=True).pop()

    def _deck(self, name: str, *, anew: bool = False) -> list[Line]:
        deck = self._decks.get(name)
        if deck is None or (anew and not deck):
            deck = self._decks[name] = list(lines().get(name, ()))
            self._dice.shuffle(deck)
        return deck

    def fill(self, line: Line, unit: Unit, *, until: date) -> IssueText:
        """A line with facts of this unit in its slots."""
        facts = _facts(self._dice, until)
        if unit.short in names("towns"):
            facts["town"] = unit.short
        category, *parts, measures = line
        issue, example, cause, target = (part.format(**facts) for part in parts)
        steps = tuple(step.strip() for step in measures.format(**facts).split(" / "))
        return IssueText(category, issue, example, cause, target, steps)


def _facts(dice: Random, until: date) -> dict[str, object]:
    day = until - timedelta(days=dice.randint(3, 90))
    return {
        "date": f"{day.month}月{day.day}日",
        "town": dice.choice(names("towns")),
        "village": dice.choice(names("villages")),
        "road": dice.choice(names("roads")),
        "firm": dice.choice(names("firms")),
        "surname": dice.choice(names("surnames")),
        "small": dice.randint(2, 6),
        "some": dice.randint(7, 18),
        "many": dice.randint(19, 86),
        "days": dice.randint(8, 45),
        "share": dice.randint(35, 78),
        "money": f"{dice.randint(6, 98) * 100:,}",
    }


def person_name(dice: Random) -> str:
    """Return an invented name."""
    return dice.choice(names("surnames")) + dice.choice(names("given"))
