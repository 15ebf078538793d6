"""What a circular about cases and one about inspections tell: rows as numbered paragraphs."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import QuerySet

from common.labels import Label
from common.papers import ORDINALS, written_date
from issues.models import Issue
from issues.models.issue import IssueQuerySet
from issues.models.labels import within
from reports.drafts.said import Piece, Pieces, Said, strung
from reports.figures import Facts
from supervision.models import Card, Finding

MOST_CASES, MOST_FINDINGS = 5, 10
LONGEST = 120


def case_phrases(facts: Facts) -> list[Said]:
    """Typical issues, findings of inspections and cards as things to say."""
    cases, found, cards = cases_of(facts), _findings(facts), _cards(facts)
    count = f"{len(cases)}"
    return [
        Said("c_count", "典型问题数", "通报的典型问题件数", count, "起", (Piece(count, "~cases"),)),
        Said.phrase(
            "c_cases",
            "典型问题",
            "反弹重启和逾期最久的问题",
            _numbered((_case(row), row.get_absolute_url()) for row in cases),
        ),
        Said.phrase(
            "c_findings",
            "督查发现",
            "已反馈督查的发现问题",
            _numbered((_finding(row), row.inspection.get_absolute_url()) for row in found)
            or ["本期没有已反馈的督查发现"],
        ),
        Said.phrase("c_cards", "亮牌情况", "已签发、未解除的亮牌", _shown(cards)),
    ]


def _numbered(told: Iterable[tuple[str, str]]) -> list[Piece | str]:
    """A paragraph to each, numbered, with the way to its row."""
    lines = zip(ORDINALS, told, strict=False)
    groups = [(Piece(f"（{ordinal}）{text}", way),) for ordinal, (text, way) in lines]
    return list(strung(groups, "\n"))


def cases_of(facts: Facts) -> list[Issue]:
    """Issues that came back after closing, then those longest overdue; units, never persons."""
    found: list[Issue] = facts.once("cases", partial(_asked_cases, facts))
    return found


def _asked_cases(facts: Facts) -> list[Issue]:
    late = Issue.objects.of(facts.campaign).overdue(facts.today)
    late = late.exclude(status=Issue.Status.REOPENED)
    again = Issue.objects.of(facts.campaign).filter(status=Issue.Status.REOPENED)
    return [*_oldest(facts, again), *_oldest(facts, late)][:MOST_CASES]


def _oldest(facts: Facts, rows: IssueQuerySet) -> list[Issue]:
    told = facts.of_units(rows).filter(within(Label.SENSITIVE))
    found = told.select_related("unit").order_by("due_on", "pk")
    return list(found[:MOST_CASES])


def _case(issue: Issue) -> str:
    example = f"{_plain(issue.example)}。" if issue.example else ""
    return f"{issue.unit.name}：{_plain(issue.text)}。{example}{_standing(issue)}"


def _standing(issue: Issue) -> str:
    """How the case stands: reopened, or its date passed."""
    if issue.status == Issue.Status.REOPENED:
        return f"该问题（{issue.number}）销号后反弹，已重新整改。"
    return f"该问题（{issue.number}）时限为{written_date(issue.due_on)}，逾期未完成。"


def _plain(text: str) -> str:
    line = " ".join(text.split())
    return line.rstrip("。；，")[:LONGEST]


def _findings(facts: Facts) -> list[Finding]:
    found: list[Finding] = facts.once("findings", partial(_asked_findings, facts))
    return found


def _asked_findings(facts: Facts) -> list[Finding]:
    rows = Finding.objects.filter(
        inspection__campaign=facts.campaign, inspection__released_at__isnull=False
    )
    rows = facts.of_units(rows, "inspection__unit").select_related("inspection__unit")
    return list(rows.order_by("-inspection__inspected_on", "pk")[:MOST_FINDINGS])


def _finding(row: Finding) -> str:
    seen = row.inspection
    day = f"{seen.inspected_on.month}月{seen.inspected_on.day}日"
    return f"{day}{seen.get_method_display()}{seen.unit.name}{seen.place}：{_plain(row.text)}。"


def _cards(facts: Facts) -> QuerySet[Card]:
    rows = facts.of_units(Card.objects.filter(campaign=facts.campaign, status=Card.Status.SIGNED))
    return rows.select_related("unit", "rung").order_by("rung__order", "unit__order")


def _shown(cards: QuerySet[Card]) -> list[Piece | str]:
    names: dict[str, list[Pieces]] = {}
    for card in cards:
        unit = (Piece(card.unit.short, card.get_absolute_url()),)
        names.setdefault(card.rung.name, []).append(unit)
    parts = [
        (Piece("对"), *strung(units, "、"), Piece(f"亮“{rung}”")) for rung, units in names.items()
    ]
    return [*strung(parts, "，")] or ["目前没有未解除的亮牌"]


def case_table(facts: Facts) -> dict[str, Any]:
    """The cases with their numbers, so that each can be found again."""
    return {
        "title": "典型问题清单",
        "head": ["编号", "单位", "存在问题", "时限", "状态"],
        "widths": [3.3, 2.5, 6, 2.5, 2],
        "rows": [
            [
                row.number,
                row.unit.short,
                row.text,
                f"{row.due_on:%Y-%m-%d}" if row.has_due else "—",
                row.get_status_display(),
            ]
            for row in cases_of(facts)
        ],
        "ways": [[row.get_absolute_url()] * 5 for row in cases_of(facts)],
        "numbers": [],
        "left": [2],
    }


def finding_table(facts: Facts) -> dict[str, Any]:
    """Findings of inspections that were fed back."""
    return {
        "title": "督查发现问题清单",
        "head": ["序号", "日期", "方式", "单位", "发现问题", "列入清单"],
        "widths": [1, 2.3, 1.6, 2.6, 6, 2.2],
        "rows": [
            [
                str(place),
                f"{row.inspection.inspected_on:%Y-%m-%d}",
                row.inspection.get_method_display(),
                row.inspection.unit.short,
                row.text,
                "已列入" if row.issue_id else "未列入",
            ]
            for place, row in enumerate(_findings(facts), 1)
        ],
        "ways": [[row.inspection.get_absolute_url()] * 6 for row in _findings(facts)],
        "numbers": [0],
        "left": [4],
    }


def card_table(facts: Facts) -> dict[str, Any]:
    """Cards that stand."""
    return {
        "title": "亮牌情况表",
        "head": ["等级", "单位", "事由", "签发日期", "说明期限"],
        "widths": [2, 2.6, 6, 2.4, 2.4],
        "rows": [
            [
                card.rung.name,
                card.unit.short,
                card.reason,
                f"{card.signed_at:%Y-%m-%d}" if card.signed_at else "—",
                f"{card.respond_by:%Y-%m-%d}" if card.respond_by else "—",
            ]
            for card in _cards(facts)
        ],
        "ways": [[card.get_absolute_url()] * 5 for card in _cards(facts)],
        "numbers": [],
        "left": [2],
    }


CASE_TABLES: dict[str, Callable[[Facts], dict[str, Any]]] = {
    "cases": case_table,
    "findings": finding_table,
    "cards": card_table,
}
