"""Paper ballots: the grid of a side, the workbook, the register, adjustments."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.numerals import is_count
from common.pages import done
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import AdjustForm, DecideForm, ImportForm
from evaluations.models import Adjustment, Round, Side
from evaluations.rules.entering import has_typed, other_entry
from evaluations.rules.sealing import side_boxes
from evaluations.scoring.options import ABSTAIN, ROW_VOID
from evaluations.sheets.uploads import enter_upload
from evaluations.words import Source
from roster.http import Request
from roster.models import Unit


def _round_for(request: Request, pk: int, verb: str) -> Round:
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if verb not in policy.granted(request.user):
        raise Http404
    return round_


def enter(request: Request, pk: int, side: int) -> HttpResponse:
    """录入: a grid of units and options; a second entry is compared with the first."""
    round_ = _round_for(request, pk, "enter")
    row = get_object_or_404(round_.sides, pk=side)
    source = Source.SECOND if request.GET.get("entry") == "2" else Source.FIRST
    fault = ""
    if request.method == "POST":
        try:
            count = _take(request, round_, row, source)
        except Refused as refusal:
            fault = str(refusal)
        else:
            messages.success(request, f"已保存{count}个单位的票数。")
            return redirect(request.get_full_path())
    context = {"round": round_, "side": row, "source": source, "fault": fault}
    return render(
        request, "evaluations/enter.html", {**context, **_grid(request, round_, row, source)}
    )


@transaction.atomic
def _take(request: Request, round_: Round, side: Side, source: str) -> int:
    options, items = side_boxes(rules.plan_of(round_), side)
    labels = (*options.labels, ABSTAIN, ROW_VOID)
    saved = 0
    for unit in Unit.objects.filter(cohorts__round=round_):
        counts = {
            item: {
                label: _number(request, unit, f"{unit.pk}-{at}-{place}")
                for place, label in enumerate(labels)
            }
            for at, item in enumerate(items)
        }
        if any(n for boxes in counts.values() for n in boxes.values()):
            rules.enter(round_, unit, side, by=request.user, counts=counts, source=source)
            saved += 1
    return saved


def _number(request: Request, unit: Unit, name: str) -> int:
    written = request.POST.get(name, "").strip()
    if written and not is_count(written):
        raise Refused(f"“{unit}”有一格“{written}”不是票数，请填0、1、2这样的整数。")
    return int(written or 0)


def _grid(request: Request, round_: Round, side: Side, source: str) -> dict[str, Any]:
    options, items = side_boxes(rules.plan_of(round_), side)
    labels = (*options.labels, ABSTAIN, ROW_VOID)
    typed = {(t.unit_id, t.source): t for t in _typed(round_, side)}
    rows = []
    for unit in Unit.objects.filter(cohorts__round=round_).in_official_order():
        mine, theirs = typed.get((unit.pk, source)), typed.get((unit.pk, other_entry(source)))
        own, other = mine.counts if mine else {}, theirs.counts if mine and theirs else None
        cells = [
            (
                f"{unit.pk}-{at}-{place}",
                request.POST.get(f"{unit.pk}-{at}-{place}", own.get(item, {}).get(label, "")),
                _told_otherwise(own, other, item, label),
            )
            for at, item in enumerate(items)
            for place, label in enumerate(labels)
        ]
        total = sum(n for boxes in own.values() for n in boxes.values())
        differs = other is not None and own != other
        rows.append({"unit": unit, "cells": cells, "total": total, "differs": differs})
    return {
        "items": items,
        "labels": labels,
        "rows": rows,
        "span": len(labels),
        "differing": sum(row["differs"] for row in rows),
        "is_own": has_typed(request.user, round_, side, other_entry(source)),
    }


def _typed(round_: Round, side: Side) -> Any:
    return round_.tallies.filter(side=side).exclude(source=Source.CODES)


def _told_otherwise(
    own: dict[str, Any], other: dict[str, Any] | None, item: str, label: str
) -> int | None:
    """What the other entry says in this cell, where it says something else."""
    if other is None:
        return None
    said: int = other.get(item, {}).get(label, 0)
    return None if said == own.get(item, {}).get(label, 0) else said


def form(request: Request, pk: int, side: int) -> HttpResponse:
    """纸质测评票: the form of a side to be printed."""
    round_ = _round_for(request, pk, "enter")
    row = get_object_or_404(round_.sides, pk=side)
    options, items = side_boxes(rules.plan_of(round_), row)
    context = {
        "round": round_,
        "side": row,
        "items": items,
        "options": options.options,
        "units": Unit.objects.filter(cohorts__round=round_).in_official_order(),
    }
    return render(request, "evaluations/form.html", context)


def upload(request: Request, pk: int) -> HttpResponse:
    """导入计票表: a counting workbook, all rows or none."""
    round_ = _round_for(request, pk, "enter")
    form = ImportForm(request.POST or None, request.FILES or None)
    if done(form, enter_upload, round_, by=request.user):
        messages.success(request, "计票表已导入，请核对各评议方的票数。")
        return redirect(round_)
    return render(request, "evaluations/upload.html", {"round": round_, "form": form})


def adjust(request: Request, pk: int) -> HttpResponse:
    """录入加减分."""
    round_ = _round_for(request, pk, "adjust")
    form = AdjustForm(request.POST or None, round_=round_)
    if form.is_bound and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            rules.adjust(round_, fields.pop("unit"), by=request.user, **fields)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已录入，请另一人审批。")
            return redirect(round_)
    return render(request, "evaluations/adjust.html", {"round": round_, "form": form})


def approve_adjustment(request: Request, pk: int) -> HttpResponse:
    """审批加减分."""
    row = get_object_or_404(Adjustment.objects.select_related("round", "unit"), pk=pk)
    _round_for(request, row.round_id, "approve_adjustment")
    form = DecideForm(request.POST or None)
    if done(form, rules.approve_adjustment, row, by=request.user):
        messages.success(request, "已审批。")
        return redirect(row.round)
    back = row.round.get_absolute_url()
    context = {"row": row, "round": row.round, "form": form, "back": back}
    return render(request, "evaluations/decide.html", context)
