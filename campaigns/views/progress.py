"""Pages of what units owe: the grid, completing, who has not started, permits, urging."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns import papers, policy, rules
from campaigns.figures import WORDS, grid, tallies
from campaigns.forms import CompleteForm, ForceGateForm, GridFilter
from campaigns.models import Campaign, Completion, Gate, Participation, ParticipationQuerySet, Task
from common.books import book
from common.pages import DOCX, did, done, download, need, page
from roster.http import Request
from roster.models import Unit
from roster.words import Work


def newest_grid(request: Request) -> HttpResponse:
    """Show the grid of the campaign that is meant when none is named."""
    row = Campaign.objects.meant_by(request.user)
    if row is None:
        return redirect("campaigns:index")
    return campaign_grid(request, row.pk)


def _asked(
    request: Request, campaign: Campaign
) -> tuple[GridFilter, list[Task], ParticipationQuerySet]:
    form = GridFilter(request.GET, campaign=campaign)
    asked = form.cleaned_data if form.is_valid() else {}
    tasks = Task.objects.for_units().filter(phase__campaign=campaign).select_related("phase")
    if phase := asked.get("phase"):
        tasks = tasks.filter(phase=phase)
    entries = Participation.objects.filter(campaign=campaign).visible_to(request.user)
    if cohort := asked.get("cohort"):
        entries = entries.filter(cohort=cohort)
    if asked.get("idle"):
        entries = entries.idle()
    return form, list(tasks.in_plan_order()), entries.select_related("unit")


def campaign_grid(request: Request, pk: int) -> HttpResponse:
    """Show units by tasks."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    form, tasks, entries = _asked(request, row)
    screen = page(entries, ["unit__order"], request.GET.get("after", ""), size=100)
    context = {
        "campaign": row,
        "form": form,
        "tasks": tasks,
        "tallies": tallies(row, tasks, today=localdate()) if request.user.sees_all_units else (),
        "rows": grid(tasks, screen.rows, localdate()),
        "page": screen,
        "words": WORDS,
        "can": policy.granted(request.user),
        "own_units": {unit.pk for unit in request.user.units_as(Work.HEAD, Work.CLERK)},
    }
    return render(request, "campaigns/grid.html", context)


def export_grid(request: Request, pk: int) -> HttpResponse:
    """Give the same grid as a workbook."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    _, tasks, entries = _asked(request, row)
    laid = grid(tasks, list(entries.order_by("unit__order", "pk")), localdate())
    lines = (
        [
            number,
            line.participation.unit,
            line.participation.cohort,
            *(f"{cell.word}\n{cell.done_on or cell.task.due_on}" for cell in line.cells),
        ]
        for number, line in enumerate(laid, 1)
    )
    headings = ["序号", "单位", "分类", *(f"{task}（{task.due_on}前）" for task in tasks)]
    return download(book("任务完成情况", headings, lines), f"{row}任务完成情况.xlsx")


def complete(request: Request, pk: int, unit: int) -> HttpResponse:
    """完成任务, or correct what was noted."""
    task = get_object_or_404(Task.objects.select_related("phase__campaign"), pk=pk)
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    need(policy.granted(request.user, row), "complete")
    known = Completion.objects.filter(task=task, unit=row).select_related("by").first()
    first = {"on": known.done_on, "note": known.note} if known else {"on": localdate()}
    form = CompleteForm(request.POST or None, initial=first)
    if done(form, rules.complete, task, row, by=request.user):
        messages.success(request, f"已登记“{row}”完成“{task}”。")
        return redirect("campaigns:campaign_grid", task.phase.campaign_id)
    context = {
        "task": task,
        "unit": row,
        "known": known,
        "form": form,
        "back": f"/campaigns/{task.phase.campaign_id}/grid/",
    }
    return render(request, "campaigns/complete.html", context)


@require_POST
def undo(request: Request, pk: int, unit: int) -> HttpResponse:
    """撤回登记."""
    task = get_object_or_404(Task.objects.select_related("phase__campaign"), pk=pk)
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    did(request, "已撤回登记。", rules.undo, task, row, by=request.user)
    return redirect("campaigns:campaign_grid", task.phase.campaign_id)


def unit_paper(request: Request, pk: int, kind: str) -> HttpResponse:
    """任务书、时间表、责任状 of one unit as Word, from its tasks."""
    seen = Participation.objects.visible_to(request.user).select_related("campaign", "unit")
    entry = get_object_or_404(seen, pk=pk)
    if kind not in papers.KINDS:
        raise Http404
    tasks = Task.objects.filter(phase__campaign=entry.campaign).for_units().in_plan_order()
    cells = grid(list(tasks.select_related("phase")), [entry], localdate())[0].cells
    name = f"{entry.unit.short}{papers.KINDS[kind]}.docx"
    return download(papers.written(kind, entry, cells, localdate()), name, DOCX)


def coverage(request: Request, pk: int) -> HttpResponse:
    """List the units that have not started, with the words to urge them."""
    if not request.user.sees_all_units:
        raise Http404
    row = get_object_or_404(Campaign, pk=pk)
    idle = Participation.objects.filter(campaign=row).idle().select_related("unit")
    context = {
        "campaign": row,
        "idle": list(idle.order_by("unit__order", "pk")),
        "unit_count": row.participations.count(),
    }
    return render(request, "campaigns/coverage.html", context)


def urge(request: Request, pk: int) -> HttpResponse:
    """催报: show who owes the task and the text for the group; a post also tells them here."""
    need(policy.granted(request.user), "urge")
    task = get_object_or_404(Task.objects.select_related("phase__campaign"), pk=pk)
    campaign = task.phase.campaign
    if request.method == "POST":
        said = "已在系统内提醒各单位联络员和主要负责人（每天一次）。"
        did(request, said, rules.urge, task, by=request.user, today=localdate())
        return redirect("campaigns:urge", pk)
    units = Unit.objects.filter(pk__in=rules.owing(campaign, [task])[task.pk])
    context = {"campaign": campaign, "task": task, "units": list(units.in_official_order())}
    return render(request, "campaigns/urge.html", context)


def gates(request: Request, pk: int) -> HttpResponse:
    """List the permits: who may hold the 专题会 and why others may not yet."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    units = Unit.objects.visible_to(request.user).values("pk")
    rows = Gate.objects.filter(campaign=row, unit__in=units).select_related(
        "unit", "cleared_by", "forced_for"
    )
    if request.GET.get("show") == "shut":
        rows = rows.filter(cleared_at=None)
    if request.GET.get("show") == "forced":
        rows = rows.exclude(forced_at=None)
    screen = page(rows, ["unit__order"], request.GET.get("after", ""), size=100)
    can = policy.granted(request.user)
    return render(request, "campaigns/gates.html", {"campaign": row, "page": screen, "can": can})


def force_gate(request: Request, pk: int, unit: int) -> HttpResponse:
    """Let a meeting go ahead against the rule, in a leader's name."""
    row = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user), "force_gate")
    held = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    form = ForceGateForm(request.POST or None, initial={"leader": request.user.pk})
    back = reverse("campaigns:gates", args=[row.pk])
    if done(form, rules.force_gate, row, held, by=request.user):
        messages.success(request, "已例外放行，理由和批准人一直保留在准入表和首页上。")
        return redirect(back)
    context = {"campaign": row, "unit": held, "form": form, "back": back}
    return render(request, "campaigns/force_gate.html", context)
