"""Pages of plans and draws, exposure, focus units and the restricted registers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.http import Register, answered, exported, listed, newest_campaign, recorded
from common.books import book
from common.pages import done, download, need, page
from roster.http import Request
from roster.models import Unit
from supervision import policy, rules
from supervision.figures import inspected_since, outstanding
from supervision.forms.following import (
    AgreeForm,
    DecideFocusForm,
    DrawForm,
    EntryForm,
    ExposeForm,
    FocusForm,
    LaterForm,
    NoteForm,
    PlanForm,
)
from supervision.models import Entry, Exposure, Focus, Plan
from supervision.views.looking import looks, supervises, units_to_look_at

PAGE = "supervision/record.html"
LONGEST_GROUND = 400
EXPOSURES, FOCUS, ENTRIES = (
    "/supervision/exposures/",
    "/supervision/focus/",
    "/supervision/register/",
)
ENTRY_HEADINGS = ("日期", "类别", "人数", "件数", "单位", "文号")

EXPOSURE_REGISTER = Register(
    "曝光",
    Exposure,
    "-pk",
    "text",
    (
        ("单位", lambda row: row.unit.name),
        ("曝光内容", lambda row: row.text),
        ("状态", lambda row: row.get_status_display()),
        ("审批人", lambda row: row.answered_by.name if row.answered_by else ""),
        ("后续整改", lambda row: row.later),
    ),
    ("unit", "asked_by", "answered_by"),
)
FOCUS_REGISTER = Register(
    "重点整顿对象",
    Focus,
    "-pk",
    "ground",
    (
        ("单位", lambda row: row.unit.name),
        ("列入依据", lambda row: row.ground),
        ("状态", lambda row: row.get_status_display()),
        ("退出条件", lambda row: row.exit_rule),
        ("驻点督导组", lambda row: row.team),
        ("驻点开始", lambda row: row.stationed_on),
        ("退出日期", lambda row: row.left_on),
    ),
    ("unit", "proposed_by", "decided_by"),
)
AT_EXPOSURES = {"page": PAGE, "back": EXPOSURES, "place": "曝光"}
AT_FOCUS = {"page": PAGE, "back": FOCUS, "place": "重点整顿对象"}


def _sees(request: Request) -> None:
    """Only those who supervise or lead; as if the page were not there for others."""
    if not supervises(request.user):
        raise Http404


def plans(request: Request) -> HttpResponse:
    """督查计划: newest first."""
    _sees(request)
    rows = Plan.objects.filter(campaign=newest_campaign(request.user))
    screen = page(rows, ["-starts_on"], request.GET.get("after", ""))
    context = {"page": screen, "may_look": looks(request.user)}
    return render(request, "supervision/plans.html", context)


def plan_inspections(request: Request) -> HttpResponse:
    """制定计划."""
    form = PlanForm(request.POST or None, units=units_to_look_at(request))
    campaign = newest_campaign(request.user)
    if done(form, rules.plan_inspections, campaign, by=request.user):
        messages.success(request, "计划和备选名单摘要已公布，可以抽取。")
        return redirect("supervision:plans")
    context = {
        "form": form,
        "back": "/supervision/plans/",
        "place": "督查计划",
        "title": "制定督查计划",
        "hint": "备选单位、督查组和比例先公布，再抽取；抽取后不能重抽。",
    }
    return render(request, PAGE, context)


def _plan(request: Request, pk: int) -> Plan:
    _sees(request)
    rows = Plan.objects.filter(campaign=newest_campaign(request.user)).select_related("by")
    return get_object_or_404(rows, pk=pk)


def plan(request: Request, pk: int) -> HttpResponse:
    """One plan with its draw, printable as a certificate."""
    row = _plan(request, pk)
    units = Unit.objects.filter(code__in=row.pool).in_official_order()
    context = {
        "plan": row,
        "pool": units,
        "drawn": inspected_since(row),
        "may_draw": looks(request.user) and row.drawn_at is None,
    }
    return render(request, "supervision/plan.html", context)


def draw(request: Request, pk: int) -> HttpResponse:
    """双随机抽取."""
    row = _plan(request, pk)
    if not looks(request.user):
        raise Http404
    form = DrawForm(request.POST or None)
    if done(form, rules.draw, row, by=request.user):
        messages.success(request, "已抽取，结果可打印。")
        return redirect(row)
    context = {"form": form, "back": row.get_absolute_url(), "title": "双随机抽取"}
    return render(request, PAGE, context)


def exposures(request: Request) -> HttpResponse:
    """曝光: units see what was exposed."""
    return listed(
        request,
        EXPOSURE_REGISTER,
        "supervision/exposures.html",
        may_look=looks(request.user),
        supervises=supervises(request.user),
        may_answer=request.user.is_leader,
    )


def export_exposures(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported(request, EXPOSURE_REGISTER)


def expose(request: Request) -> HttpResponse:
    """申请曝光."""
    form = ExposeForm(request.POST or None, units=units_to_look_at(request))
    hint = "由申请人以外的领导审批，同意后告知单位。"
    return recorded(request, form, rules.expose, **AT_EXPOSURES, title="申请曝光", hint=hint)


def _row(request: Request, model: Any, pk: int, verb: str) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)
    need(policy.granted(request.user, row.unit), verb)
    return row


def answer_exposure(request: Request, pk: int) -> HttpResponse:
    """审批曝光."""
    row = _row(request, Exposure, pk, "answer_exposure")
    form = AgreeForm(request.POST or None)
    rule = rules.answer_exposure
    return answered(request, form, rule, row, **AT_EXPOSURES, title="审批曝光")


def follow_exposure(request: Request, pk: int) -> HttpResponse:
    """登记后续."""
    row = _row(request, Exposure, pk, "expose")
    form = LaterForm(request.POST or None)
    rule = rules.follow_exposure
    return answered(request, form, rule, row, **AT_EXPOSURES, title="登记后续")


def focus(request: Request) -> HttpResponse:
    """重点整顿对象, and units whose figures stand out."""
    campaign = newest_campaign(request.user)
    may_look = looks(request.user)
    taken = set(
        Focus.objects.filter(campaign=campaign, status__in=["proposed", "confirmed"]).values_list(
            "unit", flat=True
        )
    )
    found = outstanding(campaign, localdate()) if may_look else []
    return listed(
        request,
        FOCUS_REGISTER,
        "supervision/focus.html",
        found=[one for one in found if one.unit.pk not in taken],
        may_look=may_look,
        supervises=supervises(request.user),
        may_decide=request.user.is_leader,
        is_office=request.user.is_office,
    )


def export_focus(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported(request, FOCUS_REGISTER)


def propose_focus(request: Request) -> HttpResponse:
    """建议列为重点."""
    start = {"unit": request.GET.get("unit", "")}
    if start["unit"].isdecimal():
        found = outstanding(newest_campaign(request.user), localdate())
        known = next((o.reason for o in found if str(o.unit.pk) == start["unit"]), "")
        start["ground"] = request.GET.get("ground", "")[:LONGEST_GROUND] or known
    form = FocusForm(request.POST or None, units=units_to_look_at(request), initial=start)
    hint = "由领导确认、写明退出条件后才生效。"
    return recorded(request, form, rules.propose_focus, **AT_FOCUS, title="建议列为重点", hint=hint)


def decide_focus(request: Request, pk: int) -> HttpResponse:
    """确认重点整顿对象."""
    row = _row(request, Focus, pk, "decide_focus")
    form = DecideFocusForm(request.POST or None)
    return answered(request, form, rules.decide_focus, row, **AT_FOCUS, title="确认重点整顿对象")


def leave_focus(request: Request, pk: int) -> HttpResponse:
    """退出重点."""
    row = _row(request, Focus, pk, "leave_focus")
    form = NoteForm(request.POST or None)
    return answered(request, form, rules.leave_focus, row, **AT_FOCUS, title="退出重点")


def _entries(request: Request) -> Any:
    rows = Entry.objects.visible_to(request.user).filter(campaign=newest_campaign(request.user))
    kind = request.GET.get("kind", "")
    return (rows.filter(kind=kind) if kind in Entry.Kind.values else rows).select_related("unit")


def entries(request: Request) -> HttpResponse:
    """问责表彰登记簿: counts and paper numbers only."""
    _sees(request)
    context = {
        "page": page(_entries(request), ["-noted_on"], request.GET.get("after", "")),
        "kinds": Entry.Kind.choices,
        "kind": request.GET.get("kind", ""),
        "may_note": request.user.is_office,
    }
    return render(request, "supervision/entries.html", context)


def export_entries(request: Request) -> HttpResponse:
    """The same as a workbook."""
    _sees(request)
    lines = (
        (
            row.noted_on,
            row.get_kind_display(),
            row.people,
            row.matters,
            row.unit.name if row.unit else "",
            row.paper_number,
        )
        for row in _entries(request).order_by("-noted_on", "-pk")
    )
    return download(book("问责表彰登记", ENTRY_HEADINGS, lines), "问责表彰登记.xlsx")


def note_entry(request: Request) -> HttpResponse:
    """登记问责表彰."""
    if not request.user.is_office:
        raise Http404
    form = EntryForm(request.POST or None, units=units_to_look_at(request))
    campaign = newest_campaign(request.user)
    if done(form, rules.note_entry, campaign, by=request.user):
        messages.success(request, "问责表彰已登记。")
        return redirect("supervision:entries")
    context = {
        "form": form,
        "back": ENTRIES,
        "place": "问责表彰登记",
        "title": "登记问责表彰",
        "hint": "只记人数、件数和文号，不写姓名和案情。",
    }
    return render(request, PAGE, context)
