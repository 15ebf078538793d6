"""The registry of named figures: 统计口径, unit, how it is counted, where its rows are."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.urls import reverse

from issues.models import Issue, IssueList
from issues.words import Level, Rectify, Source
from reports.figures.facts import Facts

S = Issue.Status
L = IssueList.Status


@dataclass(frozen=True)
class Figure:
    """One named figure."""

    code: str
    label: str
    definition: str
    unit: str
    count: Callable[[Facts], int | Decimal | None]
    address: str = ""
    query: str = ""

    def url(self) -> str:
        """Where the rows behind the figure are listed."""
        if not self.address:
            return ""
        return reverse(self.address) + (f"?{self.query}" if self.query else "")


TONES = {
    "overdue": "red",
    "due_soon": "orange",
    "units_unsent": "orange",
    "rebound_rate": "orange",
    "issues_closed": "green",
}


@dataclass(frozen=True)
class Value:
    """A figure with its number on a day."""

    figure: Figure
    number: int | Decimal | None

    @property
    def text(self) -> str:
        """The number as it is printed; “—” where nothing can be said."""
        return "—" if self.number is None else f"{self.number}"

    @property
    def tone(self) -> str:
        """The colour beside the word, plain while there is nothing to act on."""
        return TONES.get(self.figure.code, "") if self.number else ""

    def as_json(self) -> dict[str, object]:
        """The value as scripts compare it."""
        number = self.number
        return {
            "code": self.figure.code,
            "label": self.figure.label,
            "definition": self.figure.definition,
            "unit": self.figure.unit,
            "value": str(number) if isinstance(number, Decimal) else number,
            "url": self.figure.url(),
        }


def rate(part: int, whole: int) -> Decimal | None:
    """A percentage with one decimal, half up; None without a whole."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


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


def _task(code: str, label: str, definition: str, state: str) -> Figure:
    return Figure(
        code, label, definition, "项次", lambda facts: facts.task_states[state], "reports:wall"
    )


def _ballots(name: str, label: str, definition: str) -> Figure:
    return Figure(
        f"ballots_{name}",
        label,
        definition,
        "张",
        lambda facts: facts.ballots[name] if facts.round else None,
        "evaluations:rounds",
    )


FIGURES: tuple[Figure, ...] = (
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
    Figure(
        "tasks_due",
        "到期任务",
        "期限已过的单位任务项数",
        "项",
        lambda facts: facts.task_states["tasks"],
        "reports:wall",
    ),
    _task("tasks_on_time", "按时完成任务", "到期任务中按时完成的单位项次", "on_time"),
    _task("tasks_late", "迟完成任务", "到期任务中迟于期限完成的单位项次", "late"),
    _task("tasks_missing", "未完成任务", "到期任务中尚未完成的单位项次", "missing"),
    _ballots("issued", "发出测评票", "最近一次已计票评议各场发出的票数"),
    _ballots("returned", "收回测评票", "最近一次已计票评议各场收回的票数"),
    _ballots("void", "无效测评票", "最近一次已计票评议的废票数"),
    _ballots("valid", "有效测评票", "最近一次已计票评议的有效票数"),
)


def values(facts: Facts) -> dict[str, Value]:
    """Return every figure with its number, by code."""
    return {figure.code: Value(figure, figure.count(facts)) for figure in FIGURES}
