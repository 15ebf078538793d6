"""Kinds of the register, which the office edits; who led what."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from activities import policy, rules
from activities.forms import KindForm, leaders_of
from activities.models import ActivityKind
from campaigns.http import RegisterFilter, newest_campaign
from common.books import book
from common.pages import done, download, need
from roster.http import Request
from roster.models import Unit

LEADER_HEADINGS = ("单位", "姓名", "职务", "到场次数", "最近一次")


def kinds(request: Request) -> HttpResponse:
    """All kinds with what they ask and how often they were used."""
    need(policy.granted(request.user), "keep_kind")
    rows = ActivityKind.objects.annotate(n=Count("activities")).order_by("order", "pk")
    return render(request, "activities/kinds.html", {"rows": rows})


def keep_kind(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a kind or change one."""
    need(policy.granted(request.user), "keep_kind")
    kind = get_object_or_404(ActivityKind, pk=pk) if pk else None
    start = (
        {
            "name": kind.name,
            "group": kind.group,
            "fields_text": rules.written(kind.fields),
            "is_enabled": kind.is_enabled,
        }
        if kind
        else None
    )
    form = KindForm(request.POST or None, initial=start)
    if done(form, rules.keep_kind, kind, by=request.user):
        messages.success(request, "已保存。")
        return redirect("activities:kinds")
    context = {"form": form, "kind": kind, "back": reverse("activities:kinds")}
    return render(request, "activities/keep_kind.html", context)


def _led(request: Request) -> tuple[RegisterFilter, QuerySet[Any]]:
    """The filter, and heads and members of teams with how often they took part."""
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = RegisterFilter(request.GET, units=units.in_official_order())
    led = Q(led_activities__campaign=campaign)
    rows = leaders_of([form.chosen("unit")] if form.chosen("unit") else units)
    if word := form.chosen("q"):
        rows = rows.filter(name__icontains=word)
    counted = rows.select_related("unit").annotate(
        n=Count("led_activities", filter=led), last_on=Max("led_activities__held_on", filter=led)
    )
    return form, counted


def leaders(request: Request) -> HttpResponse:
    """Where leaders took part, in the order of posts; counts without a rank."""
    form, rows = _led(request)
    context = {"rows": rows, "filters": form, "can": policy.granted(request.user)}
    return render(request, "activities/leaders.html", context)


def export_leaders(request: Request) -> HttpResponse:
    """The same as a workbook."""
    _, rows = _led(request)
    lines = ((row.unit.name, row.name, row.title, row.n, row.last_on) for row in rows)
    return download(book("领导带头参加情况", LEADER_HEADINGS, lines), "领导带头参加情况.xlsx")
