"""Further texts, put together when the bank is told, so that no two share most of their words."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random

from config.demo.words import bank

Line = str
SEPARATOR = " | "
FIRSTS = 3
CORES = FIRSTS * FIRSTS
MEASURES = 4


@dataclass(frozen=True)
class Defect:
    """One way of doing a matter badly, told in several ways."""

    category: str
    issues: list[str]
    happenings: list[str]
    causes: list[str]
    target: str
    measures: list[str]


@cache
def defects() -> list[Defect]:
    """Return every defect of the grammar."""
    return [_defect(line) for line in bank("grammar_defects")["defects"]]


def _defect(line: str) -> Defect:
    category, *parts = line.split(" | ")
    issues, happenings, causes, target, measures = (part.split(" ; ") for part in parts)
    return Defect(category, issues, happenings, causes, target[0], measures)


@cache
def _matters(family: str) -> list[list[str]]:
    return [line.split(" | ") for line in bank("grammar")["matters"][family]]


class Grammar:
    """Puts lines together by counting.

    A core is an issue with a happening of the same defect. Each time a core comes round it gets
    another scene and another harm: pools have a prime length and the steps through them differ,
    so two texts of one core, one issue or one happening never share scene and harm as well,
    until every core has met every scene.
    """

    def __init__(self, dice: Random) -> None:
        self._pools: dict[str, list[str]] = bank("grammar_scenes")
        self._tails: list[str] = bank("grammar")["tails"]
        self._people: list[str] = bank("grammar")["who"]
        self._defects = defects()
        self._size = len(self._pools["scenes"])
        self._order = list(range(len(defects()) * CORES))
        dice.shuffle(self._order)
        self._told = 0
        self._measured: Counter[int] = Counter()

    def line(self, family: str) -> Line:
        """Return the next line a unit of this family may write, with its facts left open."""
        turn, place = divmod(self._told, len(self._order))
        self._told += 1
        core = self._order[place]
        number, rest = divmod(core, CORES)
        defect = self._defects[number]
        scene, harm = self._around(core, turn)
        example = f"{scene}，{defect.happenings[rest // FIRSTS]}，{harm}"
        tail = self._tails[(core + 3 * turn) % len(self._tails)]
        issue = f"{defect.issues[rest % FIRSTS]}，{tail}"
        cause = defect.causes[turn % len(defect.causes)]
        measures = " / ".join(self._steps(number, turn))
        said = SEPARATOR.join((defect.category, issue, example, cause, defect.target, measures))
        return self._named(said, family, number + 5 * turn + turn // 12)

    def _around(self, core: int, turn: int) -> tuple[str, str]:
        scene, harm = self._places(core, turn)
        return self._pools["scenes"][scene], self._pools["harms"][harm]

    def _places(self, start: int, turn: int) -> tuple[int, int]:
        """Two places that go on at different steps; after a whole round the second is shifted."""
        first = (start + turn) % self._size
        return first, (5 * start + 2 * turn + 7 * (turn // self._size)) % self._size

    def _steps(self, number: int, turn: int) -> tuple[str, str, str]:
        own = number * MEASURES + turn % MEASURES
        step, check = self._places(own, self._measured[own])
        self._measured[own] += 1
        first = self._defects[number].measures[turn % MEASURES]
        return first, self._pools["steps"][step], self._pools["checks"][check]

    def _named(self, said: str, family: str, place: int) -> str:
        """The line about one of the family's matters."""
        matters, people = _matters(family), self._people
        matter, desk, paper = matters[place % len(matters)]
        said = said.replace("{matter}", matter).replace("{desk}", desk)
        return said.replace("{paper}", paper).replace("{who}", people[place % len(people)])
