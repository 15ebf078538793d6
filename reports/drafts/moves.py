"""位次升降: who rose and who fell in the rate of closing since the last paper, inside cohorts."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.drafts.phrases import Words
from reports.drafts.ranks import moves_of
from reports.drafts.said import Said
from reports.figures import Facts
from reports.figures.figure import rate
from reports.models import Circular

TABLE = "整改进展统计表"
Table = dict[str, Any]
Rates = Mapping[str, float]


@dataclass(frozen=True)
class Move:
    """One unit's place inside its cohort by rate, in the last paper and in this one."""

    cohort: str
    name: str
    before: float
    now: float
    place_before: int
    place_now: int

    @property
    def step(self) -> int:
        """How many places it rose."""
        return self.place_before - self.place_now


def moves_phrase(facts: Facts, earlier: Circular | None, table: Table) -> Said:
    """The change of places as something to say; `table` is this paper's own table of units."""
    definition = "同类单位整改率名次与上一份已印发文件相比"
    words: Words = []
    if earlier and (then := rates_held(facts, earlier)):
        steps = [(one.step, one.name) for one in moves(facts, then, rates_in([table]))]
        words = moves_of(steps, "整改率位次", "places") or ["各单位整改率位次与上期相同"]
    return Said.phrase("p_moves", "整改率位次变化", definition, words)


def rates_in(tables: list[Table]) -> Rates:
    """The rates that a paper printed, by the unit's short name."""
    rows = [row for table in tables if table["title"] == TABLE for row in table["rows"]]
    return {row[0]: float(row[5].rstrip("%")) for row in rows if row[5].endswith("%")}


def rates_held(facts: Facts, paper: Circular) -> Rates:
    """The rates of a frozen paper: as it printed them, else as its rows tell."""
    if printed := rates_in(paper.annexes):
        return printed
    codes = ("issues_ledger", "issues_closed")
    held = {one.code: Counter(one.row_units) for one in paper.figures.filter(code__in=codes)}
    whole, closed = (held.get(code, Counter()) for code in codes)
    return {
        unit.short: float(rate(closed[pk], whole[pk]) or 0)
        for pk, unit in facts.units.items()
        if whole[pk]
    }


def moves(facts: Facts, then: Rates, now: Rates) -> list[Move]:
    """Every unit that both sides know, with both rates and both places, best first."""
    cohorts: dict[str, list[str]] = defaultdict(list)
    for unit in facts.units.values():
        if unit.short in then and unit.short in now:
            cohorts[f"{unit.cohort}类" if unit.cohort else "未分类"].append(unit.short)
    found = [
        Move(cohort, name, then[name], now[name], _place(then, name, kin), _place(now, name, kin))
        for cohort, kin in cohorts.items()
        for name in kin
    ]
    return sorted(found, key=lambda one: (one.cohort, one.place_now))


def _place(rates: Rates, name: str, names: list[str]) -> int:
    return 1 + sum(rates[other] > rates[name] for other in names)
