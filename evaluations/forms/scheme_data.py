"""A scheme's data as the form shows it, and what was typed as the scheme's data."""

import re
from copy import deepcopy
from typing import Any

from evaluations.forms.pairs import (
    caps_of,
    lines_of,
    pairs_in,
    plain,
    shares_of,
    tiers_of,
)
from evaluations.forms.schemes import OWN, VOIDS, SchemeForm, SideForm
from evaluations.scoring.library import default_rules
from evaluations.scoring.scheme import spares_own


def initial_of(content: dict[str, Any]) -> dict[str, Any]:
    """What the form shows for the first scheme of some content."""
    row = content["schemes"][0]
    rules = {**default_rules(), **(content.get("rules") or {})}
    given = row.get("option_set")
    own = given if isinstance(given, dict) else None
    trim, tie, quota = (rules.get(name) or {} for name in ("trim", "tie", "quota"))
    tail, voids = rules.get("tail") or {}, rules.get("ballot_void") or {}
    share = quota.get("max_ratio")
    ratio = voids.get("excellent_quota") if isinstance(voids, dict) else None
    return {
        "name": row.get("name"),
        "form": _form_of(row),
        "rank_step_pct": row.get("rank_step_pct"),
        "option_set": OWN if own else given or "sat4_100_80_0",
        "options": lines_of(own["options"], "label", "score") if own else "",
        "items": shares_of(row.get("items")),
        "halves": shares_of(row.get("rounds")),
        "cohorts": row.get("cohorts") or [],
        "trim": trim.get("method", "none"),
        "trim_above": trim.get("apply_if_raters_gt", 5),
        "trim_percent": trim.get("percent", 5),
        "digits": (rules.get("rounding") or {}).get("final", 2),
        "tie": tie.get("method"),
        "tiebreak": ",".join(tie.get("tiebreak") or ()),
        "decides": tie.get("decides", False),
        "tiers": tiers_of(row.get("tiers") or rules.get("tiers")),
        "quota": None if share is None else float(share) * 100,
        "quota_from": quota.get("min_cohort"),
        "tail": tail.get("per_cohort", 0),
        "tail_below": tail.get("only_if_score_below"),
        "grade_caps": _caps(rules, row),
        "ballot_void": [name for name in voids if name in dict(VOIDS)],
        "excellent_ratio": float(ratio["ratio"]) * 100 if ratio else None,
        "session_void": list(rules.get("session_void") or ["more_returned_than_issued"]),
        **{name: rules.get(name) for name in KEPT_RULES},
    }


KEPT_RULES = (
    *("unknown_in_denominator", "abstain_in_denominator", "min_valid_policy"),
    *("bonus_cap", "deduct_cap"),
)


def _caps(rules: dict[str, Any], row: dict[str, Any]) -> str:
    """The limits as lines; where nothing is said, a red card bars the best grade."""
    if rules.get("grade_caps") is not None:
        return caps_of(rules["grade_caps"])
    lines = tiers_of(row.get("tiers") or rules.get("tiers")).splitlines()
    second = re.split("[=：]", lines[min(1, len(lines) - 1)])[0]
    return f"红牌={second}"


def _form_of(row: dict[str, Any]) -> str:
    if row.get("scoring") == "rank_step":
        return "points"
    return "ratio" if row.get("normalize") == "ratio" else "hundred"


def sides_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """What the rows of sides show."""
    rows = content["schemes"][0].get("dimensions") or [
        {"code": "ALL", "name": "测评", "weight": 100}
    ]
    return [
        {
            **row,
            "exclude_self": spares_own(row),
            "min_valid": row.get("min_valid") or 1,
            "deducts": row.get("kind") == "deduct",
            "subgroups": shares_of(row.get("subgroups")),
        }
        for row in rows
    ]


def content_of(
    form: SchemeForm, sides: list[SideForm], *, code: str, before: dict[str, Any]
) -> dict[str, Any]:
    """The scheme's data from what was typed; what the form does not show stays as it was."""
    typed, content = form.cleaned_data, deepcopy(before)
    old = content["schemes"][0] if content.get("schemes") else {}
    known = {row.get("code"): row for row in old.get("dimensions") or ()}
    row = {k: v for k, v in old.items() if k in ("evidence", "note")}
    row |= {"id": code, "name": typed["name"]}
    shapes: dict[str, dict[str, Any]] = {
        "hundred": {},
        "ratio": {"normalize": "ratio"},
        "points": {"scoring": "rank_step", "rank_step_pct": plain(typed["rank_step_pct"] or 2)},
    }
    row |= shapes[typed["form"]]
    row["option_set"] = _options(typed)
    row["dimensions"] = [side.data_of(known.get(side.cleaned_data["code"], {})) for side in sides]
    for name, key in (("items", "items"), ("halves", "rounds"), ("cohorts", "cohorts")):
        if typed[name]:
            row[key] = typed[name]
    return {**content, "schemes": [row, *content.get("schemes", [])[1:]], "rules": _rules(typed)}


def _options(typed: dict[str, Any]) -> Any:
    if typed["option_set"] != OWN:
        return typed["option_set"]
    pairs = pairs_in(typed["options"])
    rows = [
        {"label": label, "score": score, "counted": score is not None} for label, score in pairs
    ]
    return {"id": "own", "name": "、".join(label for label, _ in pairs), "options": rows}


def _rules(typed: dict[str, Any]) -> dict[str, Any]:
    voids: dict[str, Any] = {name: {} for name in typed["ballot_void"]}
    if typed["excellent_ratio"]:
        voids["excellent_quota"] = {"ratio": str(typed["excellent_ratio"] / 100)}
    quota, below = typed["quota"], typed["tail_below"]
    tail = {"method": "count", "per_cohort": typed["tail"] or 0}
    caps = ("bonus_cap", "deduct_cap")
    return {
        **{name: typed[name] for name in KEPT_RULES if name not in caps},
        **{name: None if typed[name] is None else plain(typed[name]) for name in caps},
        "trim": {
            "method": typed["trim"],
            "apply_if_raters_gt": typed["trim_above"] or 0,
            "percent": plain(typed["trim_percent"] or 0),
        },
        "rounding": {"intermediate": "none", "final": typed["digits"], "mode": "half_up"},
        "tie": {
            "method": typed["tie"],
            "tiebreak": [part.strip() for part in typed["tiebreak"].split(",") if part.strip()],
            "decides": typed["decides"],
        },
        "tiers": typed["tiers"],
        "quota": quota
        and {
            "max_ratio": str(quota / 100),
            "rounding": "floor",
            "min_cohort": typed["quota_from"] or 1,
        },
        "tail": tail if below is None else {**tail, "only_if_score_below": plain(below)},
        "grade_caps": typed["grade_caps"],
        "ballot_void": voids,
        "session_void": typed["session_void"],
    }
