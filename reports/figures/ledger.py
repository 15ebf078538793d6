"""Figures of units, lists and the ledger."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Category
from issues.models import Issue, IssueList, LookBack
from issues.words import Level, Rectify, Source
from reports.figures import registers as of
from reports.figures import works
from reports.figures.behind import Asked, Behind, Register, Rows, end_of
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Number, rate

S = Issue.Status
L = IssueList.Status
OUTSIDE = (Source.TELEVISION, Source.MEDIA)
SENT = ~Q(status=L.DRAFT)
CLASSES = Register("categories", "问题类别", Category, unit="", text=lambda row: row.name)


def open_now(facts: Facts) -> Rows:
    """Ledger issues that have not ended."""
    return of.ISSUES.rows(facts).filter(status__in=Issue.OPEN)


def open_then(facts: Facts, day: date) -> Rows:
    """Ledger issues that had not ended at the end of a day."""
    rows = of.ISSUES.up_to(of.ISSUES.rows(facts), day)
    return rows.filter(Q(closed_at=None) | Q(closed_at__gte=end_of(day)))


def late_now(facts: Facts) -> Rows:
    """Open issues past their date."""
    return open_now(facts).filter(due_on__lt=facts.today)


def late_then(facts: Facts, day: date) -> Rows:
    """Issues that were open and past their date of today's reckoning on a day."""
    return open_then(facts, day).filter(due_on__lt=day)


def soon(facts: Facts) -> Rows:
    """Open issues due within seven days."""
    until = facts.today + timedelta(days=7)
    return open_now(facts).filter(due_on__gte=facts.today, due_on__lte=until)


def due_today(facts: Facts) -> Rows:
    """Open issues due today."""
    return open_now(facts).filter(due_on=facts.today)


def _yesterday(facts: Facts) -> tuple[date, date]:
    return facts.today - timedelta(days=2), facts.today - timedelta(days=1)


def new_yesterday(facts: Facts) -> Rows:
    """Issues that entered the ledger yesterday."""
    before, day = _yesterday(facts)
    return of.ISSUES.up_to(of.ISSUES.rows(facts), day).filter(approved_at__gte=end_of(before))


def closed_yesterday(facts: Facts) -> Rows:
    """Issues that were struck off yesterday."""
    before, day = _yesterday(facts)
    rows = of.ISSUES.up_to(of.ISSUES.rows(facts), day, "closed_at")
    return rows.filter(closed_at__gte=end_of(before))


def classes_used(facts: Facts) -> QuerySet[Any]:
    """Categories in which the ledger has an issue."""
    rows = of.ISSUES.rows(facts).filter(category=OuterRef("pk"))
    return Category.objects.filter(Exists(rows))


def silent(facts: Facts) -> Rows:
    """Units that have sent no list of their own."""
    return works.UNITS.rows(facts).filter(pk__in=[unit.pk for unit in facts.units_without_list])


def look_backs_due(facts: Facts) -> Rows:
    """Look-backs whose day has come."""
    due = LookBack.objects.due(facts.today).values("pk")
    return of.LOOK_BACKS.rows(facts).filter(pk__in=due)


def _issues(code: str, label: str, said: str, count: Any, behind: Any, **query: str) -> Figure:
    """A figure of the ledger; its rows are the ledger page, narrowed."""
    return Figure(code, label, said, "件", count, "issues:ledger", urlencode(query), behind=behind)


def _status(status: str) -> Figure:
    label = S(status).label
    return _issues(
        f"issues_{status}",
        label,
        f"台账中当前状态为“{label}”的问题件数",
        lambda facts: facts.total(status),
        Behind(of.ISSUES, Q(status=status), day="closed_at" if status == S.CLOSED else None),
        status=status,
    )


def _list_status(status: str, label: str) -> Figure:
    return Figure(
        f"lists_{status}",
        label,
        f"状态为“{L(status).label}”的清单份数",
        "份",
        lambda facts: facts.lists_by_status.get(status, 0),
        behind=Behind(
            of.LISTS, Q(status=status), day="approved_at" if status == L.APPROVED else None
        ),
    )


def _split(field: str, choice: Any, noun: str, found: str) -> Figure:
    """One part of the ledger: by kind of rectification, source or level."""
    return _issues(
        f"{field}_{choice.value}",
        choice.label,
        f"台账中{noun}为“{choice.label}”的问题件数",
        lambda facts: getattr(facts, found).get(choice, 0),
        Behind(of.ISSUES, Q(**{field: choice.value})),
        **{field: choice.value},
    )


def close_rate(facts: Facts) -> Number:
    """Closed of all in the ledger."""
    return rate(facts.total(S.CLOSED), facts.ledger)


