"""Schemes: installing the shipped ones, keeping own ones, turning one into a frozen plan."""

import hashlib
import json
from typing import Any

from django.db import transaction

import journal.rules as journal
from common.dictionaries import dictionary
from common.refusal import Refused
from evaluations import policy
from evaluations.models import Round, Scheme
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import Plan, default_rules, plan
from evaluations.scoring.scheme import weight_advice
from roster.models import User

MOST_FROZEN = 50
FROZEN: dict[str, Plan] = {}


def install_schemes() -> int:
    """装入评议办法: the shipped schemes; one that the office changed stays as it is."""
    fresh = 0
    for order, row in enumerate(dictionary("evaluations", "schemes")["evaluation_schemes"], 1):
        fields = {"name": row["name"], "content": {"schemes": [row]}, "order": order}
        known = Scheme.objects.filter(code=row["id"]).first()
        if known is None:
            Scheme.objects.create(code=row["id"], **fields)
            fresh += 1
        elif not known.is_own and known.content != fields["content"]:
            Scheme.objects.filter(pk=known.pk).update(**fields)
    return fresh


@transaction.atomic
def keep_scheme(*, code: str, name: str, content: dict[str, Any], by: User | None) -> Scheme:
    """保存评议办法: a new or changed scheme; one that cannot be counted is refused."""
    policy.require(by, "draft")
    read_plan(content)
    scheme, _ = Scheme.objects.update_or_create(
        code=code, defaults={"name": name, "content": content, "is_own": True}
    )
    journal.write(scheme, "保存评议办法", by=by)
    return scheme


@transaction.atomic
def switch_scheme(scheme: Scheme, *, is_enabled: bool, by: User | None) -> None:
    """启用停用办法: a scheme that is switched off is not offered to new rounds."""
    policy.require(by, "draft")
    Scheme.objects.filter(pk=scheme.pk).update(is_enabled=is_enabled)
    scheme.is_enabled = is_enabled
    journal.write(scheme, "启用评议办法" if is_enabled else "停用评议办法", by=by)


def read_plan(content: dict[str, Any]) -> Plan:
    """The plan that the data describes; a mistake becomes a refusal."""
    try:
        return plan(content)
    except SchemeFault as fault:
        raise Refused(str(fault)) from fault


def plan_of(round_: Round) -> Plan:
    """The plan of a round: its frozen copy, read once a process, or what would be frozen now."""
    if not round_.plan_digest:
        return read_plan(composed(round_))
    if round_.plan_digest not in FROZEN:
        if len(FROZEN) >= MOST_FROZEN:
            FROZEN.clear()
        FROZEN[round_.plan_digest] = read_plan(round_.plan)
    return FROZEN[round_.plan_digest]


def composed(round_: Round) -> dict[str, Any]:
    """The scheme of the round with those of single cohorts before it, and the rules in full."""
    content = round_.scheme.content
    own = [
        {**row, "cohorts": [cohort.code]}
        for cohort in round_.cohorts.exclude(scheme=None).select_related("scheme")
        if cohort.scheme is not None
        for row in cohort.scheme.content["schemes"][:1]
    ]
    general = [{key: row[key] for key in row if key != "cohorts"} for row in content["schemes"]]
    rules = {**default_rules(), **(content.get("rules") or {})}
    extra = {"option_sets": content["option_sets"]} if content.get("option_sets") else {}
    return {"schemes": [*own, *general], "rules": rules, **extra}


def advice(round_: Round) -> list[str]:
    """What the office should look at before it freezes the round."""
    said = [weight_advice(row) for row in plan_of(round_).schemes]
    return [text for text in dict.fromkeys(said) if text]


def digest(content: Any) -> str:
    """SHA-256 over the canonical form of some data."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
