"""Figures of units, lists and the ledger."""

from urllib.parse import urlencode

from issues.models import Issue, IssueList
from issues.words import Level, Rectify, Source
from reports.figures.figure import Figure, rate

S = Issue.Status
L = IssueList.Status


def _status(status: str) -> Figure:
    label = S(status).label
    return Figure(
        f"issues_{status}",
        label,
        f"台账中当前状态为“{label}”的问题件数",
        "件",
        lambda facts: facts.total(status),
        "issues:ledger",
        urlencode({"status": status}),
    )


def _list_status(status: str, label: str) -> Figure:
    return Figure(
        f"lists_{status}",
        label,
        f"状态为“{L(status).label}”的清单份数",
        "份",
        lambda facts: facts.lists_by_status.get(status, 0),
        "issues:lists",
        urlencode({"status": status}),
    )


def _rectify(kind: Rectify) -> Figure:
    return Figure(
        f"rectify_{kind.value}",
        kind.label,
        f"台账中整改类型为“{kind.label}”的问题件数",
        "件",
        lambda facts: facts.by_rectify.get(kind, 0),
        "issues:ledger",
        urlencode({"rectify": kind.value}),
    )


def _source(source: Source) -> Figure:
    return Figure(
        f"source_{source.value}",
        source.label,
        f"台账中来源为“{source.label}”的问题件数",
        "件",
        lambda facts: facts.by_source.get(source, 0),
        "issues:ledger",
        urlencode({"source": source.value}),
    )


def _level(level: Level) -> Figure:
    return Figure(
        f"level_{level.value}",
        level.label,
        f"台账中层级为“{level.label}”的问题件数",
        "件",
        lambda facts: facts.by_level.get(level, 0),
        "issues:ledger",
        urlencode({"level": level.value}),
    )


LEDGER: tuple[Figure, ...] = (
    Figure(
        "units",
        "参加单位",
        "参加本次活动的单位数",
        "个",
        lambda facts: len(facts.units),
        "issues:lists",
    ),
    Figure(
        "units_unsent",
        "未报送单位",
        "尚未报送过班子或单位清单的参加单位数",
        "个",
        lambda facts: len(facts.units_without_list),
        "reports:unsent",
    ),
    Figure(
        "cadres",
        "参加干部",
        "参加本次活动的在职干部人数",
        "名",
        lambda facts: facts.cadre_count,
        "roster:cadres",
    ),
    Figure(
        "lists_sent",
        "报送清单",
        "报送过审核的清单份数（含退回修改、已备案）",
        "份",
        lambda facts: facts.lists_sent,
        "issues:lists",
    ),
    _list_status(L.SUBMITTED, "待审核清单"),
    _list_status(L.RETURNED, "退回修改清单"),
    _list_status(L.APPROVED, "已备案清单"),
    Figure(
        "issues_ledger",
        "台账问题",
        "审核通过进入整改台账的问题件数（含已销号，不含撤销）",
        "件",
        lambda facts: facts.ledger,
        "issues:ledger",
    ),
    Figure(
        "categories_used",
        "问题大类",
        "台账问题涉及的类别数",
        "类",
        lambda facts: len({category for _, category in facts.by_unit_category if category}),
        "issues:ledger",
    ),
    Figure(
        "issues_open",
        "未销号",
        "台账中尚未销号的问题件数",
        "件",
        lambda facts: facts.open,
        "issues:ledger",
        urlencode({"status": "open"}),
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
        lambda facts: rate(facts.total(S.CLOSED), facts.ledger),
        "issues:ledger",
        urlencode({"status": S.CLOSED}),
    ),
    Figure(
        "overdue",
        "逾期",
        "未销号且完成时限早于当日的问题件数",
        "件",
        lambda facts: facts.overdue,
        "issues:ledger",
        urlencode({"due": "overdue"}),
    ),
    Figure(
        "due_soon",
        "7天内到期",
        "未销号且完成时限在当日起7天内的问题件数",
        "件",
        lambda facts: facts.due_soon,
        "issues:ledger",
        urlencode({"due": "week"}),
    ),
    *(_level(level) for level in Level),
    *(_rectify(kind) for kind in Rectify),
    *(_source(source) for source in Source),
    Figure(
        "look_backs_due",
        "待回头看",
        "应查日期已到而未登记的回头看次数",
        "次",
        lambda facts: facts.look_backs["due"],
    ),
    Figure(
        "look_backs_done",
        "已回头看",
        "已登记检查情况的回头看次数",
        "次",
        lambda facts: facts.look_backs["done"],
    ),
    Figure(
        "rebound_rate",
        "反弹率",
        "回头看发现反弹÷已回头看，保留1位小数",
        "%",
        lambda facts: rate(facts.look_backs["rebound"], facts.look_backs["done"]),
    ),
)
