"""Pages of errors: the register with its clock, one error with what followed."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

import campaigns.rules as campaigns
from campaigns.http import Register, answered, exported_rows, newest_campaign, pressed, recorded
from common.pages import need, page
from issues.models import Issue
from journal.models import Entry
from roster.http import Request
from roster.models import Unit
from roster.words import Work
from supervision import policy, rules
from supervision.forms.incidents import IncidentFilter, IncidentForm, MendForm
from supervision.models import Incident
from supervision.models.incidents import IncidentQuerySet
from supervision.views.looking import PAGE, looks, supervises

INCIDENTS = "/supervision/incidents/"
REGISTER = Register(
    "差错事件",
    Incident,
    "-found_on",
    "text",
    (
        ("发现日期", lambda row: row.found_on),
        ("单位", lambda row: row.unit.name),
        ("类别", lambda row: row.get_kind_display()),
        ("怎样发现", lambda row: row.get_found_display()),
        ("差错情况", lambda row: row.text),
        ("造成的影响", lambda row: row.harm),
        ("纠正时限", lambda row: row.due_on),
        ("纠正日期", lambda row: row.mended_on),
        ("怎样纠正", lambda row: row.mending),
        ("清单编号", lambda row: row.issue.number if row.issue else ""),
    ),
    ("unit", "issue"),
)
AT_INCIDENTS = {"page": PAGE, "back": INCIDENTS, "place": "差错事件"}


def _narrowed(request: Request) -> tuple[IncidentFilter, IncidentQuerySet]:
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = IncidentFilter(request.GET, units=units.in_official_order())
    rows: Any = Incident.objects.visible_to(request.user).filter(campaign=campaign)
    asked = {"first": "found_on__gte", "last": "found_on__lte", "q": "text__icontains"}
    for name in ("unit", "kind", "found", "issue", *asked):
        if said := form.chosen(name):
            rows = rows.filter(**{asked.get(name, name): said})
    return form, _in_state(rows, form.chosen("state")).select_related("unit", "issue")


def _in_state(rows: IncidentQuerySet, state: str | None) -> IncidentQuerySet:
    if state == "late":
        return rows.late(localdate())
    asked = {"open": rows.open, "at_once": rows.at_once}.get(state or "")
    return asked() if asked else rows


def _units(request: Request) -> QuerySet[Unit]:
    """The units a person may note an error of."""
    units = Unit.objects.filter(participations__campaign=newest_campaign(request.user))
    if not looks(request.user):
        own = request.user.units_as(Work.CLERK, Work.HEAD)
        units = units.filter(pk__in=[unit.pk for unit in own])
    return units.in_official_order()


def incidents(request: Request) -> HttpResponse:
    """差错事件: newest first, how long each took, how many were put right the same day."""
    form, rows = _narrowed(request)
    days, today = campaigns.calendar(), localdate()
    screen = page(rows, [REGISTER.order], request.GET.get("after", ""))
    mine: Any = Incident.objects.visible_to(request.user)
    mine = mine.filter(campaign=newest_campaign(request.user))
    facts = {
        "page": screen,
        "lines": [(row, row.spent(days, today), row.is_late(today)) for row in screen.rows],
        "filters": form,
        "whole": mine.count(),
        "open": mine.open().count(),
        "late": mine.late(today).count(),
        "at_once": mine.at_once().count(),
        "kinds": _kinds(mine),
        "supervises": supervises(request.user),
        "may_note": _units(request).exists(),
    }
    return render(request, "supervision/incidents.html", facts)


def _kinds(rows: QuerySet[Incident]) -> list[tuple[str, str, int]]:
    found = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    return [(code, name, found[code]) for code, name in Incident.Kind.choices if code in found]


def export_incidents(request: Request) -> HttpResponse:
    """The same errors as a workbook."""
    return exported_rows(request, REGISTER, _narrowed(request)[1])


def note_incident(request: Request) -> HttpResponse:
    """Note an error."""
    units = _units(request)
    if not units.exists():
        raise Http404
    start = {"found_on": localdate(), "unit": units[0] if units.count() == 1 else None}
    form = IncidentForm(request.POST or None, units=units, initial=start)
    hint = "登记后单位收到提醒，按时限纠正；超过时限的一直标着。"
    return recorded(
        request, form, rules.note_incident, **AT_INCIDENTS, title="登记差错事件", hint=hint
    )


def _one(request: Request, pk: int) -> tuple[Incident, frozenset[str]]:
    rows = Incident.objects.visible_to(request.user).select_related("unit", "issue", "campaign")
    row = get_object_or_404(rows, pk=pk)
    return row, policy.granted(request.user, row.unit)


def incident(request: Request, pk: int) -> HttpResponse:
    """One error: what went wrong, its clock, how it was put right."""
    row, can = _one(request, pk)
    issue = row.issue_id and Issue.objects.visible_to(request.user).filter(pk=row.issue_id)
    facts = {
        "row": row,
        "spent": row.spent(campaigns.calendar(), localdate()),
        "is_late": row.is_late(localdate()),
        "sees_issue": bool(issue and issue.exists()),
        "may_mend": row.mended_on is None and "mend_incident" in can,
        "may_raise": row.issue_id is None and "raise_incident" in can,
        "entries": Entry.objects.about(row),
    }
    return render(request, "supervision/incident.html", facts)


def mend_incident(request: Request, pk: int) -> HttpResponse:
    """Say when and how it was put right."""
    row, can = _one(request, pk)
    need(can, "mend_incident")
    form = MendForm(request.POST or None, initial={"mended_on": localdate()})
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "登记纠正"}
    return answered(request, form, rules.mend_incident, row, **facts)


@require_POST
def raise_incident(request: Request, pk: int) -> HttpResponse:
    """Let an error become an issue of the unit."""
    row, can = _one(request, pk)
    need(can, "raise_incident")
    said = "已列入清单，来源为差错事件，请补齐措施和时限。"
    return pressed(request, rules.raise_incident, row, back=row.get_absolute_url(), said=said)
