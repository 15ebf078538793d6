"""The leader's morning lines: what to know before nine o'clock, each with the way to its rows."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from evaluations.models import Adjustment, Round, Standing
from issues.models import Extension
from issues.words import Source
from reports.figures.facts import Facts
from reports.figures.figure import Value
from reports.figures.registry import BY_CODE
from reports.models import Circular

LAST = 3


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
    return [
        _plain(facts, "due_today"),
        _overdue(facts),
        _plain(facts, "new_yesterday"),
        _plain(facts, "closed_yesterday"),
        _rate(facts, _value(facts, "close_rate")),
        _tails(facts),
        _cards(facts),
        _plain(
            facts, f"source_{Source.INSTRUCTION.value}", "领导批示件", "台账内领导批示交办的问题"
        ),
        _tickets(facts),
        _plain(facts, "exposed", detail="台账内电视问政、媒体舆情反映的问题"),
        _unhappy(facts),
        _plain(facts, "look_backs_due"),
        _unsent(facts),
    ]


def _value(facts: Facts, code: str) -> Value:
    return Value(BY_CODE[code], BY_CODE[code].count(facts))


def _number(facts: Facts, code: str) -> int:
    return int(BY_CODE[code].count(facts) or 0)


def _plain(facts: Facts, code: str, label: str = "", detail: str = "") -> Line:
    """A figure as it is, with the way to its rows."""
    value = _value(facts, code)
    said = f"{value.text}{value.figure.unit}"
    return Line(label or value.figure.label, said, value.figure.url(), detail)


def _unhappy(facts: Facts) -> Line:
    """Letters done again because their writer was not satisfied, and bad answers on call-back."""
    again, letters = _number(facts, "letters_returned"), _number(facts, "letters")
    called = _number(facts, "called_back_not")
    detail = f"来信{letters}件中不满意重办{again}件，回访反映人不满意{called}件"
    return Line("不满意和重办件", f"{again + called}件", _rows("letters_returned"), detail)


def _rows(code: str) -> str:
    return BY_CODE[code].url()


def _url(name: str, **query: str) -> str:
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def _overdue(facts: Facts) -> Line:
    late = facts.overdue_by_unit
    if not late:
        return Line("已逾期", "0件")
    oldest = min(day for _, day in late.values())
    days = (facts.today - oldest).days
    detail = f"涉及{len(late)}个单位，最长{days}天"
    return Line("已逾期", f"{facts.overdue}件", _rows("overdue"), detail, "red")


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


def _cards(facts: Facts) -> Line:
    waiting, signed = _number(facts, "cards_proposed"), _number(facts, "cards_signed")
    detail = f"待签发{waiting}件，已亮未解除{signed}件"
    return Line("亮牌", f"{waiting + signed}件", _url("supervision:cards"), detail)


def _tickets(facts: Facts) -> Line:
    whole, done = _number(facts, "tickets"), _number(facts, "tickets_finished")
    listed = facts.by_source.get(Source.HOTLINE, 0)
    detail = f"未办结{whole - done}件，已列入问题清单{listed}件"
    return Line("12345工单", f"{whole}件", _rows("tickets"), detail)


def _unsent(facts: Facts) -> Line:
    units = facts.units_without_list
    names = "、".join(unit.short for unit in units)
    tone = "orange" if units else ""
    url = _url("reports:unsent") if facts.unit_ids is None else ""
    return Line("未报送单位", f"{len(units)}个", url, names, tone)


def waiting(facts: Facts) -> list[Line]:
    """What waits for somebody's word: papers, cards, rounds, extensions, lists."""
    campaign = facts.campaign
    drafts = Circular.objects.filter(campaign=campaign, status=Circular.Status.DRAFT).count()
    points = Adjustment.objects.filter(
        round__campaign=campaign, status=Adjustment.Status.PENDING
    ).count()
    rounds = Round.objects.filter(campaign=campaign, status=Round.Status.TALLIED).count()
    extensions = Extension.objects.waiting().filter(issue__campaign=campaign).count()
    lines = [
        Line("待审定文稿", f"{drafts}份", _url("reports:circulars", status="draft")),
        Line("待审定评议结果", f"{rounds}次", _url("evaluations:rounds")),
        Line("待签发亮牌", f"{_number(facts, 'cards_proposed')}件", _url("supervision:cards")),
        Line("待批准加减分", f"{points}件", _url("evaluations:rounds")),
        Line("待审批延期", f"{extensions}件", _url("home")),
        Line(
            "待审核清单",
            f"{facts.lists_by_status.get('submitted', 0)}份",
            _url("issues:lists", status="submitted"),
        ),
    ]
    return [line for line in lines if not line.text.startswith("0")]
