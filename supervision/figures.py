"""Who would get a card today by the triggers, and which units stand out; proposals only."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from common.dictionaries import dictionary
from evaluations.models import Round, Standing
from issues.models import Issue
from issues.words import Verdict
from roster.models import Unit
from supervision.models import Card, Drawn, Inspection, Plan, Rung

WINDOWS: Final = {"year": 365, "half_year": 183}
MANY_LATE: Final = 5


@dataclass
class Candidate:
    """A unit with the sharpest rung its facts reach, and each fact with its address."""

    unit: Unit
    rung: Rung
    grounds: list[tuple[str, str]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """The grounds as one sentence for the proposal."""
        return "；".join(text for text, _ in self.grounds) + "。"


Hit = tuple[int, str, str, str]  # unit, rung code, fact, address


def candidates(campaign: Campaign, today: date) -> list[Candidate]:
    """试算: units whose facts reach a rung today and who hold no standing card as sharp.

    The triggers are those of the shipped ladder (practice §3.1); signing stays with people.
    """
    ladder = dictionary("supervision", "ladders")["card_rules"]["default"]["ladder"]
    rungs = {rung.code: rung for rung in Rung.objects.filter(is_enabled=True)}
    standing = _standing(campaign)
    found: dict[int, list[Hit]] = defaultdict(list)
    for hit in _hits(campaign, ladder, today):
        if hit[1] in rungs:
            found[hit[0]].append(hit)
    units = Unit.objects.filter(pk__in=found).in_official_order()
    return [
        made
        for unit in units
        if (made := _candidate(unit, found[unit.pk], rungs, standing.get(unit.pk, -1)))
    ]


def _candidate(unit: Unit, hits: list[Hit], rungs: dict[str, Rung], held: int) -> Candidate | None:
    sharpest = max((rungs[code] for _, code, _, _ in hits), key=lambda rung: rung.order)
    if sharpest.order <= held:
        return None
    grounds = [(text, url) for _, code, text, url in hits if code == sharpest.code]
    return Candidate(unit, sharpest, grounds)


def _standing(campaign: Campaign) -> dict[int, int]:
    """The sharpest card each unit holds or has proposed now."""
    held: dict[int, int] = {}
    rows = Card.objects.filter(campaign=campaign, status__in=["proposed", "signed"])
    for unit, order in rows.values_list("unit", "rung__order"):
        held[unit] = max(held.get(unit, -1), order)
    return held


def _hits(campaign: Campaign, ladder: list[dict[str, Any]], today: date) -> Iterator[Hit]:
    days = campaigns.calendar()
    for rung in ladder:
        for trigger in rung["triggers"]:
            if reader := READERS.get(trigger["id"]):
                yield from reader(campaign, rung["code"], trigger, today, days)


def _overdue(
    campaign: Campaign, code: str, trigger: dict[str, Any], today: date, days: Calendar
) -> Iterator[Hit]:
    """Issues so many workdays late without an extension waiting."""
    latest = days.add(today, -trigger["workdays"])
    rows = Issue.objects.of(campaign).open().filter(due_on__lte=latest)
    if "to" in trigger:
        rows = rows.filter(due_on__gt=days.add(today, -trigger["to"] - 1))
    waiting = Q(extensions__verdict=Verdict.WAITING)
    for unit, n in (
        rows.exclude(waiting).order_by().values_list("unit").annotate(n=Count("pk", distinct=True))
    ):
        yield unit, code, f"{n}件问题{trigger['text']}", f"/issues/ledger/?unit={unit}&due=overdue"


def _close_rejected(
    campaign: Campaign, code: str, trigger: dict[str, Any], _today: date, _days: Calendar
) -> Iterator[Hit]:
    """Issues whose closing was turned down so many times."""
    refused = Count("verifications", filter=Q(verifications__verdict=Verdict.REFUSED))
    rows = Issue.objects.of(campaign).open().annotate(n=refused).filter(n__gte=trigger["times"])
    for issue in rows.order_by("unit", "pk"):
        text = f"{issue.number}销号申请被驳回{issue.n}次"  # type: ignore[attr-defined]
        yield issue.unit_id, code, text, issue.get_absolute_url()


def _after_card(
    campaign: Campaign, code: str, trigger: dict[str, Any], today: date, days: Calendar
) -> Iterator[Hit]:
    """Cards of the rung below that still stand after so many workdays."""
    latest = days.add(today, -trigger["workdays"])
    rows = Card.objects.filter(campaign=campaign, status="signed", rung__code=trigger["card"])
    for card in rows.select_related("rung"):
        if card.signed_at and localdate(card.signed_at) <= latest:
            yield card.unit_id, code, trigger["text"], card.get_absolute_url()


def _accumulate(
    campaign: Campaign, code: str, trigger: dict[str, Any], today: date, _days: Calendar
) -> Iterator[Hit]:
    """Units with so many cards of a rung inside the window; revoked ones do not count."""
    since = today - timedelta(days=WINDOWS[trigger["window"]])
    rows = Card.objects.filter(
        campaign=campaign, rung__code=trigger["card"], status__in=["signed", "lifted"]
    ).filter(signed_at__date__gte=since)
    counted = rows.order_by().values_list("unit").annotate(n=Count("pk"))
    for unit, _n in counted.filter(n__gte=trigger["times"]):
        yield unit, code, trigger["text"], f"/supervision/cards/?unit={unit}"


def _bottom(
    campaign: Campaign, code: str, trigger: dict[str, Any], _today: date, _days: Calendar
) -> Iterator[Hit]:
    """Units at the tail of their cohort in the last published rounds, one after another."""
    last = Round.objects.filter(campaign=campaign, status__in=Round.SHOWN)
    rounds = list(last.order_by("-pk").values_list("pk", flat=True)[: trigger["times"]])
    if len(rounds) < trigger["times"]:
        return
    tails = Standing.objects.filter(round__in=rounds, is_tail=True).order_by()
    for unit, _n in (
        tails.values_list("unit").annotate(n=Count("round")).filter(n__gte=trigger["times"])
    ):
        yield unit, code, trigger["text"], f"/rounds/{rounds[0]}/"


READERS: Final = {
    "overdue": _overdue,
    "close_rejected": _close_rejected,
    "after_card": _after_card,
    "accumulate": _accumulate,
    "bottom": _bottom,
}


def outstanding(campaign: Campaign, today: date) -> list[Candidate]:
    """Units one might make a focus: many overdue, standing cards, tail of the ranking."""
    rung = Rung.objects.order_by("-order").first()
    if rung is None:
        return []
    facts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    late = Issue.objects.of(campaign).overdue(today).order_by().values_list("unit")
    for unit, n in late.annotate(n=Count("pk")).filter(n__gte=MANY_LATE):
        facts[unit].append((f"逾期{n}件", f"/issues/ledger/?unit={unit}&due=overdue"))
    tails = Standing.objects.filter(
        round__campaign=campaign, round__status__in=Round.SHOWN, is_tail=True
    )
    for unit, round_ in tails.values_list("unit", "round").distinct():
        facts[unit].append(("评议本类末位", f"/rounds/{round_}/"))
    cards = Card.objects.filter(campaign=campaign, status="signed").order_by()
    for unit, n in cards.values_list("unit").annotate(n=Count("pk")):
        facts[unit].append((f"在牌{n}张", f"/supervision/cards/?unit={unit}"))
    chosen = [unit for unit, found in facts.items() if len(found) > 1]
    units = Unit.objects.filter(pk__in=chosen).in_official_order()
    return [Candidate(unit, rung, facts[unit.pk]) for unit in units]


def inspected_since(plan: Plan) -> list[Drawn]:
    """The drawn units, each with the first day within the plan on which it was looked at."""
    seen = Inspection.objects.filter(
        campaign=plan.campaign_id,
        unit=OuterRef("unit"),
        inspected_on__range=(plan.starts_on, plan.ends_on),
    )
    first = Subquery(seen.order_by("inspected_on").values("inspected_on")[:1])
    return list(plan.drawn.select_related("unit").annotate(inspected_on=first))


def appeal_until(signed_at: datetime) -> date:
    """The last day on which a card may be appealed."""
    return campaigns.calendar().add(localdate(signed_at), 5)
