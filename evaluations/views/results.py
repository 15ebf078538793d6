"""Results: standings by cohort, one standing explained, appeal and answer, the workbook."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from common.pages import done
from evaluations import policy, rules
from evaluations.forms import AnswerForm, AppealForm
from evaluations.models import Round, Signature, Standing
from evaluations.papers import (
    feedback_paper,
    ranking_workbook,
    record_paper,
    summary_workbook,
)
from evaluations.papers.numbers import four
from evaluations.scoring.bands import shelves
from evaluations.scoring.showing import hidden, steps_shown
from roster.http import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _rows(request: Request, round_: Round) -> Any:
    rows = Standing.objects.visible_to(request.user).filter(round=round_)
    return rows.select_related("unit", "cohort", "round").in_order()


def standings(request: Request, pk: int) -> HttpResponse:
    """名次: score, satisfaction rate and ballots side by side, inside cohorts."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if not round_.is_counted:
        raise Http404
    rows = list(_rows(request, round_).defer("detail"))
    cohorts = [(cohort, list(group)) for cohort, group in groupby(rows, lambda r: r.cohort)]
    context = {
        "round": round_,
        "cohorts": [(cohort, _shelved(held)) for cohort, held in cohorts],
        "can": policy.possible(request.user, round_),
        "own": {unit.pk for unit in request.user.units_as("head", "clerk")},
    }
    return render(request, "evaluations/standings.html", context)


def _shelved(rows: list[Standing]) -> list[tuple[Standing, int | None, bool]]:
    """Each row with its shelf, and whether a new shelf begins with it."""
    found = shelves([(row.rank, row.rank_low) for row in rows])
    before = [None, *found]
    return [
        (row, shelf, shelf != last and last is not None)
        for row, shelf, last in zip(rows, found, before, strict=False)
    ]


def explain(request: Request, pk: int, unit: int) -> HttpResponse:
    """计分过程: one standing, step by step down to the ticks."""
    row = _own_standing(request, pk, unit)
    names = {side.code: side.name for side in row.round.sides.all()}
    gone = hidden(row.detail.get("sides", {}), row.round.show_min)
    sides = [
        {
            **side,
            "name": names.get(code, code),
            "hidden": gone.get(code, ""),
            "score_shown": four(side["score"], "—"),
            "weighted_shown": four(side["weighted"], "不计入"),
        }
        for code, side in row.detail.get("sides", {}).items()
    ]
    context = {
        "row": row,
        "round": row.round,
        "sides": sides,
        "steps": steps_shown(row.detail, names, row.round.show_min),
        "some_hidden": bool(gone),
        "remarks": rules.remarks_of(row.round, row.unit),
        "can": policy.possible(request.user, row.round, row.unit),
    }
    return render(request, "evaluations/explain.html", context)


def _standing(request: Request, pk: int, unit: int) -> Standing:
    rows = Standing.objects.visible_to(request.user).select_related("unit", "cohort", "round")
    row: Standing = get_object_or_404(rows, round__pk=pk, unit__pk=unit)
    return row


def _own_standing(request: Request, pk: int, unit: int) -> Standing:
    """For the head and the clerk of the unit, and for those who work across units."""
    row = _standing(request, pk, unit)
    if not (request.user.sees_all_units or request.user.works_for(row.unit_id, "head", "clerk")):
        raise Http404
    return row


def appeal(request: Request, pk: int, unit: int) -> HttpResponse:
    """申请复核: by the head of the unit."""
    row = _standing(request, pk, unit)
    if "appeal" not in policy.granted(request.user, row.unit):
        raise Http404
    form = AppealForm(request.POST or None)
    if done(form, rules.appeal, row, by=request.user, today=localdate()):
        messages.success(request, "复核申请已提交，请等待答复。")
        return redirect(row)
    context = {"row": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "evaluations/appeal.html", context)


def answer(request: Request, pk: int, unit: int) -> HttpResponse:
    """答复复核: by the office."""
    row = _standing(request, pk, unit)
    if "answer" not in policy.granted(request.user):
        raise Http404
    form = AnswerForm(request.POST or None)
    if done(form, rules.answer, row, by=request.user):
        messages.success(request, "已答复，并已通知申请人。")
        return redirect(row)
    context = {"row": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "evaluations/answer.html", context)


def export(request: Request, pk: int) -> HttpResponse:
    """导出名次表."""
    round_ = _counted(request, pk)
    return _file(ranking_workbook(round_, list(_rows(request, round_))), f"{round_}名次表.xlsx")


def summary(request: Request, pk: int) -> HttpResponse:
    """导出民主测评汇总表: votes by side, for those who work across units."""
    round_ = _counted(request, pk)
    if not request.user.sees_all_units:
        raise Http404
    rows = list(_rows(request, round_))
    content = summary_workbook(round_, rows, rules.report_of(round_))
    return _file(content, f"{round_}测评汇总表.xlsx")


def record(request: Request, pk: int) -> HttpResponse:
    """计票记录: for those who watch and those who run the round."""
    round_ = _counted(request, pk)
    if not request.user.sees_all_units:
        raise Http404
    signed = list(Signature.objects.under(round_))
    rows = rules.accounts(round_)
    content = record_paper(round_, rows, signed, rules.supervisors_needed(round_))
    return _file(content, f"{round_}计票记录.docx", DOCX)


def feedback(request: Request, pk: int, unit: int) -> HttpResponse:
    """反馈单: to the unit itself once it is published, and to those who send it."""
    row = _own_standing(request, pk, unit)
    names = {side.code: side.name for side in row.round.sides.all()}
    size = Standing.objects.filter(cohort=row.cohort, rank__isnull=False).count()
    said = rules.remarks_of(row.round, row.unit)
    content = feedback_paper(row, names, said, size, localdate())
    return _file(content, f"{row.unit.short}{row.round}反馈单.docx", DOCX)


def odd(request: Request, pk: int) -> HttpResponse:
    """异常票分析: flagged, never removed."""
    round_ = _counted(request, pk)
    if not request.user.sees_all_units:
        raise Http404
    rows = rules.oddities(round_)
    context = {
        "round": round_,
        "rows": rows,
        "accounts": rules.accounts(round_),
        "days": rules.crowded_days(round_),
        "compared": rules.compared(round_, rows),
    }
    return render(request, "evaluations/oddities.html", context)


def _counted(request: Request, pk: int) -> Round:
    round_: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if not round_.is_counted:
        raise Http404
    return round_


def _file(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    answer_ = HttpResponse(content, content_type=kind)
    answer_["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer_
