"""What the wings hold: one question to each of their tables."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db.models import Count, F, Q, QuerySet, Sum

from activities.models import Activity, Institution, TestResult
from campaigns.models import Campaign
from outreach.models import Opinion, Ticket, Visit
from reports.models import Circular
from supervision.models import Card, Finding, Inspection, Order

Rows = Callable[[QuerySet, str], QuerySet]  # type: ignore[type-arg]
Pairs = Iterable[tuple[str, int]]


def around(campaign: Campaign, rows: Rows) -> dict[str, int]:
    """Count visits, opinions, tickets, inspections, orders, cards, activities, institutions."""

    def of(model: QuerySet, field: str = "unit") -> QuerySet:  # type: ignore[type-arg]
        return rows(model, field).order_by()

    visits = of(Visit.objects.filter(campaign=campaign))
    opinions = of(Opinion.objects.filter(campaign=campaign))
    cards = of(Card.objects.filter(campaign=campaign))
    held = of(Activity.objects.filter(campaign=campaign))
    found = _visited(visits)
    found.update(_named("channel", opinions.values_list("channel").annotate(n=Count("pk"))))
    found.update(_named("opinions", opinions.values_list("status").annotate(n=Count("pk"))))
    found.update(_named("cards", cards.values_list("status").annotate(n=Count("pk"))))
    groups = held.values_list("kind__group").annotate(n=Count("pk"))
    found.update(_named("activities", groups))
    found["attended"] = int(held.aggregate(n=Sum("attended_count"))["n"] or 0)
    found["institutions"] = of(Institution.objects.filter(campaign=campaign)).count()
    tickets = of(Ticket.objects.filter(campaign=campaign))
    done = Count("pk", filter=Q(is_finished=True))
    found.update(_plain(tickets.aggregate(tickets=Count("pk"), tickets_finished=done)))
    found.update(_supervised(campaign, of))
    found.update(
        _tested(of(TestResult.objects.filter(activity__campaign=campaign), "activity__unit"))
    )
    found.update(_printed(campaign))
    return dict(found)


def _visited(visits: QuerySet[Visit]) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, handling, count in visits.values_list("kind", "handling").annotate(n=Count("pk")):
        found["visits"] += count
        found[f"visits_{kind}"] += count
        found[f"handled_{handling}"] += count
    return found


def _supervised(campaign: Campaign, of: Callable[..., QuerySet]) -> dict[str, int]:  # type: ignore[type-arg]
    inspections = of(Inspection.objects.filter(campaign=campaign))
    covert = Count("pk", filter=Q(method=Inspection.Method.COVERT))
    findings = of(Finding.objects.filter(inspection__campaign=campaign), "inspection__unit")
    orders = of(Order.objects.filter(campaign=campaign))
    waiting = Count("pk", filter=Q(answered_at=None))
    methods = inspections.values_list("method").annotate(n=Count("pk"))
    return {
        **_named("method", methods),
        "findings_listed": findings.filter(issue__isnull=False).count(),
        **_plain(inspections.aggregate(inspections=Count("pk"), covert=covert)),
        "findings": findings.count(),
        **_plain(orders.aggregate(orders=Count("pk"), orders_open=waiting)),
    }


def _tested(results: QuerySet[TestResult]) -> dict[str, int]:
    mark = F("activity__pass_mark")
    passed = Q(score__gte=mark) | Q(resit_score__gte=mark)
    return _plain(
        results.aggregate(
            tested=Count("pk", filter=Q(is_absent=False)),
            tests_passed=Count("pk", filter=passed),
        )
    )


def _printed(campaign: Campaign) -> dict[str, int]:
    """Released papers: briefings apart from the rest."""
    papers = Circular.objects.filter(campaign=campaign, status=Circular.Status.RELEASED)
    brief = Count("pk", filter=Q(kind=Circular.Kind.BRIEFING))
    found = papers.aggregate(all=Count("pk"), briefings=brief)
    return {"papers": found["all"] - found["briefings"], "briefings": found["briefings"]}


def _named(name: str, pairs: Pairs) -> dict[str, int]:
    found = {f"{name}_{word}": count for word, count in pairs}
    return {**found, name: sum(found.values())}


def _plain(found: dict[str, int | None]) -> dict[str, int]:
    return {name: int(count or 0) for name, count in found.items()}
