"""Whole ballots: which are void under the rules, and the piles that the others make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import exact
from evaluations.scoring.options import ABSTAIN, OptionSet
from evaluations.scoring.piles import Pile
from evaluations.scoring.ruleset import Rules

REASONS = {
    "all_full": "全部打满分",
    "all_same": "全部打相同分数或勾选同一档",
    "excellent_quota": "优秀（高分）超过规定数量或比例",
    "low_quota": "低分未达到规定数量",
    "over_under_vote": "勾选总数过多或过少",
    "multi_mark": "同一行多选",
    "illegible": "涂改或无法辨认",
    "out_of_range": "打分超出范围",
}


@dataclass(frozen=True)
class Ballot:
    """One sheet of one rater: a mark or a label for each (subject, item)."""

    side: str
    part: str
    rater: str
    marks: Mapping[tuple[str, str], Fraction | str] = field(default_factory=dict)


def why_void(ballot: Ballot, options: OptionSet, rules: Rules) -> str | None:
    """The first rule of the scheme under which the whole ballot is void."""
    marks = [mark for mark in ballot.marks.values() if mark != ABSTAIN]
    for name, settings in rules.ballot_void.items():
        check = CHECKS.get(name)
        if check and check(_worths(marks, options), marks, options, settings):
            return name
    return None


def suspicious(ballot: Ballot, options: OptionSet) -> str | None:
    """All full or all the same where the scheme does not void it: to be flagged, never removed."""
    marks = [mark for mark in ballot.marks.values() if mark != ABSTAIN]
    worths = _worths(marks, options)
    if _all_full(worths, marks, options, {}) and len(marks) >= 3:
        return "all_full"
    return "all_same" if _all_same(worths, marks, options, {}) else None


def _worths(marks: Sequence[Fraction | str], options: OptionSet) -> list[Fraction]:
    worths: list[Fraction] = []
    for mark in marks:
        if isinstance(mark, Fraction):
            worths.append(mark)
            continue
        option = options.get(mark)
        if option and option.score is not None:
            worths.append(option.score)
    return worths


def _best(options: OptionSet) -> Fraction:
    if options.is_numeric:
        return options.high
    return max(
        (option.score for option in options.options if option.score is not None),
        default=options.high,
    )


def _all_full(
    worths: list[Fraction], marks: Sequence[Any], options: OptionSet, settings: Mapping[str, Any]
) -> bool:
    least = int(settings.get("min_objects", 1))
    return (
        len(marks) >= max(1, least)
        and len(worths) == len(marks)
        and set(worths) == {_best(options)}
    )


def _all_same(
    worths: list[Fraction], marks: Sequence[Any], options: OptionSet, settings: Mapping[str, Any]
) -> bool:
    least = int(settings.get("min_objects", settings.get("value", 3)))
    return len(marks) >= least and len(set(marks)) == 1


def _excellent(
    worths: list[Fraction], marks: Sequence[Any], options: OptionSet, settings: Mapping[str, Any]
) -> bool:
    line = exact(settings.get("min_score", settings.get("at_least", 90)))
    count = sum(worth >= line for worth in worths)
    most = settings.get("max_count", settings.get("max"))
    if most is not None:
        return count > int(most)
    ratio = settings.get("ratio", settings.get("max_ratio", settings.get("value", "0.30")))
    return bool(worths) and Fraction(count, len(worths)) > exact(ratio)


def _low(
    worths: list[Fraction], marks: Sequence[Any], options: OptionSet, settings: Mapping[str, Any]
) -> bool:
    line = exact(settings.get("below", settings.get("max_score", 70)))
    least = int(settings.get("min_count", settings.get("min", settings.get("value", 2))))
    return sum(worth < line for worth in worths) < least


def _over_under(
    worths: list[Fraction], marks: Sequence[Any], options: OptionSet, settings: Mapping[str, Any]
) -> bool:
    least = settings.get("min_count", settings.get("min"))
    most = settings.get("max_count", settings.get("max"))
    too_few = least is not None and len(marks) < int(least)
    return too_few or (most is not None and len(marks) > int(most))


CHECKS = {
    "all_full": _all_full,
    "all_same": _all_same,
    "excellent_quota": _excellent,
    "low_quota": _low,
    "over_under_vote": _over_under,
}


def piles(ballots: Iterable[Ballot]) -> dict[str, dict[tuple[str, str, str], Pile]]:
    """Every subject's piles from ballots that are not void."""
    counts: dict[str, dict[tuple[str, str, str], dict[str, int]]] = {}
    marks: dict[str, dict[tuple[str, str, str], dict[Fraction, int]]] = {}
    for ballot in ballots:
        for (subject, item), mark in ballot.marks.items():
            key = (ballot.side, ballot.part, item)
            if isinstance(mark, Fraction):
                heap = marks.setdefault(subject, {}).setdefault(key, {})
                heap[mark] = heap.get(mark, 0) + 1
            else:
                row = counts.setdefault(subject, {}).setdefault(key, {})
                row[mark] = row.get(mark, 0) + 1
    return {
        subject: {
            key: Pile(counts.get(subject, {}).get(key, {}), marks.get(subject, {}).get(key, {}))
            for key in dict.fromkeys([*counts.get(subject, {}), *marks.get(subject, {})])
        }
        for subject in dict.fromkeys([*counts, *marks])
    }
