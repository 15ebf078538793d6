"""Figures of every counted round: units and classes with a result, ballots out, back and valid."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from evaluations.models import Cohort, Round, Standing
from reports.figures.behind import Asked, Behind, Listed, Register, Rows
from reports.figures.facts import Facts
from reports.figures.figure import Figure

PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("units", "参评单位", "有评议结果的单位数", "个"),
    ("cohorts", "排名类数", "公布排名的分类数", "类"),
    ("issued", "发出票数", "各场发出的测评票", "张"),
    ("returned", "收回票数", "各场收回的测评票", "张"),
    ("valid", "有效票数", "各场收回票减去废票", "张"),
)
STANDINGS = Register(
    "standings",
    "评议结果",
    Standing,
    "round__campaign",
    day="round__tallied_at",
    shown=Q(round__status__in=Round.SHOWN, cohort__is_published=True),
    text=lambda row: f"{row.cohort.name}　名次{row.rank or '—'}　得分{row.score_shown or '—'}",
    state=lambda row: row.tier,
    reads=("round", "cohort"),
)
COHORTS = Register(
    "cohorts",
    "评议分类",
    Cohort,
    "round__campaign",
    unit="",
    shown=Q(round__status__in=Round.SHOWN),
    text=lambda row: row.name,
)


def round_code(round_: Round, part: str) -> str:
    """The name of a round's figure for programs."""
    return f"round_{round_.pk}_{part}"


def round_figures(facts: Facts) -> list[Figure]:
    """Five figures to every counted round of the campaign, the newest first."""
    known = Round.SHOWN if facts.is_told_to_units else Round.COUNTED
    rounds = Round.objects.filter(campaign=facts.campaign, status__in=known)
    newest = facts.dated(rounds, "tallied_at").order_by("-tallied_at", "-pk")
    return [_figure(facts, row, *said) for row in newest for said in PARTS]


def _figure(facts: Facts, row: Round, part: str, label: str, said: str, unit: str) -> Figure:
    code = round_code(row, part)
    count = partial(_count, row, part)
    behind = _behind(row, part)
    return Figure(code, f"{row}{label}", f"{row}：{said}", unit, count, behind=behind)


def _count(row: Round, part: str, facts: Facts) -> int:
    if part in {"units", "cohorts"}:
        return int(facts.once(f"round_{row.pk}", partial(_placed, row, facts))[part])
    return sum(int(line.get(part) or 0) for line in row.sessions)


def _placed(row: Round, facts: Facts) -> dict[str, int]:
    rows = STANDINGS.rows(facts).filter(round=row).order_by()
    published = Q(cohort__is_published=True)
    return rows.aggregate(
        units=Count("pk"), cohorts=Count("cohort", filter=published, distinct=True)
    )


def _behind(row: Round, part: str) -> Behind | Asked | Listed:
    def ranked(facts: Facts) -> Rows:
        standing = Standing.objects.filter(cohort=OuterRef("pk"))
        return COHORTS.rows(facts).filter(Exists(standing), round=row, is_published=True)

    if part == "units":
        return Behind(STANDINGS, Q(round=row.pk))
    if part == "cohorts":
        return Asked(COHORTS, ranked)
    return Listed(partial(_lines, row, part), f"evaluations.Round={row.pk} {part}", adds=True)


def session_name(line: Mapping[str, Any], place: int) -> str:
    """What a line of the register of ballots is called."""
    names = (line.get("side_name"), line.get("scope"))
    return "　".join(str(name) for name in names if name) or f"第{place}场"


def _lines(row: Round, part: str, _: Facts) -> list[tuple[Any, ...]]:
    """The sessions with how many ballots each adds."""
    return [
        ("", "", session_name(line, place), f"{int(line.get(part) or 0)}张")
        for place, line in enumerate(row.sessions, 1)
    ]
