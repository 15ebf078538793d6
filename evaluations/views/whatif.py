"""试换权重: places under other weights, computed anew each time and stored nowhere."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from evaluations import rules
from evaluations.models import Cohort, Round, Standing
from evaluations.scoring.exact import text
from evaluations.scoring.whatif import Scored, retold, scored
from roster.http import Request
from roster.models import Unit

MOST = 100


def whatif(request: Request, pk: int) -> HttpResponse:
    """Other weights and what they would change; only for those who work across units."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    scheme = rules.plan_of(round_).schemes[-1]
    if not (round_.is_counted and request.user.sees_all_units) or scheme.is_rank_step:
        raise Http404
    weights = {side.code: _weight(request, side.code, side.weight) for side in scheme.sides}
    rows = Standing.objects.filter(round=round_, rank__isnull=False)
    rows = rows.select_related("unit", "cohort", "round").in_order()
    cohorts = [
        _retold(cohort, list(group), weights)
        for cohort, group in groupby(rows, lambda row: row.cohort)
    ]
    sides = [
        {"code": side.code, "name": side.name, "weight": int(weights[side.code])}
        for side in scheme.sides
    ]
    context = {"round": round_, "sides": sides, "cohorts": cohorts}
    return render(request, "evaluations/whatif.html", context)


def reference(request: Request, pk: int) -> HttpResponse:
    """尺度参考: what equally strict raters would have given; beside the result, never in it."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if not (round_.is_counted and request.user.sees_all_units):
        raise Http404
    names = dict(Unit.objects.filter(cohorts__round=round_).values_list("code", "name"))
    sides = [
        (side, [(names.get(code, code), row) for code, row in rows.items()])
        for side, rows in rules.references(round_)
    ]
    return render(request, "evaluations/reference.html", {"round": round_, "sides": sides})


def _weight(request: Request, code: str, usual: Fraction) -> Fraction:
    written = request.GET.get(f"w-{code}", "")
    if written.isdecimal() and int(written) <= MOST:
        return Fraction(int(written))
    return usual


def _retold(
    cohort: Cohort, rows: list[Standing], weights: Mapping[str, Fraction]
) -> dict[str, Any]:
    known: list[Scored] = [scored(row.detail, row.round.show_min) for row in rows]
    told = {row.code: row for row in retold(known, weights)}
    lines: list[dict[str, Any]] = [
        {
            "row": row,
            "fixed": next(one.fixed is not None for one in known if one.code == row.unit.code),
            "score": "—" if (found := told[row.unit.code]).score is None else text(found.score, 2),
            "now": found,
            "up": (row.rank or 0) - (found.rank or 0),
            "down": (found.rank or 0) - (row.rank or 0),
            "without": list(found.without.values()),
        }
        for row in rows
    ]
    lines.sort(key=lambda line: line["now"].rank or len(lines) + 1)
    return {"cohort": cohort, "lines": lines}
