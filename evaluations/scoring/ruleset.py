"""The rules beside a scheme: denominators, trimming, rounding, ties, grades, caps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import MODES, exact
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.tiers import (
    GradeCap,
    Quota,
    Tail,
    TierRules,
    grade_caps,
    quota,
    tail,
    tiers,
)

DEFAULT_TIERS: list[dict[str, Any]] = [
    {"label": "好", "min": 90},
    {"label": "较好", "min": 80},
    {"label": "一般", "min": 60},
    {"label": "较差", "min": 0},
]
DEFAULT_QUOTA = {"label": "好", "max_ratio": "0.30", "rounding": "floor", "min_cohort": 5}
DEFAULT_TAIL = {"method": "count", "per_cohort": 1, "only_if_score_below": 80}
TIE_METHODS = ("competition_1224", "dense")
POLICIES = ("drop_group_and_renormalize", "keep", "no_score")


@dataclass(frozen=True)
class Trim:
    """Which marks of a percent sheet are left out at both ends."""

    method: str = "none"
    above: int = 5
    percent: Fraction = Fraction(5)


@dataclass(frozen=True)
class Rules:
    """Everything about counting that is not a weight."""

    unknown_in_denominator: bool = False
    abstain_in_denominator: bool = False
    trim: Trim = Trim()
    digits: int = 2
    mode: str = "half_up"
    side_digits: int | None = None
    min_valid_policy: str = "drop_group_and_renormalize"
    unknown_rate_warning: Fraction = Fraction(1, 2)
    tie_method: str = "competition_1224"
    tiebreak: tuple[str, ...] = ("SERV", "UP", "closure_rate")
    tiebreak_decides: bool = False
    tiers: TierRules = field(default_factory=lambda: tiers(DEFAULT_TIERS))
    quota: Quota | None = None
    tail: Tail | None = None
    grade_caps: tuple[GradeCap, ...] = ()
    bonus_cap: Fraction | None = Fraction(5)
    deduct_cap: Fraction | None = Fraction(10)
    ballot_void: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    session_void: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def rules(data: Mapping[str, Any] | None = None) -> Rules:
    """The rules from their data form; what is left out keeps its usual value."""
    given = dict(data or {})
    rounding = given.get("rounding") or {}
    tie = given.get("tie") or {}
    ordered = tiers(given.get("tiers") or DEFAULT_TIERS)
    return Rules(
        unknown_in_denominator=bool(given.get("unknown_in_denominator", False)),
        abstain_in_denominator=bool(given.get("abstain_in_denominator", False)),
        trim=_trim(given.get("trim")),
        digits=int(rounding.get("final", 2)),
        mode=_among(rounding.get("mode", "half_up"), tuple(MODES), "取整方式"),
        side_digits=_side_digits(rounding.get("intermediate")),
        min_valid_policy=_among(
            given.get("min_valid_policy", POLICIES[0]), POLICIES, "有效票不足的处理"
        ),
        unknown_rate_warning=exact(given.get("unknown_rate_warning", "0.5")),
        tie_method=_among(tie.get("method", TIE_METHODS[0]), TIE_METHODS, "并列规则"),
        tiebreak=tuple(tie.get("tiebreak", ("SERV", "UP", "closure_rate")) or ()),
        tiebreak_decides=bool(tie.get("decides", False)),
        tiers=ordered,
        quota=quota(given.get("quota", DEFAULT_QUOTA), ordered),
        tail=tail(given.get("tail", DEFAULT_TAIL)),
        grade_caps=grade_caps(given.get("grade_caps"), ordered),
        bonus_cap=_cap(given, "bonus_cap", 5),
        deduct_cap=_cap(given, "deduct_cap", 10),
        ballot_void=_named(given.get("ballot_void")),
        session_void=_named(given.get("session_void", ["more_returned_than_issued"])),
    )


def _trim(data: Any) -> Trim:
    if not data:
        return Trim()
    row = {"method": data} if isinstance(data, str) else data
    method = str(row.get("method", "none"))
    _among(method, ("none", "one_high_one_low", "percent", "one_low"), "去高去低的办法")
    default_above = 0 if method == "percent" else 5
    above = int(row.get("apply_if_raters_gt", default_above))
    return Trim(method, above, exact(row.get("percent", 5)))


def _side_digits(given: Any) -> int | None:
    return None if given in (None, "none", "") else int(given)


def _cap(given: Mapping[str, Any], key: str, usual: int) -> Fraction | None:
    value = given.get(key, usual)
    return None if value is None else exact(value)


def _among(value: Any, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise SchemeFault(f"不认识的{what}“{value}”，可用：{'、'.join(allowed)}。")
    return str(value)


def _named(given: Any) -> dict[str, dict[str, Any]]:
    """Rule names with their settings, written as a list of names, of rows, or as a table."""
    if not given:
        return {}
    if isinstance(given, str):
        return {given: {}}
    if isinstance(given, Mapping):
        return {str(key): _settings(value) for key, value in given.items() if value is not False}
    named: dict[str, dict[str, Any]] = {}
    for row in given:
        if isinstance(row, Mapping):
            named[str(row["id"])] = {key: value for key, value in row.items() if key != "id"}
        else:
            named[str(row)] = {}
    return named


def _settings(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    return {} if value in (True, None) else {"value": value}