def _today(code: str, label: str, said: str, rows: Any) -> Figure:
    """A figure of one day, whose rows no filter of the ledger page names."""
    counts = {
        "due_today": lambda facts: facts.due_today,
        "new_yesterday": lambda facts: facts.days.get(_yesterday(facts)[1], (0, 0))[0],
        "closed_yesterday": lambda facts: facts.days.get(_yesterday(facts)[1], (0, 0))[1],
    }

    def count(facts: Facts) -> Number:
        return int(rows(facts).count()) if facts.period else counts[code](facts)

    return Figure(code, label, said, "件", count, behind=Asked(of.ISSUES, rows))


def _exposed() -> Figure:
    return Figure(
        "exposed",
        "曝光件",
        "台账中来源为电视问政、媒体舆情的问题件数",
        "件",
        lambda facts: sum(facts.by_source.get(source, 0) for source in OUTSIDE),
        behind=Behind(of.ISSUES, Q(source__in=OUTSIDE)),
    )


LEDGER: tuple[Figure, ...] = (
    Figure(
        "units",
        "参加单位",
        "参加本次活动的单位数",
        "个",
        lambda facts: len(facts.units),
        behind=Behind(works.UNITS),
    ),
    Figure(
        "units_unsent",
        "未报送单位",
        "尚未报送过班子或单位清单的参加单位数",
        "个",
        lambda facts: len(facts.units_without_list),
        "reports:unsent",
        behind=Asked(works.UNITS, silent),
    ),
    Figure(
        "cadres",
        "参加干部",
        "参加本次活动的在职干部人数",
        "名",
        lambda facts: facts.cadre_count,
        behind=Behind(works.CADRES),
    ),
    Figure(
        "lists_sent",
        "报送清单",
        "报送过审核的清单份数（含退回修改、已备案）",
        "份",
        lambda facts: facts.lists_sent,
        behind=Behind(of.LISTS, SENT, day=None),
    ),
    _list_status(L.SUBMITTED, "待审核清单"),
    _list_status(L.RETURNED, "退回修改清单"),
    _list_status(L.APPROVED, "已备案清单"),
    _issues(
        "issues_ledger",
        "台账问题",
        "审核通过进入整改台账的问题件数（含已销号，不含撤销）",
        lambda facts: facts.ledger,
        Behind(of.ISSUES),
    ),
    Figure(
        "categories_used",
        "问题大类",
        "台账问题涉及的类别数",
        "类",
        lambda facts: len(facts.categories_used),
        behind=Asked(CLASSES, classes_used),
    ),
    _issues(
        "issues_open",
        "未销号",
        "台账中尚未销号的问题件数",
        lambda facts: facts.open,
        Asked(of.ISSUES, open_now, open_then),
        status="open",
    ),
    _status(S.RECTIFYING),
    _status(S.CLOSE_APPLIED),
    _status(S.VERIFIED),
    _status(S.CLOSE_REJECTED),
    _status(S.REOPENED),
    _status(S.CLOSED),
    Figure(
        "close_rate",
        "整改率",
        "已销号÷台账问题（不含撤销），保留1位小数",
        "%",
        close_rate,
        "issues:ledger",
        urlencode({"status": S.CLOSED}),
        behind=Behind(of.ISSUES, Q(status=S.CLOSED), day="closed_at"),
        share=("issues_closed", "issues_ledger"),
    ),
    _issues(
        "overdue",
        "逾期",
        "未销号且完成时限早于当日的问题件数",
        lambda facts: facts.overdue,
        Asked(of.ISSUES, late_now, late_then),
        due="overdue",
    ),
    _issues(
        "due_soon",
        "7天内到期",
        "未销号且完成时限在当日起7天内的问题件数",
        lambda facts: facts.due_soon,
        Asked(of.ISSUES, soon),
        due="week",
    ),
    _today("due_today", "今日到期", "未销号且完成时限为当日的问题件数", due_today),
    _today("new_yesterday", "昨日新增", "前一日进入台账的问题件数", new_yesterday),
    _today("closed_yesterday", "昨日销号", "前一日销号的问题件数", closed_yesterday),
    _exposed(),
    *(_split("level", level, "层级", "by_level") for level in Level),
    *(_split("rectify", kind, "整改类型", "by_rectify") for kind in Rectify),
    *(_split("source", source, "来源", "by_source") for source in Source),
    Figure(
        "look_backs_due",
        "待回头看",
        "应查日期已到而未登记的回头看次数（抽查未抽中的不计）",
        "次",
        lambda facts: facts.look_backs["due"],
        behind=Asked(of.LOOK_BACKS, look_backs_due),
    ),
)
