"""Grades: ordered rules with an else, quotas, caps by card and the tail of a cohort."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from evaluations.scoring.conditions import Condition, condition
from evaluations.scoring.exact import exact, plain
from evaluations.scoring.faults import SchemeFault

Row = TypeVar("Row")
NO_TIER = "未定等次"
COLOURS = {"红": "红牌", "橙": "橙牌", "黄": "黄牌", "蓝": "蓝牌", "绿": "绿牌"}
ENGLISH = {"red": "红牌", "orange": "橙牌", "yellow": "黄牌", "blue": "蓝牌", "green": "绿牌"}


@dataclass(frozen=True)
class TierRule:
    """One line of the grade table: from a score up, under a condition, or for all the rest."""

    label: str
    least: Fraction | None = None
    when: Condition | None = None

    def fits(self, score: Fraction, facts: Mapping[str, Fraction]) -> bool:
        """Whether this line speaks for a unit of this score and these rates."""
        if self.when:
            return self.when.holds(facts)
        return self.least is None or score >= self.least

    @property
    def reason(self) -> str:
        """The line in words."""
        if self.when:
            return self.when.text
        return "其余情形" if self.least is None else f"得分≥{plain(self.least)}"


@dataclass(frozen=True)
class TierRules:
    """The grade table in order: the first line that fits decides."""

    lines: tuple[TierRule, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The grades from best to worst."""
        return tuple(dict.fromkeys(line.label for line in self.lines))

    def decide(self, score: Fraction, facts: Mapping[str, Fraction]) -> tuple[str, str]:
        """The grade and the words of the line that gave it."""
        for line in self.lines:
            if line.fits(score, facts):
                return line.label, line.reason
        return NO_TIER, "没有一条等次规则适用，请补写“其余”一档"

    def below(self, label: str) -> str:
        """The next worse grade."""
        at = self.labels.index(label)
        return self.labels[min(at + 1, len(self.labels) - 1)]

    def worse(self, one: str, other: str) -> str:
        """The worse of two grades; a limit from another table only bars the best grade."""
        if one not in self.labels:
            return one
        if other not in self.labels:
            return self.below(one) if one == self.labels[0] else one
        return max(one, other, key=self.labels.index)


def tiers(data: Any) -> TierRules:
    """A grade table from its data form: a list of lines or {ordered, rules}."""
    rows = data.get("rules") or data.get("tiers") if isinstance(data, Mapping) else data
    lines = [_line(row) for row in rows or ()]
    if not lines:
        raise SchemeFault("等次规则是空的。")
    if all(line.least is not None for line in lines):
        lines.sort(key=lambda line: line.least or 0, reverse=True)
    return TierRules(tuple(lines))


def _line(row: Mapping[str, Any]) -> TierRule:
    label = str(row.get("label") or row.get("name") or "").strip()
    if not label:
        raise SchemeFault("有一条等次规则没有写等次名称。")
    if row.get("when"):
        return TierRule(label, when=condition(str(row["when"])))
    if isinstance(row.get("else"), str):
        return TierRule(str(row["else"]))
    least = row.get("min")
    return TierRule(label, least=None if least is None else exact(least))


@dataclass(frozen=True)
class Quota:
    """At most this share of a cohort may have the grade."""

    label: str
    ratio: Fraction | None
    count: int | None = None
    rounding: str = "floor"
    min_cohort: int = 1
    per_cohort: bool = True

    def room(self, size: int) -> int | None:
        """How many of so many units may have the grade; none said for a small cohort."""
        if size < self.min_cohort:
            return None
        if self.count is not None:
            return self.count
        share = size * (self.ratio or Fraction(1))
        if self.rounding == "ceil":
            return -((-share.numerator) // share.denominator)
        if self.rounding == "half_up":
            return (2 * share.numerator + share.denominator) // (2 * share.denominator)
        return share.numerator // share.denominator


def quota(data: Any, table: TierRules) -> Quota | None:
    """A quota from its data form; a quota on a grade the table lacks falls on the best grade."""
    if not data:
        return None
    label = str(data.get("label") or table.labels[0])
    ratio = data.get("max_ratio")
    count = data.get("max_count")
    return Quota(
        label=label if label in table.labels else table.labels[0],
        ratio=None if ratio is None else exact(ratio),
        count=None if count is None else int(count),
        rounding=str(data.get("rounding", "floor")),
        min_cohort=int(data.get("min_cohort") or 1),
        per_cohort=bool(data.get("per_cohort", True)),
    )


@dataclass(frozen=True)
class Tail:
    """Who stands at the end of a cohort and is named in the circular."""

    count: int = 0
    ratio: Fraction | None = None
    below: Fraction | None = None
    min_cohort: int = 1

    def room(self, size: int) -> int:
        """How many of so many units are the tail."""
        if size < self.min_cohort:
            return 0
        share = size * self.ratio if self.ratio is not None else Fraction(self.count)
        return share.numerator // share.denominator


def tail(data: Any) -> Tail | None:
    """The tail rule from its data form."""
    if not data or data.get("method") == "none":
        return None
    below = data.get("only_if_score_below")
    ratio = data.get("ratio") or data.get("max_ratio")
    return Tail(
        count=int(data.get("per_cohort") or data.get("count") or 0),
        ratio=exact(ratio) if data.get("method") in ("ratio", "percent") and ratio else None,
        below=None if below is None else exact(below),
        min_cohort=int(data.get("min_cohort") or 1),
    )


@dataclass(frozen=True)
class GradeCap:
    """A card that keeps a unit from grades better than this one."""

    card: str
    max_tier: str
    times: int = 1


def grade_caps(data: Any, table: TierRules) -> tuple[GradeCap, ...]:
    """The caps by card; by default a red card keeps a unit from the best grade."""
    if data is None:
        return (GradeCap("红牌", table.below(table.labels[0])),)
    return tuple(
        GradeCap(
            card_name(str(row.get("card"))),
            str(row.get("max_tier") or ""),
            int(row.get("times") or 1),
        )
        for row in data
    )


def card_name(written: str) -> str:
    """The usual name of a card: red, 红, 红牌问责 are all 红牌."""
    lower = written.strip().lower()
    if lower in ENGLISH:
        return ENGLISH[lower]
    return next((name for colour, name in COLOURS.items() if colour in written), written.strip())


def cards(written: str) -> tuple[str, ...]:
    """The cards that a cell names, each as often as it says: 黄牌2次 is two yellow cards."""
    found: list[str] = []
    for piece in re.split(r"[、，,；;/\s]+", written):
        name = card_name(piece)
        if name in COLOURS.values():
            times = re.search(r"(\d+)\s*[次张块个]?", piece)
            found.extend([name] * max(1, min(int(times.group(1)), 99) if times else 1))
    return tuple(found)


def capped(label: str, held: Sequence[str], caps: Sequence[GradeCap], table: TierRules) -> str:
    """The grade after the cards a unit holds."""
    for cap in caps:
        if held.count(cap.card) >= cap.times:
            label = table.worse(label, cap.max_tier)
    return label


def within_quota(rows: Sequence[Row], room: int, key: Callable[[Row], Any]) -> list[Row]:
    """Those that keep the best grade: from the top while whole groups of equals fit."""
    ordered = sorted(rows, key=key, reverse=True)
    kept: list[Row] = []
    for row in ordered:
        equals = [other for other in ordered if key(other) == key(row)]
        if row not in kept and len(kept) + len(equals) <= room:
            kept.extend(equals)
        elif row not in kept:
            break
    return kept
