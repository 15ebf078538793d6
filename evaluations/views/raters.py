"""评议关系: who rates whom, as a table, one by one, or from a workbook."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.pages import did, download, page
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import RaterFilter, RaterForm, RaterUploadForm
from evaluations.models import Round
from evaluations.rules.raters import Named, standing_of
from evaluations.sheets.raters import enter_raters, read_raters
from evaluations.sheets.raters import export as relation_book
from evaluations.sheets.raters import template as empty_book
from roster.http import Request


def round_for(request: Request, pk: int, verb: str = "name_raters") -> Round:
    """The round, for those who prepare rounds; 404 for everybody else."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if verb not in policy.granted(request.user):
        raise Http404
    return round_


def index(request: Request, pk: int) -> HttpResponse:
    """评议关系表: how each side stands, then one line a rater."""
    round_ = round_for(request, pk)
    filters = RaterFilter(request.GET, round_=round_)
    rows = _narrowed(round_, filters)
    context = {
        "round": round_,
        "filters": filters,
        "page": page(rows, ["side__order"], request.GET.get("after", "")),
        "standings": standing_of(round_),
        "draws": {draw.side_id: draw for draw in round_.draws.exclude(status="void")},
        "can": policy.possible(request.user, round_),
    }
    return render(request, "evaluations/raters.html", context)


def _narrowed(round_: Round, filters: RaterFilter) -> Any:
    rows = round_.raters.select_related("side", "unit").prefetch_related("units")
    if word := filters.chosen("q"):
        rows = rows.filter(Q(name__icontains=word) | Q(group__icontains=word))
    for name in ("side", "state"):
        if value := filters.chosen(name):
            rows = rows.filter(**{name: value})
    if unit := filters.chosen("rated"):
        rows = rows.filter(units=unit)
    return rows


def export(request: Request, pk: int) -> HttpResponse:
    """The whole relation table as a workbook."""
    round_ = round_for(request, pk)
    return download(relation_book(round_), f"{round_}评议关系表.xlsx")


def template(request: Request, pk: int) -> HttpResponse:
    """The workbook to fill in."""
    return download(empty_book(round_for(request, pk)), "评议人名单模板.xlsx")


def name_rater(request: Request, pk: int) -> HttpResponse:
    """登记评议人: one person."""
    round_ = round_for(request, pk)
    form = RaterForm(request.POST or None, initial=request.GET.dict(), round_=round_)
    if form.is_bound and form.is_valid():
        try:
            rules.name_raters(round_, [Named(**form.cleaned_data)], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记“{form.cleaned_data['name']}”。")
            return redirect("evaluations:raters", pk)
    return render(request, "evaluations/rater.html", {"round": round_, "form": form})


@never_cache
def upload(request: Request, pk: int) -> HttpResponse:
    """导入评议人: read the workbook and show what would happen; nothing is stored yet."""
    round_ = round_for(request, pk)
    form = RaterUploadForm(request.POST or None, request.FILES or None, round_=round_)
    context: dict[str, Any] = {"round": round_, "form": form}
    if form.is_bound and form.is_valid():
        try:
            reading = read_raters(round_, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            context |= {"reading": reading, "token": reading.token(round_)}
            return render(request, "evaluations/raters_preview.html", context)
    return render(request, "evaluations/raters_upload.html", context)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """确认导入: the previewed rows, all or none."""
    round_ = round_for(request, pk)
    token, replaces = request.POST.get("token", ""), bool(request.POST.get("replaces"))
    did(request, "评议人已导入。", enter_raters, round_, token, by=request.user, replaces=replaces)
    return redirect("evaluations:raters", pk)


@require_POST
def lay(request: Request, pk: int, side: int) -> HttpResponse:
    """按规则生成: superiors by what they oversee, peers by cohort."""
    round_ = round_for(request, pk)
    row = get_object_or_404(round_.sides, pk=side)
    did(request, f"已生成“{row}”的评议关系。", rules.lay_raters, round_, row, by=request.user)
    return redirect(f"{reverse('evaluations:raters', args=[pk])}?side={side}")


@require_POST
def drop(request: Request, pk: int, rater: int) -> HttpResponse:
    """删除评议人."""
    row = get_object_or_404(round_for(request, pk).raters.select_related("round", "side"), pk=rater)
    did(request, f"已删除“{row}”。", rules.drop_rater, row, by=request.user)
    return redirect("evaluations:raters", pk)
