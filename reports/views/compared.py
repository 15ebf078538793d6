"""Where a difference comes from: this paper's numbers and places beside those of the last one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from evaluations.models import Round, Standing
from reports.drafts import address, named, tables_of, words_of
from reports.drafts.annexes import unit_table
from reports.drafts.cases import cases_of
from reports.drafts.moves import moves, rates_held, rates_in
from reports.drafts.phrases import COMPARED, change
from reports.drafts.ranks import round_before
from reports.figures import BY_CODE, Facts
from reports.models import Circular
from roster.http import Request

PLACES = ("类别", "单位", "上期整改率", "上期名次", "本期整改率", "本期名次", "升降")
RANKS = ("类别", "单位", "上次名次", "本次名次", "升降")
CASES_TITLE, CASES = "典型问题清单", ("编号", "单位", "存在问题")
NAMES, TEXTS = frozenset({"", "类别", "单位", "编号"}), frozenset({"存在问题"})


def compared(request: Request, pk: int, code: str) -> HttpResponse:
    """Both sides of a difference that a paper tells, each with the way to its rows."""
    papers = Circular.objects.visible_to(request.user).select_related(
        "campaign", "previous", "round"
    )
    row = get_object_or_404(papers, pk=pk)
    if request.user.is_officer or not (request.user.sees_all_units or _prints(row, code)):
        raise Http404
    if not row.is_frozen:
        row.as_of = localdate()
    title, head, lines, said = _told(row, code)
    styles = [_style(name) for name in head]
    context = {
        "circular": row,
        "title": title,
        "head": list(zip(head, styles, strict=True)),
        "lines": [list(zip(line, styles, strict=True)) for line in lines],
        "said": said,
    }
    return render(request, "reports/compared.html", context)


def _prints(row: Circular, code: str) -> bool:
    """Tell whether the paper itself says this to every reader; a unit reads no more than that."""
    if code == "places":
        return bool(row.earlier and rates_in(row.annexes) and rates_in(row.earlier.annexes))
    if code == "cases":
        return any(table["title"] == CASES_TITLE for table in row.annexes)
    told = named(part["text"] for part in row.sections)
    words = [one for one in words_of(row) if one.label in told]
    return any(piece.way == f"~{code}" for one in words for piece in one.pieces)


def _told(row: Circular, code: str) -> tuple[str, tuple[str, ...], list[list[Any]], str]:
    """Title, headings, lines of (text, address) and the sentence of what is set side by side."""
    if code == "places" and row.earlier:
        return "整改率位次", PLACES, _places(row, row.earlier), "名次只在同一类单位内比较。"
    if code == "ranks" and row.round and (before := round_before(row.round)):
        return "评议位次", RANKS, _ranks(row.round, before), f"上次：{before}。本次：{row.round}。"
    if code == "cases":
        return "典型问题", CASES, _cases(row), ""
    if code in COMPARED and row.earlier:
        return _difference(row, row.earlier, code)
    raise Http404


def _difference(
    row: Circular, earlier: Circular, code: str
) -> tuple[str, tuple[str, ...], list[list[Any]], str]:
    now = next((one.text for one in words_of(row) if one.code == code), "")
    then = get_object_or_404(earlier.figures, code=code)
    held = address(earlier, code) if then.row_count is not None else ""
    lines = [
        [(f"上期（{earlier.called}）", earlier.get_absolute_url()), (then.text, held)],
        [("本期", row.get_absolute_url()), (now, address(row, code))],
    ]
    figure = BY_CODE[code]
    return f"{figure.label}与上期比", ("", "数"), lines, f"{change(figure, now, then.text)}。"


def _places(row: Circular, earlier: Circular) -> list[list[Any]]:
    facts = Facts(row.campaign, row.as_of)
    now = rates_held(facts, row) if row.is_frozen else rates_in([unit_table(facts)])
    found = moves(facts, rates_held(facts, earlier), now)
    return [
        _plain(
            one.cohort,
            one.name,
            f"{one.before:.1f}%",
            one.place_before,
            f"{one.now:.1f}%",
            one.place_now,
            _step(one.step),
        )
        for one in found
    ]


def _ranks(round_: Round, before: Round) -> list[list[Any]]:
    rows = Standing.objects.filter(round=round_, cohort__is_published=True).exclude(rank=None)
    then = Standing.objects.filter(round=before, cohort__is_published=True).exclude(rank=None)
    old = {
        (code, unit): rank for code, unit, rank in then.values_list("cohort__code", "unit", "rank")
    }
    lines = []
    for one in rows.select_related("unit", "cohort").in_order():
        place = old.get((one.cohort.code, one.unit_id))
        if place is not None and one.rank is not None:
            told = _step(place - one.rank)
            lines.append(_plain(one.cohort.name, one.unit.short, place, one.rank, told))
    return lines


def _cases(row: Circular) -> list[list[Any]]:
    """The cases of the paper: as annexed once it is frozen, today's before."""
    tables = [table for table in tables_of(row) if table["title"] == CASES_TITLE]
    if tables:
        return [
            [(text, way) for text, way in zip(line[:3], ways[:3], strict=True)]
            for line, ways in zip(tables[0]["rows"], tables[0]["ways"], strict=True)
        ]
    return [
        _plain(one.number, one.unit.short, one.text)
        for one in cases_of(Facts(row.campaign, row.as_of))
    ]


def _style(name: str) -> str:
    """How a column stands: names in one line, texts wide, all others are numbers."""
    return "nowrap" if name in NAMES else "wide-text" if name in TEXTS else "num"


def _plain(*texts: object) -> list[Any]:
    return [(f"{text}", "") for text in texts]


def _step(step: int) -> str:
    return f"升{step}" if step > 0 else f"降{-step}" if step else "持平"
