"""Figures of tasks, ballots, visits, supervision and registered activities."""

from activities.models import ActivityKind
from outreach.models import Opinion, Visit
from reports.figures.figure import Figure
from supervision.models import Card, Inspection

Group = ActivityKind.Group


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


def _wing(code: str, label: str, definition: str, unit: str, address: str) -> Figure:
    return Figure(code, label, definition, unit, lambda facts: facts.wings.get(code, 0), address)


def _visits(kind: Visit.Kind) -> Figure:
    label = f"走访{kind.label}"
    said = f"对象类型为“{kind.label}”的走访次数"
    return _wing(f"visits_{kind.value}", label, said, "次", "outreach:visits")


def _handled(handling: Visit.Handling) -> Figure:
    said = f"走访中听到诉求、以“{handling.label}”处理的件数"
    label = f"走访{handling.label}"
    return _wing(f"handled_{handling.value}", label, said, "件", "outreach:visits")


def _opinions(status: Opinion.Status) -> Figure:
    said = f"状态为“{status.label}”的意见建议条数"
    label = f"{status.label}意见"
    return _wing(f"opinions_{status.value}", label, said, "条", "outreach:opinions")


def _channel(channel: Opinion.Channel) -> Figure:
    said = f"渠道为“{channel.label}”的意见建议条数"
    return _wing(
        f"channel_{channel.value}", f"{channel.label}意见", said, "条", "outreach:opinions"
    )


def _method(method: Inspection.Method) -> Figure:
    said = f"方式为“{method.label}”的督查次数"
    return _wing(
        f"method_{method.value}", f"{method.label}次数", said, "次", "supervision:inspections"
    )


def _cards(status: Card.Status) -> Figure:
    label = status.label if status == Card.Status.SIGNED else f"{status.label}牌"
    said = f"状态为“{status.label}”的亮牌件数"
    return _wing(f"cards_{status.value}", label, said, "件", "supervision:cards")


def _activities(group: Group) -> Figure:
    label, said = f"开展{group.label}", f"登记为“{group.label}”类的次数"
    return _wing(f"activities_{group.value}", label, said, "次", "activities:index")


WINGS: tuple[Figure, ...] = (
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
    _wing("visits", "走访", "登记的走访次数", "次", "outreach:visits"),
    *(_visits(kind) for kind in Visit.Kind),
    *(_handled(handling) for handling in Visit.Handling if handling != Visit.Handling.NONE),
    _wing("opinions", "意见建议", "收到的意见建议条数", "条", "outreach:opinions"),
    *(_opinions(status) for status in Opinion.Status),
    *(_channel(channel) for channel in Opinion.Channel),
    _wing("tickets", "热线工单", "导入的12345工单件数", "件", "outreach:tickets"),
    _wing("tickets_finished", "已办结工单", "标为已办结的12345工单件数", "件", "outreach:tickets"),
    _wing("inspections", "督查", "登记的督查次数", "次", "supervision:inspections"),
    _wing("covert", "暗访", "方式为暗访的督查次数", "次", "supervision:inspections"),
    *(_method(method) for method in Inspection.Method if method != Inspection.Method.COVERT),
    _wing("findings", "督查发现问题", "督查登记的发现问题条数", "条", "supervision:inspections"),
    _wing(
        "findings_listed",
        "督查问题列入清单",
        "督查发现问题中已列入问题清单的条数",
        "条",
        "supervision:inspections",
    ),
    _wing("orders", "督办单", "发出的督办单件数", "件", "supervision:orders"),
    _wing(
        "orders_open", "未反馈督办单", "尚未反馈办理结果的督办单件数", "件", "supervision:orders"
    ),
    *(_cards(status) for status in Card.Status),
    *(_activities(group) for group in Group),
    _wing("attended", "参加人次", "登记的会议学习等活动参加人数合计", "人次", "activities:index"),
    _wing("institutions", "建章立制", "登记的制度件数", "件", "activities:institutions"),
    _wing("tested", "参加测试", "各场测试有成绩（不含缺考）的人次", "人次", "activities:index"),
    _wing("tests_passed", "测试及格", "测试或补考达到及格分的人次", "人次", "activities:index"),
    _wing("briefings", "编发简报", "已印发的工作简报期数", "期", "reports:circulars"),
    _wing(
        "papers", "印发文稿", "已印发的通报、报告等文稿份数（不含简报）", "份", "reports:circulars"
    ),
)
