"""A walk through the demo: the unit in trouble, the exemplary one, the copyists, one issue."""

from dataclasses import dataclass
from typing import NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from campaigns.models import Campaign
from config.demo.district import EXEMPLARY, TROUBLED, WALKED
from evaluations.models import Round, Standing
from issues.models import Issue, Likeness
from issues.words import Reach
from roster.http import Request
from roster.models import Duty, Unit, User
from supervision.models import Card


class Stop(NamedTuple):
    """One stop: what is to be seen there and where it is."""

    title: str
    text: str
    links: tuple[tuple[str, str], ...]


def tour(request: HttpRequest) -> HttpResponse:
    """演示导览: only in a demo, for those who see all units; others see whom to sign in as."""
    user = cast(Request, request).user
    if not user.is_demo:
        raise Http404
    context = {
        "stops": list(_stops(user, newest_campaign(user))) if user.sees_all_units else [],
        "cast": Duty.objects.demo_cast(),
    }
    return render(request, "manual/tour.html", context)


def _stops(user: User, campaign: Campaign) -> list[Stop]:
    """What the story is, in the order in which it is told."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(TROUBLED, EXEMPLARY))}
    made = [
        _trouble(campaign, units[TROUBLED]) if TROUBLED in units else None,
        _example(campaign, units[EXEMPLARY]) if EXEMPLARY in units else None,
        _copies(campaign),
        _one_issue(user, campaign),
    ]
    return [stop for stop in made if stop]


def _ledger(unit: Unit, **more: str) -> str:
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{reverse('issues:ledger')}?unit={unit.pk}{asked}"


@dataclass(frozen=True)
class Sight:
    """What the demo shows of a unit today."""

    unit: Unit
    count: int
    late: int
    closed: int
    bounced: int
    cards: list[str]
    place: str

    @classmethod
    def of(cls, campaign: Campaign, unit: Unit) -> "Sight":
        """Count the unit's rows; the last published place and the cards that stand."""
        rows = Issue.objects.of(campaign).filter(unit=unit)
        found = rows.aggregate(
            count=Count("pk"),
            closed=Count("pk", filter=Q(status=Issue.Status.CLOSED)),
            bounced=Count("pk", filter=Q(status=Issue.Status.CLOSE_REJECTED)),
            late=Count("pk", filter=Q(status__in=Issue.OPEN, due_on__lt=localdate())),
        )
        cards = Card.objects.filter(campaign=campaign, unit=unit, status=Card.Status.SIGNED)
        named = list(cards.values_list("rung__name", flat=True))
        return cls(unit, cards=named, place=_place(campaign, unit), **found)


def _place(campaign: Campaign, unit: Unit) -> str:
    shown = Standing.objects.filter(round__campaign=campaign, round__status__in=Round.SHOWN)
    last = shown.filter(unit=unit, rank__isnull=False).order_by("-round").first()
    if last is None:
        return ""
    size = shown.filter(cohort=last.cohort_id, rank__isnull=False).count()
    return f"评议在同类{size}个单位中列第{last.rank}"


def _bad(seen: Sight) -> str:
    card = f"亮了{'、'.join(seen.cards)}" if seen.cards else ""
    said = (f"逾期{seen.late}件", f"申请销号被驳回{seen.bounced}件", card, seen.place)
    return "，".join(word for word in said if word)


def _good(seen: Sight) -> str:
    late = f"逾期{seen.late}件" if seen.late else "没有逾期"
    said = (f"{seen.count}件问题已销号{seen.closed}件", late, seen.place)
    return "，".join(word for word in said if word)


def story(user: User | AnonymousUser, campaign: Campaign | None) -> list[tuple[str, str, str]]:
    """The two units of the demo for the homes of those who see all: name, words, address."""
    if campaign is None or not isinstance(user, User) or not (user.is_demo and user.sees_all_units):
        return []
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(TROUBLED, EXEMPLARY))}
    told = ((TROUBLED, _bad), (EXEMPLARY, _good))
    return [
        (
            units[code].short or units[code].name,
            words(Sight.of(campaign, units[code])),
            _ledger(units[code]),
        )
        for code, words in told
        if code in units
    ]


def _trouble(campaign: Campaign, unit: Unit) -> Stop:
    text = f"{unit}：{_bad(Sight.of(campaign, unit))}。"
    links = (
        ("逾期的问题", _ledger(unit, due="overdue")),
        ("亮牌和说明", reverse("supervision:cards")),
        ("重点整顿对象", reverse("supervision:focus")),
        ("晨报", reverse("reports:morning")),
    )
    return Stop("一个陷在问题里的单位", text, links)


def _example(campaign: Campaign, unit: Unit) -> Stop:
    text = f"{unit}：{_good(Sight.of(campaign, unit))}。"
    links = (
        ("已销号的问题", _ledger(unit, status="closed")),
        ("它的全部问题", _ledger(unit)),
        ("评议名次", reverse("evaluations:rounds")),
    )
    return Stop("一个做得好的单位", text, links)


def _copies(campaign: Campaign) -> Stop | None:
    found = Likeness.objects.of(campaign).filter(reach__in=(Reach.UNITS, Reach.YEARS))
    count = found.count()
    if not count:
        return None
    text = f"夜里把清单两两比对，{count}对读着像：一份抄邻镇，一份把去年的改个日期又报。"
    links = tuple(
        (words, f"{reverse('issues:copies')}?reach={reach}")
        for words, reach in (("抄邻镇的", Reach.UNITS), ("抄去年的", Reach.YEARS))
    )
    return Stop("两份抄来的清单", text, links)


def _one_issue(user: User, campaign: Campaign) -> Stop | None:
    seen = Issue.objects.visible_to(user).of(campaign)
    rows = seen.filter(unit__code=WALKED, status=Issue.Status.CLOSED)
    issue = rows.order_by("pk").first()
    if issue is None or issue.issue_list is None:
        return None
    text = f"{issue.number}“{issue.text}”：从报送到销号，每一步谁在什么时候办的都在。"
    links = (
        ("这条问题", issue.get_absolute_url()),
        ("它所在的清单", issue.issue_list.get_absolute_url()),
    )
    return Stop("一条问题的来龙去脉", text, links)
