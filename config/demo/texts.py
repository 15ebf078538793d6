"""Issue texts of the demo campaign, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from config.demo.words import bank, names


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
def _bank() -> dict[str, list[list[str]]]:
    lines_by_family = bank("issues")
    return {name: [line.split(" | ") for line in lines] for name, lines in lines_by_family.items()}


def family(code: str, kind: str) -> str:
    """Return which bank a unit writes from."""
    for name, codes in bank("words")["family_by_code"].items():
        if code in codes:
            return str(name)
    return str(bank("words")["family_by_kind"].get(kind, "party"))


def issue_texts(name: str, dice: Random, *, until: date) -> Iterator[IssueText]:
    """Yield texts of a family without end; the same line comes back only with other facts."""
    lines = list(_bank()[name])
    while True:
        dice.shuffle(lines)
        for line in lines:
            yield _fill(line, dice, until)


def vague_text(dice: Random) -> IssueText:
    """Return one of the empty texts that a review desk sends back."""
    return _fill(dice.choice(_bank()["vague"]), dice, date(2026, 1, 1))


def _fill(line: list[str], dice: Random, until: date) -> IssueText:
    facts = _facts(dice, until)
    category, *parts, measures = [part.strip() for part in line]
    issue, example, cause, target = (part.format(**facts) for part in parts)
    steps = tuple(step.strip().format(**facts) for step in measures.split(" / "))
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
