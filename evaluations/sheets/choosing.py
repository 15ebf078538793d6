"""Choosing a scheme for a workbook that came without one, by what its own remarks say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from common.workbook.text import squeeze
from evaluations.scoring.exact import exact
from evaluations.scoring.library import Plan, default_rules, shipped_option_sets, shipped_schemes
from evaluations.scoring.options import ABSTAIN, ROW_VOID, OptionSet, bare, outside
from evaluations.scoring.ruleset import rules
from evaluations.scoring.scheme import HUNDRED, scheme
from evaluations.sheets import stated, weighing
from evaluations.sheets.records import Counting, Record
from evaluations.sheets.worths import worth, worths

DEFAULT = "sanping_30_20_50"
USUAL = "sat4_100_80_0"
SHORT = 20
LONGEST = 2_000  # no office says more of its rules in one cell; a longer one is a trick
GAP = re.compile(r"([)）%％分])\s+(?=[\u4e00-\u9fff])")
TELLING = re.compile(r"[(（](?:权重|占|计)?\d+(?:\.\d+)?[%％分][)）]")
NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十\d]{1,2}[、.])(?!\d)"
)
NUMBERED = re.compile(r"(^|[;:。])(?:\([一二三四五六七八九十\d]{1,2}\)|[①-⑳])(?=[\u4e00-\u9fff])")
APART = re.compile(r"[,，](?=(?:占|权重)(?:总分)?(?:的|为)?\d)")


def choose(counting: Counting) -> Plan:
    """The plan that the workbook itself describes, else the usual three-way evaluation."""
    remarks = remarks_of(counting)
    data = _scheme_data(counting, remarks)
    data["option_set"] = _boxes(counting, remarks, str(data.get("option_set") or ""))
    found = [data, *_of_cohorts(counting, remarks, data)]
    return Plan(
        tuple(scheme(row, shipped_option_sets()) for row in found),
        rules({**default_rules(), **stated.rules(remarks)}),
        is_given=False,
    )


def remarks_of(counting: Counting) -> str:
    """Everything the workbook remarks, as one text for comparing."""
    written = [*counting.remarks, *_headings_that_tell(counting)]
    told = (NUMBERING.sub("", squeeze(GAP.sub(r"\1;", remark[:LONGEST]))) for remark in written)
    whole = NUMBERED.sub(r"\1", ";".join(told)).replace("∶", ":")
    return APART.sub("", whole)


def _headings_that_tell(counting: Counting) -> list[str]:
    """Headings and sheet names with a weight or a worth in brackets: 上级领导评（25%）."""
    texts = [text for record in counting.records for text in (record.heading, *record.texts)]
    return [text for text in dict.fromkeys(texts) if len(text) <= SHORT and TELLING.search(text)]


def _scheme_data(counting: Counting, remarks: str) -> dict[str, Any]:
    """A shipped scheme, unless the remarks give weights that are not its own."""
    identity = _identity(counting, remarks)
    row = dict(shipped_schemes()[identity])
    by_ratio = weighing.ratio(remarks)
    said = weighing.sides(remarks) or by_ratio or _triple(counting, remarks, identity)
    if said and identity not in remarks and not _alike(said, row.get("dimensions") or ()):
        row = _stated(said, by_ratio)
    items = weighing.items(remarks) or weighing.items_named(remarks, _item_names(counting, row))
    return _with_least(row, remarks) | ({"items": items} if items else {})


def _item_names(counting: Counting, row: Mapping[str, Any]) -> list[str]:
    """The headings over the boxes that are neither a side nor the boxes themselves."""
    sides = [str(side["name"]) for side in row.get("dimensions") or ()]
    over = dict.fromkeys(text for record in counting.records for text in record.group)
    return [text for text in over if not any(name in squeeze(text) for name in sides)]


def _of_cohorts(
    counting: Counting, remarks: str, general: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Schemes of single cohorts, where a sentence about a cohort gives its own weights."""
    names = {squeeze(record.cohort): record.cohort for record in counting.records if record.cohort}
    rows = []
    for sentence in weighing.SENTENCE.split(remarks):
        about = [name for name in names if name in sentence]
        said = weighing.sides(_without(about, sentence)) or weighing.ratio(sentence)
        if said and about:
            row = _with_least(_stated(said, weighing.ratio(sentence)), remarks)
            own = {"id": f"stated-{'-'.join(about)}", "cohorts": [names[name] for name in about]}
            rows.append({**general, **row, **own})
    return rows


def _without(names: Iterable[str], sentence: str) -> str:
    for name in names:
        sentence = sentence.replace(name, ",")
    return sentence


def _triple(counting: Counting, remarks: str, identity: str) -> list[dict[str, Any]]:
    """Three weights without names belong to the three usual sides."""
    if identity != DEFAULT:
        return []
    usual = shipped_schemes()[DEFAULT]["dimensions"]
    return weighing.triple(remarks, usual) or weighing.triple(squeeze(counting.name), usual)


