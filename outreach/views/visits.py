"""Pages of visits: the register, one visit, coverage with those not visited, teams and targets."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import (
    LONGEST_KEY,
    Register,
    answered,
    exported_rows,
    newest_campaign,
    pressed,
    recorded,
)
from common.books import book
from common.pages import done, download, page
from issues.models import Issue
from journal.models import Entry
from outreach import policy, rules
from outreach.figures import coverage
from outreach.forms import (
    CallBackForm,
    SettleForm,
    TargetsForm,
    TeamForm,
    TellBackForm,
    VisitFilter,
    VisitForm,
)
from outreach.models import Target, Team, Visit
from outreach.models.hearing import VisitQuerySet
from roster.http import Request
from roster.models import Unit
from roster.words import Work

PAGE, VISITS, COVERAGE = "outreach/record.html", "/outreach/visits/", "/outreach/visits/coverage/"
REGISTER = Register(
    "走访",
    Visit,
    "-visited_on",
    "demand",
    (
        ("走访日期", lambda row: row.visited_on),
        ("走访类型", lambda row: row.get_kind_display()),
        ("走访对象", lambda row: row.target),
        ("地址", lambda row: row.address),
        ("走访干部", lambda row: row.visitor),
        ("所属单位", lambda row: row.unit.name),
        ("走访方式", lambda row: row.get_way_display()),
        ("反映问题和意见建议", lambda row: row.demand),
        ("问题类别", lambda row: row.category),
        ("处理方式", lambda row: row.get_handling_display()),
        ("承办单位", lambda row: row.duty_unit.name if row.duty_unit else ""),
        ("12345编号", lambda row: row.order_no),
        ("办理时限", lambda row: row.due_on),
        ("办理结果", lambda row: row.reply),
        ("反馈时间", lambda row: row.replied_on),
        ("是否满意", lambda row: {True: "满意", False: "不满意", None: ""}[row.is_satisfied]),
        ("清单编号", lambda row: row.issue.number if row.issue else ""),
    ),
    ("unit", "duty_unit", "issue"),
)
AT_VISITS = {"page": PAGE, "back": VISITS, "place": "遍访"}
AT_COVERAGE = {"page": PAGE, "back": COVERAGE, "place": "遍访覆盖率"}


def own_units(request: Request) -> QuerySet[Unit]:
    """The units of the campaign the person may write for."""
    user, campaign = request.user, newest_campaign(request.user)
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    own = user.units_as(Work.CLERK, Work.HEAD, Work.OUTREACH)
    return units.filter(pk__in=[unit.pk for unit in own])


def _all_units(request: Request) -> QuerySet[Unit]:
    campaign = newest_campaign(request.user)
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def _narrowed(request: Request) -> tuple[VisitFilter, VisitQuerySet]:
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = VisitFilter(request.GET, units=units.in_official_order())
    rows: Any = Visit.objects.visible_to(request.user).filter(campaign=campaign)
    for name in ("unit", "kind", "handling", "issue"):
        if said := form.chosen(name):
            rows = rows.filter(**{name: said})
    if word := form.chosen("q"):
        rows = rows.filter(demand__icontains=word) | rows.filter(target__icontains=word)
    return form, _in_state(rows, form.chosen("state")).select_related(*REGISTER.related)


def _in_state(rows: VisitQuerySet, state: str | None) -> VisitQuerySet:
    if state == "late":
        return rows.late(localdate())
    if state == "bad":
        return rows.filter(is_satisfied=False)
    asked = {"untold": rows.untold, "waiting": rows.waiting}.get(state or "")
    return asked() if asked else rows


def visits(request: Request) -> HttpResponse:
    """遍访: newest first."""
    form, rows = _narrowed(request)
    screen = page(rows, [REGISTER.order], request.GET.get("after", ""))
    mine = Visit.objects.visible_to(request.user).filter(campaign=newest_campaign(request.user))
    facts = {
        "page": screen,
        "filters": form,
        "may_record": own_units(request).exists(),
        **mine.owing(localdate()),
    }
    return render(request, "outreach/visits.html", facts)


def export_visits(request: Request) -> HttpResponse:
    """The same visits as a workbook, in the columns of the paper record."""
    return exported_rows(request, REGISTER, _narrowed(request)[1])


def visit(request: Request, pk: int) -> HttpResponse:
    """One visit: what was asked, what became of it, whether the person was told and content."""
    row = _one(request, pk)
    may = policy.granted(request.user, row.unit)
    facts = {
        "row": row,
        "may_settle": "settle" in may and bool(row.demand),
        "may_tell": row.is_waiting and policy.may_tell(request.user, row.unit, row.duty_unit),
        "may_call": row.replied_on is not None and row.is_satisfied is None and "settle" in may,
        "may_adopt": "adopt" in may and bool(row.demand) and row.issue_id is None,
        "sees_issue": Issue.objects.visible_to(request.user).filter(pk=row.issue_id or 0).exists(),
        "entries": Entry.objects.about(row),
    }
    return render(request, "outreach/visit.html", facts)


def _one(request: Request, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user).select_related("unit", "duty_unit", "issue")
    return get_object_or_404(rows, pk=pk)


def record_visit(request: Request) -> HttpResponse:
    """Note a visit."""
    initial = {"visited_on": localdate(), **request.GET.dict()}
    form = VisitForm(request.POST or None, initial=initial, units=own_units(request))
    hint = "记录要具体：谁、什么时候、说了什么。"
    return recorded(request, form, rules.record_visit, **AT_VISITS, title="登记走访", hint=hint)


def _may(request: Request, row: Visit, verb: str) -> None:
    if verb not in policy.granted(request.user, row.unit):
        raise Http404


def settle(request: Request, pk: int) -> HttpResponse:
    """Say what became of the demand."""
    row = _one(request, pk)
    _may(request, row, "settle")
    form = SettleForm(request.POST or None, units=_all_units(request))
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "办理诉求"}
    return answered(request, form, rules.settle, row, **facts)


def tell_back(request: Request, pk: int) -> HttpResponse:
    """Tell the person what became of it."""
    row = _one(request, pk)
    if not policy.may_tell(request.user, row.unit, row.duty_unit):
        raise Http404
    form = TellBackForm(request.POST or None, initial={"reply": row.reply})
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "反馈本人"}
    return answered(request, form, rules.tell_back, row, **facts)


def call_back(request: Request, pk: int) -> HttpResponse:
    """Ask whether the person is content."""
    row = _one(request, pk)
    _may(request, row, "settle")
    form = CallBackForm(request.POST or None)
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": "回访"}
    return answered(request, form, rules.call_back, row, **facts)


@require_POST
def adopt_visit(request: Request, pk: int) -> HttpResponse:
    """Put what a visit heard on the list."""
    row = _one(request, pk)
    _may(request, row, "adopt")
    said = "已列入清单，请补齐措施和时限。"
    return pressed(request, rules.adopt_visit, row, back=row.get_absolute_url(), said=said)


def cover(request: Request) -> HttpResponse:
    """覆盖率: by unit and kind, with the targets nobody has visited."""
    campaign = newest_campaign(request.user)
    mine = Target.objects.visible_to(request.user).filter(campaign=campaign)
    missed = mine.filter(visits=None).select_related("unit", "team")
    if (unit := request.GET.get("unit", "")).isdecimal() and len(unit) < LONGEST_KEY:
        missed = missed.filter(unit=int(unit))
    if kind := request.GET.get("kind", ""):
        missed = missed.filter(kind=kind)
    teams = Team.objects.visible_to(request.user).filter(campaign=campaign)
    facts = {
        "lines": coverage(mine),
        "page": page(missed, ["unit__order", "kind", "name"], request.GET.get("after", "")),
        "teams": teams.select_related("unit").order_by("unit__order", "pk"),
        "may_record": own_units(request).exists(),
    }
    return render(request, "outreach/coverage.html", facts)


def export_missed(request: Request) -> HttpResponse:
    """Who has not been visited, as a workbook to take along."""
    campaign = newest_campaign(request.user)
    mine = Target.objects.visible_to(request.user).filter(campaign=campaign, visits=None)
    rows = mine.select_related("unit", "team").order_by("unit__order", "kind", "name")
    lines = (
        [row.unit.name, row.get_kind_display(), row.name, str(row.team or ""), "", ""]
        for row in rows
    )
    heads = ("所属单位", "走访类型", "走访对象", "服务队", "走访日期", "反映问题和意见建议")
    return download(book("未走访名单", heads, lines), f"未走访名单{localdate()}.xlsx")


def form_team(request: Request) -> HttpResponse:
    """组队."""
    form = TeamForm(request.POST or None, units=own_units(request))
    hint = "一支服务队由一名民情书记牵头，走访对象可以分到队。"
    return recorded(request, form, rules.form_team, **AT_COVERAGE, title="组建服务队", hint=hint)


def list_targets(request: Request) -> HttpResponse:
    """列走访对象."""
    units, campaign = own_units(request), newest_campaign(request.user)
    teams = Team.objects.filter(campaign=campaign, unit__in=units)
    form = TargetsForm(request.POST or None, units=units, teams=teams)
    if done(form, rules.list_targets, campaign, by=request.user):
        messages.success(request, "走访对象已列入，计入覆盖率的分母。")
        return redirect("outreach:coverage")
    facts = {
        "form": form,
        "back": COVERAGE,
        "place": "遍访覆盖率",
        "title": "列走访对象",
        "hint": "列入名单的计入覆盖率的分母；已经列入的不会重复。",
    }
    return render(request, PAGE, facts)
