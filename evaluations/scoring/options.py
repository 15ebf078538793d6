"""Option sets: what a rater may tick, what each tick is worth, under which names it appears."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import exact
from evaluations.scoring.faults import SchemeFault

ABSTAIN = "弃权"
ROW_VOID = "行作废"
ALIASES: tuple[tuple[str, ...], ...] = (
    ("非常满意", "很满意", "十分满意"),
    ("满意", "比较满意"),
    ("基本满意", "一般", "较满意", "一般满意"),
    ("不满意", "不太满意"),
    ("很不满意", "非常不满意", "十分不满意"),
    ("不了解", "不清楚", "说不清", "不知道", "不了解情况"),
    ("较差", "差"),
    ("优秀", "优"),
    ("良好", "良"),
)
ABSTAIN_NAMES = ("弃权", "未填", "空白", "弃权票", "未表态", "弃权空白", "空白弃权", "未评")
ROW_VOID_NAMES = (
    "行作废",
    "作废",
    "废票",
    "无效票",
    "无效",
    "该行作废",
    "单项作废",
    "作废行",
    "行无效",
)
SUFFIX = re.compile(r"(得票数|得票|票数|人数|数量|张数|次数|票|数)$")
WORTH = re.compile(r"[（(][^（）()]*[）)]|\d+(\.\d+)?分?$")


def bare(label: object) -> str:
    """A heading without blanks, brackets, worth and counting words."""
    squeezed = re.sub(r"[\s　:：]", "", str(label))
    return SUFFIX.sub("", WORTH.sub("", squeezed)) or squeezed


@dataclass(frozen=True)
class Option:
    """One box of the ballot; an option without a score stands outside the sum."""

    label: str
    score: Fraction | None
    counted: bool = True

    @property
    def is_satisfied(self) -> bool:
        """Whether a tick here counts into the satisfaction rate."""
        if "满意" in self.label:
            return not re.search("不.?满意|不太满意", self.label)
        return self.score is not None and self.score >= 80


@dataclass(frozen=True)
class OptionSet:
    """The boxes in order, or a span of marks for a percent sheet."""

    id: str
    name: str
    options: tuple[Option, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(100)
    is_numeric: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in ballot order."""
        return tuple(option.label for option in self.options)

    def get(self, label: str) -> Option | None:
        """The option of exactly this label."""
        return next((option for option in self.options if option.label == label), None)

    def recognise(self, heading: object) -> str | None:
        """The label that a heading or a cell means, 弃权 and 行作废 included."""
        return recognise(self.labels, heading)


def recognise(labels: Sequence[str], heading: object) -> str | None:
    """The label among these that a heading means: its own words first, then the usual aliases."""
    squeezed = re.sub(r"[\s　:：]", "", str(heading))
    for written in (squeezed, bare(squeezed)):
        if written in labels:
            return written
    written = bare(squeezed)
    for family in ALIASES:
        if written in family:
            found = next((label for label in labels if label in family), None)
            if found:
                return found
    return outside(squeezed)


def outside(heading: object) -> str | None:
    """Whether a heading means an abstention or a void row, under any of their names."""
    squeezed = re.sub(r"[\s　:：]", "", str(heading))
    written = bare(squeezed)
    names = {re.sub(r"[（()）]", "", squeezed), written}
    if names & set(ABSTAIN_NAMES):
        return ABSTAIN
    return ROW_VOID if names & set(ROW_VOID_NAMES) else None


def option_set(data: Mapping[str, Any]) -> OptionSet:
    """An option set from its data form; a mistake is named."""
    identity = str(data.get("id") or data.get("name") or "inline")
    name = str(data.get("name") or identity)
    numeric = data.get("numeric")
    if numeric:
        low, high = exact(numeric.get("min", 0)), exact(numeric.get("max", 100))
        return OptionSet(identity, name, low=low, high=high, is_numeric=True)
    options = tuple(_option(row) for row in data.get("options") or ())
    if not options:
        raise SchemeFault(f"选项组“{name}”没有选项。")
    if len({option.label for option in options}) != len(options):
        raise SchemeFault(f"选项组“{name}”里有重复的选项。")
    return OptionSet(identity, name, options)


def _option(row: Mapping[str, Any]) -> Option:
    score = row.get("score")
    counted = bool(row.get("counted", score is not None))
    worth = None if score is None else exact(score)
    return Option(str(row["label"]).strip(), worth, counted and worth is not None)
