"""Choosing a scheme for a workbook that came without one, by what its own remarks say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from common.workbook.text import squeeze
from evaluations.scoring.exact import exact
from evaluations.scoring.library import Plan, default_rules, shipped_option_sets, shipped_schemes
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet
from evaluations.scoring.ruleset import rules
from evaluations.scoring.scheme import scheme
from evaluations.sheets import stated
from evaluations.sheets.records import Counting

DEFAULT = "sanping_30_20_50"
TRIPLE = re.compile(r"(\d{1,3})/(\d{1,3})/(\d{1,3})")


def choose(counting: Counting) -> Plan:
    """The plan that the workbook itself describes, else the usual three-way evaluation."""
    remarks = squeeze("；".join(counting.remarks))
    data = _scheme_data(counting, remarks)
    data["option_set"] = _boxes(counting, remarks, str(data.get("option_set") or ""))
    return Plan(
        (scheme(data, shipped_option_sets()),),
        rules({**default_rules(), **stated.rules(remarks)}),
        is_given=False,
    )


def _scheme_data(counting: Counting, remarks: str) -> dict[str, Any]:
    """A shipped scheme, unless the remarks give weights that are not its own."""
    identity = _identity(counting, remarks)
    row = dict(shipped_schemes()[identity])
    by_ratio = stated.ratio(remarks)
    said = stated.sides(remarks) or by_ratio
    if not said or identity in remarks or _weights(said) == _weights(row.get("dimensions") or ()):
        return row
    usual = {side["code"]: side for side in shipped_schemes()[DEFAULT]["dimensions"]}
    named = [
        {**side, "min_valid": usual.get(side["code"], {}).get("min_valid", 1)} for side in said
    ]
    form = {"normalize": "ratio"} if said == by_ratio else {}
    return {"id": "stated", "name": "工作簿说明的办法", "dimensions": named, **form}


def _weights(sides: Iterable[Mapping[str, Any]]) -> list[Fraction]:
    """The weights as shares of the whole, so that 4:7:4 and its percentages are the same."""
    known = [exact(side["weight"]) for side in sides]
    return sorted(weight / sum(known) for weight in known)


def _identity(counting: Counting, remarks: str) -> str:
    known = shipped_schemes()
    for identity, row in known.items():
        if identity in remarks or squeeze(str(row["name"])) in remarks:
            return identity
    named = [key for key, row in known.items() if _weights_named(row, remarks)]
    if named:
        return named[0]
    triple = TRIPLE.search(remarks) or TRIPLE.search(squeeze(counting.name))
    identity = f"sanping_{'_'.join(triple.groups())}" if triple else DEFAULT
    return identity if identity in known else DEFAULT


def _weights_named(row: Mapping[str, Any], remarks: str) -> bool:
    sides = row.get("dimensions") or ()
    return len(sides) > 1 and all(
        re.search(rf"{re.escape(side['name'])}[^\d。；]{{0,6}}{side['weight']}(%|％|分)", remarks)
        for side in sides
    )


def _boxes(counting: Counting, remarks: str, usual: str) -> dict[str, Any] | str:
    """The option set whose labels the sheets use, with the scores that the remarks give."""
    headings = {record.heading or record.choice for record in counting.records}
    headings -= {""}
    if not headings:
        return "percent"
    sets = shipped_option_sets()
    fitting = [key for key, boxes in sets.items() if _fits(boxes, headings)]
    chosen = usual if usual in fitting or not fitting else fitting[0]
    return _with_scores(sets[chosen or "sat4_100_80_0"], remarks)


def _fits(boxes: OptionSet, headings: Iterable[str]) -> bool:
    """Whether every heading is a box of its own in this set."""
    known = [boxes.recognise(text) for text in headings]
    ticks = [label for label in known if label not in (ABSTAIN, ROW_VOID)]
    return bool(ticks) and None not in ticks and len(set(ticks)) == len(ticks)


def all_labels(extra: Sequence[OptionSet] = ()) -> tuple[str, ...]:
    """Every label of the shipped and the given option sets."""
    sets = (*extra, *shipped_option_sets().values())
    return tuple(dict.fromkeys(label for boxes in sets for label in boxes.labels))


def _with_scores(boxes: OptionSet, remarks: str) -> dict[str, Any]:
    options = []
    for option in boxes.options:
        said = re.search(
            rf"(?<![\u4e00-\u9fff]){option.label}(?:[（(:：=为计]*)(\d+(?:\.\d+)?)分", remarks
        )
        score = option.score
        if said and option.counted:
            score = exact(said.group(1))
        row = {
            "label": option.label,
            "score": None if score is None else str(score),
            "counted": option.counted,
        }
        options.append(
            row | ({"score": float(score)} if score is not None and "/" in str(score) else {})
        )
    return {"id": boxes.id, "name": boxes.name, "options": options}
