"""A frozen figure: the question, the rows and the digest that were held with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from reports.figures import Facts, Figure, digest_of, named_figure
from reports.figures.behind import Listed
from reports.figures.lines import HEAD, line_of
from reports.models import Circular, Frozen
from roster.http import Request
from roster.models import User

MOST = 500


def frozen(request: Request, pk: int, code: str) -> HttpResponse:
    """What the number stood on when the leader agreed, and what has become of those rows."""
    papers = Circular.objects.visible_to(request.user).select_related("campaign")
    paper = get_object_or_404(papers, pk=pk)
    row = get_object_or_404(paper.figures, code=code, row_count__isnull=False)
    figure = named_figure(Facts(paper.campaign, paper.as_of), code)
    if request.user.is_officer:
        raise Http404
    context = {
        "circular": paper,
        "row": row,
        "is_whole": len(row.rows) == row.row_count,
        "is_sound": _is_sound(row),
        "head": HEAD,
        "lines": _lines(figure, row, request.user),
        "most": MOST,
    }
    return render(request, "reports/frozen.html", context)


def _is_sound(row: Frozen) -> bool:
    """Tell whether digest and rows still fit; a list that was cut cannot be told."""
    told = ["|".join(one) if isinstance(one, list) else one for one in row.rows]
    return len(row.rows) != row.row_count or digest_of(row.query, told) == row.digest


def _lines(figure: Figure | None, row: Frozen, user: User) -> list[tuple[Any, ...]]:
    """The rows that were held, as they read today; lines that are no rows as they were."""
    if figure is None or figure.behind is None or isinstance(figure.behind, Listed):
        return [(*line[:4], "") for line in row.rows[:MOST] if isinstance(line, list)]
    register = figure.behind.register
    rows = register.model._default_manager.filter(pk__in=row.rows[:MOST])
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return [line_of(register, one) for one in rows.order_by("pk")]
