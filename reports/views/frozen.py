"""A frozen figure: the question, the rows and the digest that were held with it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from reports.drafts import address, prints
from reports.drafts.said import way_of
from reports.figures import Facts, Figure, digest_of, named_figure
from reports.figures.behind import Listed
from reports.figures.lines import HEAD, Line, head_of, line_of
from reports.models import Circular, Frozen
from reports.views.scope import may_see, reach_of
from reports.views.shares import Share
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work

MOST = 500


def frozen(request: Request, pk: int, code: str) -> HttpResponse:
    """What the number stood on when the leader agreed, and what has become of those rows."""
    papers = Circular.objects.visible_to(request.user).select_related("campaign")
    paper = get_object_or_404(papers, pk=pk)
    row = get_object_or_404(paper.figures, code=code, row_count__isnull=False)
    figure = named_figure(Facts(paper.campaign, paper.as_of), code)
    if request.user.is_officer or not may_see(code, request):
        raise Http404
    unit = _unit(request, row)
    keys = _keys(row, unit)
    lines = _lines(figure, keys, request.user, Facts(paper.campaign, paper.as_of))
    context = {
        "circular": paper,
        "row": row,
        "unit": unit,
        "count": len(keys) if unit else row.row_count,
        "is_whole": len(row.rows) == row.row_count,
        "is_sound": _is_sound(row),
        "share": _share(paper, row, figure, request.GET.get("of", ""), unit),
        "head": head_of(figure) if figure else HEAD,
        "lines": lines,
        "hidden": min(len(keys), MOST) - len(lines),
        "most": MOST,
        "now": address(paper, way_of(code, unit.pk if unit else None), is_frozen=False),
    }
    return render(request, "reports/frozen.html", context)


def _unit(request: Request, row: Frozen) -> Unit | None:
    """The one unit that the address asks for; another's number only as far as the paper says it."""
    asked = request.GET.get("unit", "")
    unit = get_object_or_404(Unit, pk=asked) if asked.isdecimal() else None
    reach = reach_of(request.user)
    if unit is None or reach is None or unit.pk in reach:
        return unit
    codes = {row.code, request.GET.get("of") or row.code}
    if not all(prints(row.circular, code, unit.pk) for code in codes):
        raise Http404
    return unit


def _keys(row: Frozen, unit: Unit | None) -> list[Any]:
    """The rows that were held, of one unit as they belonged then."""
    if unit is None or not row.row_units:
        return list(row.rows)
    pairs = zip(row.rows, row.row_units, strict=True)
    return [key for key, owner in pairs if owner == unit.pk]


def _share(
    paper: Circular, row: Frozen, figure: Figure | None, of: str, unit: Unit | None
) -> Share | None:
    """Part and whole of a rate, each with the rows that were held with it."""
    codes = (row.code, of) if of else figure.share if figure else None
    if not codes:
        return None
    found = {one.code: one for one in paper.figures.filter(code__in=codes)}
    if set(codes) - found.keys():
        return None
    part, whole = (found[code] for code in codes)
    counts = _count(part, unit), _count(whole, unit)
    ways = [address(paper, way_of(code, unit.pk if unit else None)) for code in codes]
    return Share(
        (found[codes[0]].label, found[codes[1]].label), (counts[0], counts[1]), tuple(ways)
    )


def _count(row: Frozen, unit: Unit | None) -> int:
    return len(_keys(row, unit)) if unit else row.row_count or 0


def _is_sound(row: Frozen) -> bool:
    """Tell whether digest and rows still fit; a list that was cut cannot be told."""
    told = ["|".join(one) if isinstance(one, list) else one for one in row.rows]
    return len(row.rows) != row.row_count or digest_of(row.query, told) == row.digest


def _lines(figure: Figure | None, keys: list[Any], user: User, facts: Facts) -> list[Line]:
    """The rows that were held, as they read today; lines that are no rows as they were.

    A unit reads its own, and of those what units may know.
    """
    reach = reach_of(user)
    if figure is None or figure.behind is None or isinstance(figure.behind, Listed):
        own = None if reach is None else set(user.units_as(Work.CLERK, Work.HEAD))
        return _told([line for line in keys[:MOST] if isinstance(line, list)], own)
    register = figure.behind.register
    if reach is None:
        rows = register.model._default_manager.all()
    else:
        rows = register.rows(replace(facts, unit_ids=reach, is_told_to_units=True))
    rows = rows.filter(pk__in=keys[:MOST])
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return [line_of(figure.behind, one) for one in rows.order_by("pk")]


def _told(lines: list[list[Any]], own: Collection[Unit] | None) -> list[Line]:
    """Lines of (day, unit, what, state): all of them, or those of one's own units."""
    names = None if own is None else {unit.short for unit in own}
    kept = [line for line in lines if names is None or line[1] in names]
    return [(str(a), str(b), str(c), str(d), "") for a, b, c, d in kept]
