"""Pages of who leads: groups with members and tasks, pairings, lower campaigns, reports."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns import policy, rules
from campaigns.figures import upward_text
from campaigns.forms import CompleteForm
from campaigns.forms.groups import GroupForm, PairForm, ReportUpForm, SeatForm, UnseatForm
from campaigns.models import (
    Campaign,
    Group,
    Member,
    Pairing,
    PairingQuerySet,
    Task,
    UpwardReport,
)
from common.books import book
from common.pages import did, done, download, need
from roster.http import Request
from roster.models import Cadre, Unit, User
from roster.words import Work

GROUP_HEADINGS = ("单位", "机构", "类别", "组内职务", "姓名", "职务", "起", "止", "职责分工")
PAIR_HEADINGS = ("包联领导", "职务", "包联单位", "起", "止")


def _campaign(request: Request, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


def newest_groups(request: Request) -> HttpResponse:
    """The groups of the campaign that is meant when none is named."""
    row = Campaign.objects.meant_by(request.user)
    return groups(request, row.pk) if row else redirect("campaigns:index")


def _groups(request: Request, campaign: Campaign) -> QuerySet[Group]:
    serving = Prefetch("members", Member.objects.serving(localdate()), to_attr="now")
    rows = Group.objects.visible_to(request.user).filter(campaign=campaign)
    ordered = rows.order_by("unit__order", "order", "pk")
    return ordered.select_related("unit").prefetch_related(serving)


def groups(request: Request, pk: int) -> HttpResponse:
    """The campaign's bodies with their members and tasks; units without a leading group."""
    row = _campaign(request, pk)
    everything = list(_groups(request, row))
    led = Group.objects.filter(campaign=row, kind=Group.Kind.LEADING).exclude(unit=None)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=row)
    context = {
        "campaign": row,
        "own": [(group, _queue(row, group)) for group in everything if group.unit is None],
        "of_units": [group for group in everything if group.unit],
        "without": units.exclude(pk__in=led.values("unit")).in_official_order(),
        "unit_count": units.count(),
        "today": localdate(),
        "may_add": bool(_units_to_lead(request.user, row)) or request.user.is_office,
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/groups.html", context)


def _queue(campaign: Campaign, group: Group) -> list[Task]:
    """What a group has to do, by deadline."""
    if not group.carries:
        return []
    return list(Task.objects.filter(phase__campaign=campaign, by=group.carries).order_by("due_on"))


def _units_to_lead(user: User, campaign: Campaign) -> QuerySet[Unit]:
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    return units.filter(pk__in=[unit.pk for unit in user.units_as(Work.CLERK, Work.HEAD)])


def export_groups(request: Request, pk: int) -> HttpResponse:
    """Every group and member, former ones included, as a workbook."""
    row = _campaign(request, pk)
    members = Member.objects.filter(group__in=_groups(request, row).values("pk"))
    lines = (
        (
            one.group.unit.name if one.group.unit else row.office_name,
            one.group.name,
            one.group.get_kind_display(),
            one.get_role_display(),
            one.name,
            one.title,
            one.since_on,
            one.until_on,
            one.group.duty,
        )
        for one in members.select_related("group__unit").order_by("group__order", "role", "pk")
    )
    return download(book("工作机构", GROUP_HEADINGS, lines), "工作机构名单.xlsx")


def set_up_group(request: Request, pk: int) -> HttpResponse:
    """成立机构."""
    row = _campaign(request, pk)
    units = _units_to_lead(request.user, row)
    need({"set_up_group"} if units else (), "set_up_group")
    form = GroupForm(request.POST or None, units=units, is_office=request.user.is_office)
    if done(form, rules.set_up_group, row, by=request.user):
        messages.success(request, "已设立，请添加成员。")
        return redirect("campaigns:groups", pk)
    context = {"campaign": row, "form": form, "back": f"/campaigns/{pk}/groups/"}
    return render(request, "campaigns/set_up_group.html", context)


def _group(request: Request, pk: int) -> Group:
    rows = Group.objects.visible_to(request.user).select_related("unit", "campaign")
    row = get_object_or_404(rows, pk=pk)
    may = request.user.is_office or (
        row.unit is not None and "set_up_group" in policy.granted(request.user, row.unit)
    )
    need({"set_up_group"} if may else (), "set_up_group")
    return row


def seat(request: Request, pk: int) -> HttpResponse:
    """任成员, with those who left."""
    row = _group(request, pk)
    cadres = Cadre.objects.visible_to(request.user).serving().by_post()
    if row.unit:
        cadres = cadres.filter(unit=row.unit)
    start = {"since_on": localdate()}
    form = SeatForm(request.POST or None, cadres=cadres, initial=start)
    back = f"/campaigns/{row.campaign_id}/groups/"
    if done(form, rules.seat, row, by=request.user):
        messages.success(request, "已添加。")
        return redirect("campaigns:seat", pk)
    context = {"group": row, "form": form, "members": row.members.all(), "back": back}
    return render(request, "campaigns/seat.html", context)


def unseat(request: Request, pk: int) -> HttpResponse:
    """免成员."""
    member = get_object_or_404(Member.objects.select_related("group__unit"), pk=pk)
    _group(request, member.group_id)
    form = UnseatForm(request.POST or None, initial={"until_on": localdate()})
    if done(form, rules.unseat, member, by=request.user):
        messages.success(request, "已免去，原任职时间保留。")
        return redirect("campaigns:seat", member.group_id)
    context = {"member": member, "form": form, "back": f"/campaigns/groups/{member.group_id}/"}
    return render(request, "campaigns/unseat.html", context)


def finish_task(request: Request, pk: int) -> HttpResponse:
    """办结任务 of the office or a group."""
    need(policy.granted(request.user), "finish_task")
    task = get_object_or_404(Task.objects.for_groups().select_related("phase__campaign"), pk=pk)
    form = CompleteForm(request.POST or None, initial={"on": localdate()})
    back = task.phase.campaign.get_absolute_url()
    if done(form, rules.finish_task, task, by=request.user):
        messages.success(request, f"“{task}”已登记办结。")
        return redirect(back)
    return render(request, "campaigns/finish_task.html", {"task": task, "form": form, "back": back})


def _pairings(request: Request, campaign: Campaign) -> PairingQuerySet:
    seen = Unit.objects.visible_to(request.user)
    rows = Pairing.objects.filter(campaign=campaign, unit__in=seen.values("pk"))
    if word := request.GET.get("q", "").strip():
        rows = rows.filter(Q(leader__name__icontains=word) | Q(unit__name__icontains=word))
    return rows.select_related("leader", "unit").order_by(
        "leader__unit__order", "leader__level_rank", "leader__hand_order", "unit__order", "pk"
    )


def pairings(request: Request, pk: int) -> HttpResponse:
    """Which leader looks after which unit, and units nobody looks after."""
    row, today = _campaign(request, pk), localdate()
    standing = list(_pairings(request, row).standing(today))
    paired = row.pairings.standing(today).values("unit")
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=row)
    by_leader: dict[Cadre, list[Pairing]] = {}
    for one in standing:
        by_leader.setdefault(one.leader, []).append(one)
    context = {
        "campaign": row,
        "by_leader": by_leader.items(),
        "former": _pairings(request, row).exclude(until_on=None).exclude(until_on__gte=today)[:50],
        "alone": units.exclude(pk__in=paired).in_official_order(),
        "word": request.GET.get("q", ""),
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/pairings.html", context)


def export_pairings(request: Request, pk: int) -> HttpResponse:
    """The same as a workbook."""
    rows = _pairings(request, _campaign(request, pk))
    lines = ((p.leader.name, p.leader.title, p.unit.name, p.from_on, p.until_on) for p in rows)
    return download(book("领导包联单位", PAIR_HEADINGS, lines), "领导包联单位.xlsx")


def pair(request: Request, pk: int) -> HttpResponse:
    """包联."""
    need(policy.granted(request.user), "pair")
    row = _campaign(request, pk)
    form = PairForm(request.POST or None, campaign=row, initial={"from_on": localdate()})
    if done(form, rules.pair, row, by=request.user):
        messages.success(request, "包联已登记。")
        return redirect("campaigns:pairings", pk)
    context = {"campaign": row, "form": form, "back": f"/campaigns/{pk}/pairings/"}
    return render(request, "campaigns/pair.html", context)


@require_POST
def unpair(request: Request, pk: int) -> HttpResponse:
    """解除包联."""
    need(policy.granted(request.user), "pair")
    row = get_object_or_404(Pairing.objects.select_related("campaign", "leader", "unit"), pk=pk)
    did(request, "已解除。", rules.unpair, row, by=request.user)
    return redirect("campaigns:pairings", row.campaign_id)


def children(request: Request, pk: int) -> HttpResponse:
    """Campaigns of the levels below, how far they are, what they reported."""
    row, today = _campaign(request, pk), localdate()
    due = Q(phases__tasks__by=Task.By.ALL_UNITS, phases__tasks__due_on__lt=today)
    lower = row.children.select_related("jurisdiction").annotate(
        unit_count=Count("participations", distinct=True),
        due_count=Count("phases__tasks", filter=due, distinct=True),
        done_count=Count("phases__tasks__completions", filter=due, distinct=True),
    )
    reports = UpwardReport.objects.filter(Q(campaign__parent=row) | Q(campaign=row))
    context: dict[str, Any] = {
        "campaign": row,
        "lower": lower.order_by("jurisdiction__order", "pk"),
        "reports": reports.select_related("campaign", "by", "received_by"),
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/children.html", context)


def report_up(request: Request, pk: int) -> HttpResponse:
    """上报."""
    need(policy.granted(request.user), "report_up")
    row = _campaign(request, pk)
    first = {"text": upward_text(row, localdate())}
    form = ReportUpForm(request.POST or None, initial=first)
    if done(form, rules.report_up, row, by=request.user):
        messages.success(request, "已上报。")
        return redirect("campaigns:children", row.parent_id or pk)
    context = {"campaign": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "campaigns/report_up.html", context)


@require_POST
def receive_report(request: Request, pk: int) -> HttpResponse:
    """签收上报."""
    need(policy.granted(request.user), "receive_report")
    row = get_object_or_404(UpwardReport.objects.select_related("campaign"), pk=pk)
    did(request, "已签收。", rules.receive_report, row, by=request.user)
    return redirect("campaigns:children", row.campaign.parent_id or row.campaign_id)
