"""Study asked of every unit, and score sheets."""

from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from activities import policy, rules
from activities.forms import RequirementForm, ResultsForm
from activities.models import Activity, Requirement
from activities.readings import Answer, answers
from activities.sheets import read_results
from activities.views.register import own_units
from campaigns.http import newest_campaign
from common.books import book
from common.pages import done, download, need
from common.refusal import Refused
from common.workbook import Unreadable, open_upload
from roster.http import Request
from roster.models import Cadre, Unit

SCORE_HEADINGS = ("序号", "姓名", "成绩", "缺考", "补考成绩", "考风考纪")
STUDY_HEADINGS = ("单位", "应完成次数", "按时", "逾期完成", "未完成", "最近一次")


def _answers(request: Request, requirement: Requirement) -> list[Answer]:
    campaign = requirement.campaign
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    held = Activity.objects.filter(requirement=requirement).order_by("held_on")
    return answers(requirement, units.in_official_order(), held, localdate())


def requirements(request: Request) -> HttpResponse:
    """What every unit is asked to study."""
    campaign = newest_campaign(request.user)
    rows = Requirement.objects.filter(campaign=campaign).select_related("kind")
    may_hold = own_units(request.user, campaign).exists()
    context = {"rows": rows, "can": policy.granted(request.user), "may_hold": may_hold}
    return render(request, "activities/requirements.html", context)


def require_study(request: Request) -> HttpResponse:
    """Ask every unit for a piece of study."""
    need(policy.granted(request.user), "require_study")
    form = RequirementForm(request.POST or None)
    campaign = newest_campaign(request.user)
    if done(form, rules.require_study, campaign, by=request.user):
        messages.success(request, "已布置，各单位登记会议学习时可以选这项任务。")
        return redirect("activities:requirements")
    context = {"form": form, "back": reverse("activities:requirements")}
    return render(request, "activities/require_study.html", context)


def requirement(request: Request, pk: int) -> HttpResponse:
    """Who has done one piece of study, in the official order of units."""
    campaign = newest_campaign(request.user)
    row = get_object_or_404(Requirement, pk=pk, campaign=campaign)
    found = _answers(request, row)
    state = request.GET.get("state", "")
    shown = [one for one in found if one.missing] if state == "missing" else found
    context = {
        "row": row,
        "answers": shown,
        "state": state,
        "missing": sum(1 for one in found if one.missing),
        "all": len(found),
        "today": localdate(),
    }
    return render(request, "activities/requirement.html", context)


def export_requirement(request: Request, pk: int) -> HttpResponse:
    """The same as a workbook."""
    row = get_object_or_404(Requirement, pk=pk, campaign=newest_campaign(request.user))
    lines = (
        (one.unit.name, one.asked, one.on_time, one.late, one.missing, one.last_on)
        for one in _answers(request, row)
    )
    return download(book(row.title[:31], STUDY_HEADINGS, lines), f"{row.title}完成情况.xlsx")


def _test(request: Request, pk: int) -> Activity:
    row = get_object_or_404(Activity.objects.visible_to(request.user).select_related("kind"), pk=pk)
    need(policy.granted(request.user, row.unit), "record_results")
    return row


def record_results(request: Request, pk: int) -> HttpResponse:
    """Take in a score sheet."""
    row = _test(request, pk)
    form = ResultsForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            marks = _marks(form.cleaned_data["file"], row)
            count = rules.record_results(row, marks, by=request.user)
        except (Refused, Unreadable) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"已登记，现有{count}人的成绩。")
            return redirect(row)
    return render(request, "activities/record_results.html", {"form": form, "activity": row})


def _marks(file: "UploadedFile[bytes]", row: Activity) -> list[rules.Mark]:
    workbook = open_upload(file.chunks(), Path(file.name or "成绩表.xlsx").name)
    return read_results(workbook, Cadre.objects.serving().of(row.unit))


def score_sheet(request: Request, pk: int) -> HttpResponse:
    """An empty score sheet with the unit's people, or the results entered so far."""
    row = _test(request, pk)
    known = {one.cadre_id: one for one in row.results.all()}
    lines = []
    for number, cadre in enumerate(Cadre.objects.serving().of(row.unit).by_strokes(), 1):
        one = known.get(cadre.pk)
        marks = (one.score, "缺考" if one.is_absent else "", one.resit_score) if one else ("",) * 3
        lines.append((number, cadre.name, *marks, one.integrity_note if one else ""))
    return download(book(row.title[:31], SCORE_HEADINGS, lines), f"{row.title}成绩表.xlsx")
