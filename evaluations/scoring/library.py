"""The schemes, option sets and rules that come with the program, and those of a scheme file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from common.dictionaries import dictionary
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.options import OptionSet, option_set
from evaluations.scoring.records import Cohort
from evaluations.scoring.ruleset import Rules, rules
from evaluations.scoring.scheme import SchemeRule, scheme
from evaluations.scoring.tiers import tiers


def reference() -> dict[str, Any]:
    """The shipped schemes, option sets and rules."""
    return dict(dictionary("evaluations", "schemes"))


@cache
def shipped_option_sets() -> dict[str, OptionSet]:
    """The shipped option sets by id."""
    return {row["id"]: option_set(row) for row in reference()["option_sets"]}


def shipped_schemes() -> dict[str, Mapping[str, Any]]:
    """The shipped schemes by id, as data."""
    return {row["id"]: row for row in reference()["evaluation_schemes"]}


@cache
def shipped_cohorts() -> dict[str, Cohort]:
    """The usual cohorts by code."""
    return {
        row["code"]: Cohort(row["code"], row["name"], row["ranked"], row["published"])
        for row in dictionary("roster", "units")["cohorts"]
    }


def default_rules() -> dict[str, Any]:
    """The rules that hold when a scheme file says nothing else."""
    return dict(reference()["scheme_rules_default"])


@dataclass(frozen=True)
class Plan:
    """The schemes and rules one count goes by."""

    schemes: tuple[SchemeRule, ...]
    rules: Rules
    is_given: bool = True


def plan(data: Mapping[str, Any]) -> Plan:
    """A plan from the data of a scheme file; every mistake in it is refused by name."""
    listed = data.get("schemes")
    rows: Sequence[Any] = (
        listed if isinstance(listed, list) else [listed or data.get("scheme") or data]
    )
    sets = dict(shipped_option_sets())
    for row in data.get("option_sets") or ():
        sets[str(row.get("id"))] = option_set(row)
    schemes = tuple(scheme(_scheme_data(row), sets) for row in rows)
    if not schemes:
        raise SchemeFault("方案文件里没有评议办法（schemes）。")
    general = {} if data.get("rules") is None else dict(data["rules"])
    found = rules({**default_rules(), **general})
    _check_caps(found, schemes)
    return Plan(schemes, found)


def _check_caps(found: Rules, schemes: Sequence[SchemeRule]) -> None:
    """A limit must name a grade that some table in play has."""
    tables = [found.tiers, *(tiers(scheme.tiers) for scheme in schemes if scheme.tiers)]
    labels = list(dict.fromkeys(label for table in tables for label in table.labels))
    for cap in found.grade_caps:
        if cap.max_tier not in labels:
            raise SchemeFault(f"等次限制中的“{cap.max_tier}”不在等次表（{'、'.join(labels)}）里。")


def _scheme_data(row: Any) -> Mapping[str, Any]:
    if isinstance(row, str):
        return shipped(row)
    if not isinstance(row, Mapping):
        raise SchemeFault("评议办法应写成对象（id、name、dimensions…）。")
    return row


def shipped(identity: str) -> Mapping[str, Any]:
    """The data of a shipped scheme; an unknown id is answered with the known ones."""
    known = shipped_schemes()
    if identity not in known:
        raise SchemeFault(f"没有名为“{identity}”的评议办法，可用：{'、'.join(known)}。")
    return known[identity]
