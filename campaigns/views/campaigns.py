"""Pages of campaigns: list, one campaign, and the verbs on it."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns import policy, rules
from campaigns.figures import Tally, current_phase, tallies
from campaigns.forms import AddTaskForm, AttachForm, EnrolForm, PlanForm, RescheduleForm
from campaigns.models import Campaign, Document, Participation, Phase, Task
from campaigns.papers import KINDS
from common.pages import did, done, need, page
from journal.models import Entry
from roster.http import Request


def index(request: Request) -> HttpResponse:
    """List the campaigns, newest first."""
    rows = Campaign.objects.visible_to(request.user)
    context = {
        "page": page(rows, ["-starts_on"], request.GET.get("after", "")),
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/index.html", context)


def plan(request: Request) -> HttpResponse:
    """筹备活动."""
    need(policy.granted(request.user), "plan")
    form = PlanForm(request.POST or None)
    if done(form, rules.plan, by=request.user):
        messages.success(request, "已按模板生成阶段和任务，请添加参加单位后启动。")
        return redirect("campaigns:index")
    missing = rules.calendar().unknown(localdate())
    context = {"form": form, "missing": missing, "back": reverse("campaigns:index")}
    return render(request, "campaigns/plan.html", context)


def campaign(request: Request, pk: int) -> HttpResponse:
    """Show one campaign: the clock, phases with tasks, papers, what was done."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    today = localdate()
    phases = list(row.phases.all())
    tasks = Task.objects.filter(phase__campaign=row).select_related("phase").in_plan_order()
    mine = row.participations.filter(unit=request.user.unit_id).first()
    own = None if request.user.sees_all_units else mine
    counted = tallies(row, list(tasks), own, today=today)
    days = rules.calendar()
    context = {
        "campaign": row,
        "phases": [(phase, _of(phase, counted)) for phase in phases],
        "current": current_phase(phases, today),
        "days_left": row.days_left(today),
        "workdays_left": days.between(today, row.ends_on),
        "unknown_years": sorted({day.year for day in (today, row.ends_on) if days.unknown(day)}),
        "unit_count": row.participations.count(),
        "idle_count": Participation.objects.filter(campaign=row).idle().count(),
        "papers": row.documents.order_by("-issued_on", "-pk"),
        "taxonomies": row.taxonomies.all(),
        "entries": Entry.objects.about(row)[:30] if request.user.sees_all_units else (),
        "today": today,
        "may_complete": "complete" in policy.granted(request.user, request.user.unit),
        "has_lower": row.children.exists() or row.parent_id,
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/campaign.html", context)


def _of(phase: Phase, counted: list[Tally]) -> list[Tally]:
    return [tally for tally in counted if tally.task.phase_id == phase.pk]


@require_POST
def launch(request: Request, pk: int) -> HttpResponse:
    """启动."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    did(request, "活动已启动，各单位开始填报。", rules.launch, row, by=request.user)
    return redirect(row)


@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    """结束活动."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    did(request, "活动已结束。", rules.finish, row, by=request.user)
    return redirect(row)


@require_POST
def advance(request: Request, pk: int) -> HttpResponse:
    """阶段收官."""
    phase = get_object_or_404(Phase.objects.select_related("campaign"), pk=pk)
    need(policy.granted(request.user), "advance")
    did(request, f"“{phase}”阶段已收官。", rules.advance, phase, by=request.user)
    return redirect(phase.campaign)


def units(request: Request, pk: int) -> HttpResponse:
    """List who takes part, with cohort, cadres and permit."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    entries = Participation.objects.filter(campaign=row).visible_to(request.user)
    entries = entries.with_counts().select_related("unit")
    context = {
        "campaign": row,
        "page": page(entries, ["unit__order"], request.GET.get("after", ""), size=100),
        "kinds": KINDS,
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/units.html", context)


def enrol(request: Request, pk: int) -> HttpResponse:
    """添加参加单位."""
    need(policy.granted(request.user), "enrol")
    row = get_object_or_404(Campaign, pk=pk)
    form = EnrolForm(request.POST or None, campaign=row)
    if done(form, rules.enrol, row, by=request.user):
        messages.success(request, f"已添加{len(form.cleaned_data['units'])}个单位。")
        return redirect("campaigns:units", pk)
    context = {"campaign": row, "form": form, "back": f"/campaigns/{pk}/units/"}
    return render(request, "campaigns/enrol.html", context)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """移出参加单位."""
    need(policy.granted(request.user), "enrol")
    entry = get_object_or_404(Participation.objects.select_related("campaign", "unit"), pk=pk)
    campaign, unit = entry.campaign, entry.unit
    did(request, f"已移出“{unit}”。", rules.withdraw, campaign, unit, by=request.user)
    return redirect("campaigns:units", campaign.pk)


def reschedule(request: Request, pk: int) -> HttpResponse:
    """调整期限."""
    need(policy.granted(request.user), "plan")
    task = get_object_or_404(Task.objects.select_related("phase__campaign"), pk=pk)
    days = rules.calendar()
    offset = days.between(task.phase.starts_on, task.due_on)
    form = RescheduleForm(request.POST or None, initial={"workdays": offset})
    if done(form, rules.reschedule, task, by=request.user):
        messages.success(request, f"“{task}”的期限调整为{task.due_on}。")
        return redirect(task.phase.campaign)
    context = {"task": task, "form": form, "back": task.phase.campaign.get_absolute_url()}
    return render(request, "campaigns/reschedule.html", context)


def add_task(request: Request, pk: int) -> HttpResponse:
    """添加任务."""
    need(policy.granted(request.user), "plan")
    phase = get_object_or_404(Phase.objects.select_related("campaign"), pk=pk)
    form = AddTaskForm(request.POST or None, initial={"due_on": phase.ends_on})
    if done(form, rules.add_task, phase, by=request.user):
        messages.success(request, "已添加任务。")
        return redirect(phase.campaign)
    context = {"phase": phase, "form": form, "back": phase.campaign.get_absolute_url()}
    return render(request, "campaigns/add_task.html", context)


def attach(request: Request, pk: int) -> HttpResponse:
    """上传文件."""
    need(policy.granted(request.user), "plan")
    row = get_object_or_404(Campaign, pk=pk)
    form = AttachForm(request.POST or None, request.FILES or None)
    if done(form, rules.attach, row, by=request.user):
        messages.success(request, "已保存文件。")
        return redirect(row)
    context = {"campaign": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "campaigns/attach.html", context)


def document(request: Request, pk: int) -> HttpResponseBase:
    """Hand out a paper, always as a file to keep."""
    papers = Document.objects.filter(campaign__in=Campaign.objects.visible_to(request.user))
    paper = get_object_or_404(papers, pk=pk)
    if not paper.file:
        raise Http404
    ending = (paper.file.name or "").rpartition(".")[2]
    return FileResponse(paper.file, as_attachment=True, filename=f"{paper.title}.{ending}")
