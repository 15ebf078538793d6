"""Figures of whom visits reached, what the hotline's callers said, what was answered, errors."""

from typing import Any

from django.db.models import F, Q, QuerySet

from outreach.models import Shift, Target, Ticket
from reports.figures import registers as of
from reports.figures.behind import Asked, Register
from reports.figures.facts import Facts
from reports.figures.figure import Figure, rate
from reports.figures.making import each, share, wing
from supervision.models import Incident

TARGETS = Register(
    "targets",
    "走访对象",
    Target,
    text=lambda row: f"{row.get_kind_display()}：{row.name}",
)
SHIFTS = Register(
    "shifts",
    "领导接听热线",
    Shift,
    day="held_on",
    text=lambda row: f"{row.leader} 接听{row.calls}个电话",
    state=lambda row: "已接听" if row.is_answered else "未登记",
)
INCIDENTS = Register(
    "incidents",
    "差错事件",
    Incident,
    day="found_on",
    text=lambda row: row.text,
    state=lambda row: "已纠正" if row.mended_on else "未纠正",
)
REACHED = Q(is_visited=True)
CONTENT = Q(satisfied__in=[Ticket.Content.YES, Ticket.Content.FAIR])


def targets_seen(facts: Facts) -> QuerySet[Any]:
    """Targets that somebody has visited."""
    return TARGETS.rows(facts).filter(visits__isnull=False).distinct()


def _seen(facts: Facts) -> int:
    return targets_seen(facts).order_by().count()


def _covered(facts: Facts) -> Any:
    return rate(_seen(facts), TARGETS.rows(facts).count())


def _ticket(code: str, label: str, said: str, narrow: Q) -> Figure:
    return wing(code, label, said, "件", of.TICKETS, narrow, day=None)


MORE_HEARD: tuple[Figure, ...] = (
    wing("targets", "走访对象数", "列入走访名单的企业、村居、群户数", "个", TARGETS, day=None),
    Figure(
        "targets_seen",
        "已走访对象数",
        "走访名单中已有走访记录的对象数",
        "个",
        _seen,
        behind=Asked(TARGETS, targets_seen),
    ),
    Figure(
        "targets_share",
        "遍访覆盖率",
        "已走访对象数÷走访对象数，保留1位小数",
        "%",
        _covered,
        behind=Asked(TARGETS, targets_seen),
    ),
    wing(
        "opinions_answered",
        "已反馈意见",
        "已向提出人反馈办理情况的意见建议条数",
        "条",
        of.OPINIONS,
        Q(answered_on__isnull=False),
        day="answered_on",
    ),
    share(
        "opinions_answered_share",
        "意见反馈率",
        "已反馈意见÷意见建议，保留1位小数",
        "opinions_answered",
        "opinions",
    ),
    _ticket("tickets_visited", "有效回访工单", "有效回访的12345工单件数，三率的分母", REACHED),
    _ticket(
        "tickets_contacted",
        "已联系工单",
        "有效回访中来电人说已联系的工单件数",
        REACHED & Q(is_contacted=True),
    ),
    _ticket(
        "tickets_solved",
        "已解决工单",
        "有效回访中来电人说已解决的工单件数",
        REACHED & Q(is_solved=True),
    ),
    _ticket(
        "tickets_content",
        "满意工单",
        "有效回访中来电人评为满意、基本满意的工单件数",
        REACHED & CONTENT,
    ),
    _ticket(
        "tickets_bouncing",
        "反复退办工单",
        "重办或转办满三次的工单件数",
        Q(redos__gte=3) | Q(returns__gte=3),
    ),
    _ticket(
        "tickets_issues",
        "工单转为问题",
        "列入问题清单的12345工单件数",
        Q(issue__isnull=False),
    ),
    share(
        "tickets_response",
        "热线响应率",
        "已联系工单÷有效回访工单，保留1位小数",
        "tickets_contacted",
        "tickets_visited",
    ),
    share(
        "tickets_solution",
        "热线解决率",
        "已解决工单÷有效回访工单，保留1位小数",
        "tickets_solved",
        "tickets_visited",
    ),
    share(
        "tickets_contentment",
        "热线满意率（不折算）",
        "满意、基本满意工单÷有效回访工单，基本满意不打折；打九折的满意率见三率页",
        "tickets_content",
        "tickets_visited",
    ),
    wing(
        "shifts",
        "领导接听热线场次",
        "登记过接听情况的领导接听热线场次",
        "次",
        SHIFTS,
        Q(answered_at__isnull=False),
    ),
    wing(
        "shift_calls",
        "领导接听电话",
        "领导接听热线时接听的电话个数",
        "个",
        SHIFTS,
        Q(answered_at__isnull=False),
        summed="calls",
    ),
)
ERRORS: tuple[Figure, ...] = (
    wing("incidents", "差错事件数", "登记的差错事件件数", "件", INCIDENTS),
    *each(
        Incident.Kind,
        "kind",
        "incidents",
        ("{}", "类别为“{}”的差错事件件数", "件"),
        INCIDENTS,
    ),
    wing(
        "incidents_at_once",
        "当日纠正差错",
        "发现当日就纠正的差错事件件数",
        "件",
        INCIDENTS,
        Q(mended_on=F("found_on")),
    ),
    wing(
        "incidents_over",
        "超时限纠正差错",
        "晚于时限才纠正的差错事件件数",
        "件",
        INCIDENTS,
        Q(mended_on__gt=F("due_on")),
        day="mended_on",
    ),
    wing(
        "incidents_open",
        "未纠正差错",
        "还没有纠正的差错事件件数",
        "件",
        INCIDENTS,
        Q(mended_on=None),
        day=None,
    ),
    wing(
        "incidents_issues",
        "差错转为问题",
        "列入问题清单的差错事件件数",
        "件",
        INCIDENTS,
        Q(issue__isnull=False),
        day=None,
    ),
)
