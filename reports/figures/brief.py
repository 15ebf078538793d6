"""The leader's morning lines: what to know before nine o'clock, each with the way to its rows."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from evaluations.models import Adjustment, Round, Standing
from evaluations.words import AdjustmentKind
from issues.models import Extension
from issues.words import Source
from reports.figures.facts import Facts
from reports.figures.registry import Value, values
from reports.models import Circular

LAST = 3
LEDGER = "issues:ledger"


@dataclass(frozen=True)
class Line:
    """One line of the morning page."""

    label: str
    text: str
    url: str = ""
    detail: str = ""
    tone: str = ""


def brief(facts: Facts) -> list[Line]:
    """Return the lines in the order in which leaders read them."""
    numbers = values(facts)
    return [
        Line("今日到期", f"{facts.due_today}件", _url(LEDGER, due="week")),
        _overdue(facts),
        *_yesterday(facts),
        _rate(facts, numbers["close_rate"]),
        _tails(facts),
        *_sources(facts),
        Line("待回头看", f"{facts.look_backs['due']}次", _url(LEDGER, status="closed")),
        _unsent(facts),
    ]


def _url(name: str, **query: str) -> str:
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def _overdue(facts: Facts) -> Line:
    late = facts.overdue_by_unit
    if not late:
        return Line("已逾期", "0件")
    oldest = min(day for _, day in late.values())
    days = (facts.today - oldest).days
    detail = f"涉及{len(late)}个单位，最长{days}天"
    return Line("已逾期", f"{facts.overdue}件", _url(LEDGER, due="overdue"), detail, "red")


def _yesterday(facts: Facts) -> list[Line]:
    day = facts.today - timedelta(days=1)
    new, closed = facts.days.get(day, (0, 0))
    return [
        Line("昨日新增", f"{new}件", _url(LEDGER, status="open")),
        Line("昨日销号", f"{closed}件", _url(LEDGER, status="closed")),
    ]


def _rate(facts: Facts, rate: Value) -> Line:
    text = rate.text if rate.number is None else f"{rate.text}%"
    return Line("整改率", text, rate.figure.url(), _since_last(facts, rate))


def _since_last(facts: Facts, rate: Value) -> str:
    papers = Circular.objects.filter(campaign=facts.campaign, status=Circular.Status.RELEASED)
    last = papers.order_by("-released_at").first()
    before = last.figures.filter(code="close_rate").first() if last else None
    if last is None or before is None or rate.number is None or before.text == "—":
        return ""
    step = Decimal(rate.number) - Decimal(before.text)
    verb = f"提高{step}" if step > 0 else f"下降{-step}" if step else "持平"
    points = "个百分点" if step else ""
    return f"较{last.as_of.month}月{last.as_of.day}日通报{verb}{points}"


def _tails(facts: Facts) -> Line:
    cohorts: dict[str, list[Standing]] = {}
    for row in facts.standings:
        if row.cohort.is_ranked and row.cohort.is_published and row.rank is not None:
            cohorts.setdefault(row.cohort.name, []).append(row)
    parts = [
        f"{name}：{'、'.join(row.unit.short for row in rows[-LAST:])}"
        for name, rows in cohorts.items()
        if len(rows) > LAST
    ]
    url = f"{facts.round.get_absolute_url()}standings/" if facts.round else ""
    text = f"{len(parts)}类" if parts else "尚无评议结果"
    return Line("各类末三位", text, url, "；".join(parts))


def _sources(facts: Facts) -> list[Line]:
    found = facts.by_source
    exposed = found.get(Source.TELEVISION, 0) + found.get(Source.MEDIA, 0)
    return [
        Line(
            "领导批示件",
            f"{found.get(Source.INSTRUCTION, 0)}件",
            _url(LEDGER, source=Source.INSTRUCTION.value),
            "台账内领导批示交办的问题",
        ),
        Line(
            "12345热线件",
            f"{found.get(Source.HOTLINE, 0)}件",
            _url(LEDGER, source=Source.HOTLINE.value),
            "台账内来自热线的问题",
        ),
        Line(
            "曝光件",
            f"{exposed}件",
            _url(LEDGER, source=Source.MEDIA.value),
            "台账内电视问政、媒体舆情反映的问题",
        ),
    ]


def _unsent(facts: Facts) -> Line:
    units = facts.units_without_list
    names = "、".join(unit.short for unit in units)
    tone = "orange" if units else ""
    return Line("未报送单位", f"{len(units)}个", _url("reports:unsent"), names, tone)


def waiting(facts: Facts) -> list[Line]:
    """What waits for somebody's word: papers, cards, rounds, extensions, lists."""
    campaign = facts.campaign
    drafts = Circular.objects.filter(campaign=campaign, status=Circular.Status.DRAFT).count()
    cards = Adjustment.objects.filter(
        round__campaign=campaign, status=Adjustment.Status.PENDING
    ).values_list("kind", flat=True)
    kinds = list(cards)
    pending = kinds.count(AdjustmentKind.CARD)
    rounds = Round.objects.filter(campaign=campaign, status=Round.Status.TALLIED).count()
    extensions = Extension.objects.waiting().filter(issue__campaign=campaign).count()
    lines = [
        Line("待审定文稿", f"{drafts}份", _url("reports:circulars", status="draft")),
        Line("待审定评议结果", f"{rounds}次", _url("evaluations:rounds")),
        Line("待签发亮牌", f"{pending}件", _url("evaluations:rounds")),
        Line("待批准加减分", f"{len(kinds) - pending}件", _url("evaluations:rounds")),
        Line("待审批延期", f"{extensions}件", _url("home")),
        Line(
            "待审核清单",
            f"{facts.lists_by_status.get('submitted', 0)}份",
            _url("issues:lists", status="submitted"),
        ),
    ]
    return [line for line in lines if not line.text.startswith("0")]
