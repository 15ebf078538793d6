"""Odd ballots: flagged with numbers, held against the result, never removed from it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count

from evaluations.models import Ballot, Cohort, Round, Side
from evaluations.rules.ranking import results_of
from evaluations.rules.schemes import plan_of
from evaluations.rules.sealing import side_boxes
from evaluations.scoring import ballots as voting
from evaluations.scoring.exact import exact
from evaluations.scoring.options import ABSTAIN, OptionSet
from evaluations.scoring.patterns import bursts, lifts
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import CohortResult
from evaluations.scoring.showing import hidden
from evaluations.scoring.sides import Key

CLUSTER = 5
ALIKE = "alike"
LIFT = "lift"
KINDS = {
    "all_full": "全部打满分",
    "all_same": "全部打相同分数或勾选同一档",
    ALIKE: f"完全相同的票（{CLUSTER}张以上）",
    LIFT: "抬少数、压多数",
}
Less = dict[str, dict[Key, Pile]]


@dataclass
class Oddities:
    """Patterns of one side that a careful reader looks at."""

    side: Side
    options: OptionSet
    ballots: int = 0
    void: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    clusters: list[int] = field(default_factory=list)
    lifted: Counter[frozenset[str]] = field(default_factory=Counter)
    odd: list[tuple[dict[tuple[str, str], str], int]] = field(default_factory=list)

    @property
    def is_odd(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.void or self.flagged)

    @property
    def odd_ballots(self) -> int:
        """How many ballots are flagged, each once."""
        return sum(count for _, count in self.odd)

    @property
    def said(self) -> list[tuple[str, int]]:
        """The kinds that were found, with numbers."""
        return [(KINDS[kind], self.flagged[kind]) for kind in KINDS if self.flagged[kind]]

    @property
    def void_said(self) -> list[tuple[str, int]]:
        """The rules that made ballots void, with numbers."""
        return list(self.void.items())

    @property
    def lifted_said(self) -> list[tuple[str, int]]:
        """The units that were lifted together, with numbers."""
        return [("、".join(sorted(units)), count) for units, count in self.lifted.items()]

    def take(self, body: str, count: int) -> None:
        """Look at slips of one content; remarks are not looked at."""
        content = json.loads(body)
        if "remark" in content:
            return
        self.ballots += count
        if "void" in content:
            self.void[voting.REASONS.get(content["void"], content["void"])] += count
            return
        marks = {
            (unit, item): mark
            for unit, items in content["marks"].items()
            for item, mark in items.items()
        }
        kinds = self._kinds(marks, count)
        for kind in kinds:
            self.flagged[kind] += count
        if kinds:
            self.odd.append((marks, count))

    def _kinds(self, written: dict[tuple[str, str], str], count: int) -> set[str]:
        marks = {place: self._mark(mark) for place, mark in written.items()}
        ballot = voting.Ballot(self.side.code, "", "", marks)
        kinds = {kind for kind in [voting.suspicious(ballot, self.options)] if kind}
        if count >= CLUSTER and len(marks) > 2:
            kinds.add(ALIKE)
            self.clusters.append(count)
        raised = lifts(marks, self.options)
        if raised:
            kinds.add(LIFT)
            self.lifted[raised] += count
        return kinds

    def _mark(self, mark: str) -> Fraction | str:
        return exact(mark) if self.options.is_numeric and mark != ABSTAIN else mark


def oddities(round_: Round) -> list[Oddities]:
    """异常票分析: all full, all the same, many of one pattern, few lifted over the rest."""
    plan = plan_of(round_)
    found = {side.pk: Oddities(side, side_boxes(plan, side)[0]) for side in round_.sides.all()}
    slips = Ballot.objects.filter(round=round_).order_by("side", "body")
    for side, body, count in slips.values_list("side", "body").annotate(n=Count("*")).iterator():
        found[side].take(body, count)
    return list(found.values())


def crowded_days(round_: Round) -> list[tuple[str, int]]:
    """集中投票: days of many slips, from the daily digests; the hour of a ballot is never kept."""
    days, before = [], 0
    for row in round_.batches.order_by("on"):
        days.append((str(row.on), row.slips - before))
        before = row.slips
    return bursts(days)


@dataclass(frozen=True)
class Compared:
    """One unit's place and score with all ballots and without the flagged ones."""

    name: str
    score: str
    rank: int | None
    score_without: str
    rank_without: int | None
    flagged: int
    is_hidden: bool

    @property
    def moved(self) -> int:
        """Places gained without the flagged ballots; lost ones are negative."""
        return (self.rank or 0) - (self.rank_without or 0)


def compared(round_: Round, rows: list[Oddities]) -> list[tuple[Cohort, list[Compared]]]:
    """有无对照: the result beside what it would be without the flagged ballots; stored nowhere.

    A side with fewer flagged ballots than may be shown keeps them: the difference would tell.
    """
    taken = [row for row in rows if row.odd_ballots >= round_.show_min]
    less = _less(taken)
    if not less:
        return []
    with_all, without = results_of(round_), dict(_by_code(results_of(round_, less)))
    return [
        (cohort, [_compared(row, without, taken, round_.show_min) for row in result.standings])
        for cohort, result in with_all
    ]


def _by_code(results: list[tuple[Cohort, CohortResult]]) -> list[tuple[str, Any]]:
    return [(row.subject.code, row) for _, result in results for row in result.standings]


def _compared(row: Any, without: dict[str, Any], taken: list[Oddities], least: int) -> Compared:
    other = without[row.subject.code]
    sides = {
        side.rule.code: {
            "counted": side.counted,
            "counts": side.counts,
            "dropped": side.dropped,
            "given": side.is_given,
            "alike": side.is_alike,
        }
        for side in row.sides
    }
    flagged = sum(
        count
        for side in taken
        for marks, count in side.odd
        if any(unit == row.subject.code for unit, _ in marks)
    )
    return Compared(
        name=row.subject.name,
        score=_told(row.score),
        rank=row.rank,
        score_without=_told(other.score),
        rank_without=other.rank,
        flagged=flagged,
        is_hidden=bool(hidden(sides, least)),
    )


def _told(score: object) -> str:
    return "不计分" if score is None else str(score)


def _less(rows: list[Oddities]) -> Less:
    """The piles that the flagged ballots make, to be taken away from the whole."""
    less: Less = {}
    for row in rows:
        for marks, count in row.odd:
            for (unit, item), mark in marks.items():
                key = (row.side.code, row.side.part, item)
                mine = less.setdefault(unit, {})
                mine[key] = mine.get(key, Pile()) + _pile(mark, count, row.options)
    return less


def _pile(mark: str, count: int, options: OptionSet) -> Pile:
    if options.is_numeric and mark != ABSTAIN:
        return Pile(marks={exact(mark): count})
    return Pile({mark: count})
