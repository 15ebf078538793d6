"""The register's pages: what was held, by kind, and noting one more."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from activities import policy, rules
from activities.forms import ActivityFilter, CorrectForm, HoldForm, leaders_of
from activities.models import Activity, ActivityKind, Requirement
from activities.sheets.register import told_facts
from campaigns.http import Register, exported_rows, newest_campaign, recorded
from campaigns.models import Campaign
from common.pages import done, page
from journal.models import Entry
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work

REGISTER = "/activities/"


def own_units(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The units the person may keep the register for."""
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    return units.filter(pk__in=[unit.pk for unit in user.units_as(Work.CLERK, Work.HEAD)])


ACTIVITY_REGISTER = Register(
    "会议学习",
    Activity,
    "-held_on",
    "title",
    (
        ("日期", lambda row: row.held_on),
        ("单位", lambda row: row.unit.name),
        ("种类", lambda row: row.kind.name),
        ("名称", lambda row: row.title),
        ("主持人", lambda row: row.host),
        ("应到人数", lambda row: row.expected_count),
        ("参加人数", lambda row: row.attended_count),
        ("补学人数", lambda row: row.made_up_count),
        ("登记项", lambda row: told_facts(row.facts)),
        ("情况", lambda row: row.text),
        ("准入号", lambda row: row.permit_number),
    ),
    ("unit", "kind"),
    {
        "day": ["held_on"],
        "unit": ["unit__order", "unit_id"],
        "kind": ["kind__order"],
        "people": ["attended_count"],
    },
)


def _asked(request: Request) -> tuple[ActivityFilter, QuerySet[Activity]]:
    """The filter and the rows it leaves, as far as the person may see them."""
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = ActivityFilter(request.GET, units=units.in_official_order())
    rows = Activity.objects.visible_to(request.user).filter(campaign=campaign)
    asked: dict[str, Any] = {
        "title__icontains": form.chosen("q"),
        "unit": form.chosen("unit"),
        "kind__group": form.chosen("group"),
        "held_on__gte": form.chosen("since"),
        "held_on__lte": form.chosen("until"),
        "leaders": request.GET.get("leader") if request.GET.get("leader", "").isdecimal() else None,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return form, rows.select_related("unit", "kind")


def index(request: Request) -> HttpResponse:
    """What was held, newest first, with counts by kind."""
    form, rows = _asked(request)
    kinds = ActivityKind.objects.filter(activities__in=rows).annotate(n=Count("activities"))
    chosen = request.GET.get("kind", "")
    found = rows.filter(kind__code=chosen) if chosen else rows
    order = ACTIVITY_REGISTER.ordered(request.GET.get("sort", ""))
    own = own_units(request.user, newest_campaign(request.user))
    context = {
        "page": page(found, order, request.GET.get("after", "")),
        "filters": form,
        "kinds": kinds.order_by("order"),
        "chosen": chosen,
        "may_hold": own.exists(),
        "can": policy.granted(request.user),
    }
    return render(request, "activities/index.html", context)


def export(request: Request) -> HttpResponse:
    """The same register as a workbook."""
    _, rows = _asked(request)
    if chosen := request.GET.get("kind", ""):
        rows = rows.filter(kind__code=chosen)
    return exported_rows(request, ACTIVITY_REGISTER, rows)


def _units_to_note(request: Request) -> QuerySet[Unit]:
    """The person's own units; 404 where there is nothing to note for."""
    units = own_units(request.user, newest_campaign(request.user))
    if not units.exists():
        raise Http404
    return units


def choose(request: Request) -> HttpResponse:
    """Which kind is to be noted; each kind has fields of its own."""
    _units_to_note(request)
    groups: dict[str, list[ActivityKind]] = {}
    for kind in ActivityKind.objects.in_use():
        groups.setdefault(kind.get_group_display(), []).append(kind)
    return render(request, "activities/choose.html", {"groups": groups, "back": REGISTER})


def hold(request: Request, code: str) -> HttpResponse:
    """Note what was held."""
    campaign = newest_campaign(request.user)
    kind = get_object_or_404(ActivityKind.objects.in_use(), code=code)
    units = _units_to_note(request)
    form = HoldForm(
        request.POST or None,
        units=units,
        kind=kind,
        requirements=Requirement.objects.filter(campaign=campaign, kind=kind),
        leaders=leaders_of(units),
        initial=_start(request, units),
    )
    page_name = "activities/hold.html"
    return recorded(request, form, rules.hold, page=page_name, back=REGISTER, kind=kind)


def _start(request: Request, units: QuerySet[Unit]) -> dict[str, Any]:
    """Someone with one unit is not asked which."""
    few = list(units[:2])
    return {
        "unit": few[0] if len(few) == 1 else None,
        "requirement": request.GET.get("requirement"),
    }


def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: what was noted, who led, how the test went."""
    seen = Activity.objects.visible_to(request.user).select_related("unit", "kind", "requirement")
    row = get_object_or_404(seen, pk=pk)
    facts = [
        ("日期", row.held_on),
        ("主持人", row.host or "—"),
        ("应到人数", "—" if row.expected_count is None else row.expected_count),
        ("参加人数", row.attended_count),
        ("补学人数", row.made_up_count),
        ("到场领导", "、".join(str(one) for one in row.leaders.all()) or "—"),
        *row.told_facts,
        ("准入号", row.permit_number or "—"),
    ]
    results = row.results.select_related("cadre").order_by("cadre__stroke_key", "pk")
    passed = row.results.passed(row.pass_mark or 0).count() if row.kind.is_test else 0
    context = {
        "activity": row,
        "facts": facts,
        "results": results,
        "passed": passed,
        "entries": Entry.objects.about(row),
        "can": policy.granted(request.user, row.unit),
    }
    return render(request, "activities/activity.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """Mend a number or the words."""
    row = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    if "correct" not in policy.granted(request.user, row.unit):
        raise Http404
    start = {name: getattr(row, name) for name in ("attended_count", "made_up_count", "text")}
    form = CorrectForm(request.POST or None, initial=start)
    if done(form, rules.correct, row, by=request.user):
        messages.success(request, "已更正。")
        return redirect(row)
    context = {"form": form, "activity": row, "back": row.get_absolute_url()}
    return render(request, "activities/correct.html", context)
