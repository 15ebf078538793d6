"""Issue texts of the demo campaign, the same for the same seed."""

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from config.demo.grammar import SEPARATOR, Grammar, Line
from config.demo.words import bank, joined, names
from roster.models import Unit
from roster.words import UnitKind

DISTRICT = re.compile(r"^第\d+区")
STREET = "street"
SUPPLY = 500
KEPT = 12
Facts = dict[str, object]


class IssueText(NamedTuple):
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
    return joined("issues")


@cache
def _decks_of(short: str, kind: str) -> tuple[str, ...]:
    """Whose lines a unit may write, its own first; the last is its family."""
    own, by_kind = DISTRICT.sub("", short), bank("words")["family_by_kind"]
    families = bank("words")["family_by_name"].items()
    trade = next((name for name, members in families if own in members), by_kind.get(kind, "party"))
    return (own, STREET, trade) if kind == UnitKind.SUBDISTRICT else (own, trade)


class Texts:
    """The texts of one demo run: each line of the bank is told once, then the grammar goes on."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._grammar = Grammar(dice)
        self._facts: dict[date, list[Facts]] = {}
        self._decks: dict[str, list[Line]] = {}
        self._spent: set[tuple[str, ...]] = set()
        self._told: dict[str, list[Line]] = defaultdict(list)

    def draw(self, unit: Unit, *, until: date) -> IssueText:
        """A text this unit could write: of its own trade while there is one, else of its family."""
        line = self._next(unit)
        told = self._told[unit.code]
        if len(told) < KEPT:
            told.append(line)
        return self.fill(line, unit, until=until)

    def copied(self, source: str, place: int, unit: Unit, *, until: date) -> IssueText:
        """What the unit of this code told, under this unit's name and with other facts."""
        return self.fill(self._told[source][place], unit, until=until)

    def vague(self, unit: Unit, *, until: date) -> IssueText:
        """One of the empty texts that a review desk sends back."""
        return self.fill(self._deck("vague", anew=True).pop(), unit, until=until)

    def _next(self, unit: Unit) -> Line:
        decks = _decks_of(unit.short, unit.kind)
        if decks not in self._spent:
            for name in decks:
                if deck := self._deck(name):
                    return deck.pop()
            self._spent.add(decks)
        return self._grammar.line(decks[-1])

    def _deck(self, name: str, *, anew: bool = False) -> list[Line]:
        deck = self._decks.get(name)
        if deck is None or (anew and not deck):
            deck = self._decks[name] = list(lines().get(name, ()))
            self._dice.shuffle(deck)
        return deck

    def fill(self, line: Line, unit: Unit, *, until: date) -> IssueText:
        """A line with facts of this unit in its slots."""
        facts = self._some_facts(until)
        if unit.short in _towns():
            facts = {**facts, "town": unit.short}
        said = line.format_map(facts).split(SEPARATOR)
        category, issue, example, cause, target, measures = said
        return IssueText(category, issue, example, cause, target, tuple(measures.split(" / ")))

    def _some_facts(self, until: date) -> Facts:
        """One of a supply of facts, made once: at the largest scale making them costs the most."""
        supply = self._facts.get(until)
        if supply is None:
            supply = self._facts[until] = [_facts(self._dice, until) for _ in range(SUPPLY)]
        return supply[int(self._dice.random() * SUPPLY)]


@cache
def _towns() -> frozenset[str]:
    return frozenset(names("towns"))


def _facts(dice: Random, until: date) -> Facts:
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