def _stated(said: Sequence[Mapping[str, Any]], by_ratio: Sequence[Any]) -> dict[str, Any]:
    usual = {side["code"]: side for side in shipped_schemes()[DEFAULT]["dimensions"]}
    named = [
        {"min_valid": usual.get(side["code"], {}).get("min_valid", 1), **side} for side in said
    ]
    is_ratio = said == by_ratio or sum(exact(side["weight"]) for side in said) != HUNDRED
    form = {"normalize": "ratio"} if is_ratio else {}
    return {"id": "stated", "name": "工作簿说明的办法", "dimensions": named, **form}


def _with_least(row: dict[str, Any], remarks: str) -> dict[str, Any]:
    """The scheme with the fewest valid ballots that the remarks ask of its sides."""
    rows = row.get("dimensions") or ()
    fewest = stated.least(remarks, {side["code"]: side["name"] for side in rows})
    sides = [
        {**side, "min_valid": fewest.get(side["code"], side.get("min_valid", 1))} for side in rows
    ]
    return {**row, "dimensions": sides} if fewest else row


def _alike(said: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]) -> bool:
    """Whether both give the same sides the same shares, so 4:7:4 and its percentages agree."""
    if any("subgroups" in side for side in said):
        return False
    for key in ("name", "code"):
        one, other = _shares(said, key), _shares(known, key)
        if set(one) == set(other):
            return one == other
    return sorted(one.values()) == sorted(other.values())


def _shares(sides: Iterable[Mapping[str, Any]], key: str) -> dict[str, Fraction]:
    known = {str(side[key]): exact(side["weight"]) for side in sides}
    total = sum(known.values()) or Fraction(1)
    return {code: weight / total for code, weight in known.items()}


def _identity(counting: Counting, remarks: str) -> str:
    known = shipped_schemes()
    for identity, row in known.items():
        if identity in remarks or squeeze(str(row["name"])) in remarks:
            return identity
    for written in (remarks, squeeze(counting.name)):
        for match in weighing.TRIPLE.finditer(written):
            if (identity := f"sanping_{match[1]}_{match[3]}_{match[4]}") in known:
                return identity
    named = [key for key, row in known.items() if _weights_named(row, remarks)]
    if named:
        return named[0]
    return DEFAULT


def _weights_named(row: Mapping[str, Any], remarks: str) -> bool:
    sides = row.get("dimensions") or ()
    return len(sides) > 1 and all(
        re.search(rf"{re.escape(side['name'])}[^\d。；]{{0,6}}{side['weight']}(%|％|分)", remarks)
        for side in sides
    )


def _boxes(counting: Counting, remarks: str, usual: str) -> dict[str, Any] | str:
    """The option set whose labels the sheets use, with the scores that the remarks give."""
    headings = {bare(text) for record in counting.records if (text := _box(record))}
    if not headings:
        return "percent"
    sets, said = shipped_option_sets(), worths(remarks)
    fitting = [key for key, boxes in sets.items() if _fits(boxes, headings)]
    if not fitting:
        return _own_boxes(headings, said) or _with_scores(sets[usual or USUAL], headings, said)
    return _with_scores(sets[usual if usual in fitting else fitting[0]], headings, said)


def _box(record: Record) -> str:
    """The box a record speaks of; the two boxes outside every set keep their whole names."""
    written = record.heading or record.choice
    return outside(written) or written


def _own_boxes(
    headings: Iterable[str], worths_said: Mapping[str, Fraction]
) -> dict[str, Any] | None:
    """Boxes that no shipped set has, when the remarks say what each is worth."""
    ticks = [text for text in sorted(headings) if outside(text) is None]
    said = {text: worths_said.get(text) for text in ticks}
    if sum(score is not None for score in said.values()) < 2:
        return None
    ticks.sort(key=lambda text: -(said[text] or Fraction(0)))
    rows = [
        {"label": text, "score": said[text], "counted": said[text] is not None} for text in ticks
    ]
    return {"id": "stated", "name": "工作簿说明的选项", "options": rows}


def _fits(boxes: OptionSet, headings: Iterable[str]) -> bool:
    """Whether every heading is a box of its own in this set."""
    known = [boxes.recognise(text) for text in headings]
    ticks = [label for label in known if label not in (ABSTAIN, ROW_VOID)]
    return bool(ticks) and None not in ticks and len(set(ticks)) == len(ticks)


def all_labels(extra: Sequence[OptionSet] = ()) -> tuple[str, ...]:
    """Every label of the shipped and the given option sets."""
    sets = (*extra, *shipped_option_sets().values())
    return tuple(dict.fromkeys(label for boxes in sets for label in boxes.labels))


def _with_scores(
    boxes: OptionSet, headings: Iterable[str], worths_said: Mapping[str, Fraction]
) -> dict[str, Any]:
    """The set with what the remarks say each box is worth, under whichever name."""
    named = {option.label: [option.label] for option in boxes.options}
    for text in sorted(headings):
        label = boxes.recognise(text)
        if label in named:
            named[label].insert(0, bare(text))
    options = []
    for option in boxes.options:
        said = worth(named[option.label], worths_said)
        score = option.score if said is None else said
        is_counted = option.counted or said is not None
        options.append({"label": option.label, "score": score, "counted": is_counted})
    return {"id": boxes.id, "name": boxes.name, "options": options}
