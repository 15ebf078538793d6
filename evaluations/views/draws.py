"""抽取评议人: announce the pool, draw with a public seed, print the certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.lots import lot
from common.pages import done
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import AnnounceForm, DrawForm, ReasonForm
from evaluations.models import Draw
from evaluations.rules.drawing import result_of, strata_sizes
from evaluations.views.raters import round_for
from roster.http import Request


def announce(request: Request, pk: int, side: int) -> HttpResponse:
    """公布备选名单: quotas by stratum; the seed comes only afterwards."""
    round_ = round_for(request, pk, "draw_raters")
    row = get_object_or_404(round_.sides, pk=side)
    asked = request.GET.get("by", "")
    strata = asked if asked in Draw.By.values else Draw.By.GROUP
    sizes = strata_sizes(round_, row, strata)
    form = AnnounceForm(request.POST or None, strata=sizes)
    if form.is_bound and form.is_valid():
        try:
            draw = rules.announce_draw(
                round_, row, strata=strata, by=request.user, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "备选名单已公布，请打印张贴，再当众产生种子。")
            return redirect(draw)
    context = {"round": round_, "side": row, "form": form, "strata": strata, "ways": Draw.By}
    return render(request, "evaluations/announce.html", {**context, "sizes": sizes})


def show(request: Request, pk: int, draw: int) -> HttpResponse:
    """抽取公证单: the announced pool, the seed, and every name with its lot."""
    round_ = round_for(request, pk, "draw_raters")
    row = get_object_or_404(round_.draws.select_related("round", "side"), pk=draw)
    form = DrawForm(request.POST or None)
    if done(form, rules.draw_raters, row, by=request.user):
        messages.success(request, "已抽取。")
        return redirect(row)
    context = {
        "round": round_,
        "draw": row,
        "form": form,
        "can": policy.possible(request.user, round_),
        "strata": _strata(row),
    }
    return render(request, "evaluations/draw.html", context)


def _strata(draw: Draw) -> list[dict[str, Any]]:
    """Each stratum with its quota and its people; after the draw by their lots."""
    is_drawn = bool(draw.seed)
    taken = result_of(draw) if is_drawn else {}
    found = []
    for name in dict.fromkeys(row["stratum"] for row in draw.pool):
        people: list[dict[str, Any]] = [
            {
                **row,
                "lot": lot(draw.seed, row["number"]) if is_drawn else "",
                "is_taken": row["number"] in taken.get(name, []),
            }
            for row in draw.pool
            if row["stratum"] == name
        ]
        people.sort(key=lambda row: (row["lot"], row["number"]))
        found.append({"name": name, "quota": draw.quotas.get(name, 0), "people": people})
    return found


def void(request: Request, pk: int, draw: int) -> HttpResponse:
    """作废抽取: with a reason."""
    round_ = round_for(request, pk, "draw_raters")
    row = get_object_or_404(round_.draws.select_related("round", "side"), pk=draw)
    form = ReasonForm(request.POST or None)
    if done(form, rules.void_draw, row, by=request.user):
        messages.success(request, "这次抽取已作废，名单恢复为备选。")
        return redirect("evaluations:raters", pk)
    context = {"round": round_, "draw": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "evaluations/void_draw.html", context)
