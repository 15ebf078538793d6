"""Figures of what is heard and looked at outside: visits, opinions, letters, supervision."""

from django.db.models import F, Q

from activities.models import ActivityKind, Effect
from outreach.models import Letter, Opinion, Visit
from reports.figures import registers as of
from reports.figures.figure import Figure
from reports.figures.making import each, share, wing
from reports.models import Circular
from supervision.models import Card, Entry, Exposure, Focus, Inspection, Order

HEARD: tuple[Figure, ...] = (
    wing("visits", "走访", "登记的走访次数", "次", of.VISITS),
    *each(Visit.Kind, "kind", "visits", ("走访{}", "对象类型为“{}”的走访次数", "次"), of.VISITS),
    *each(
        [one for one in Visit.Handling if one != Visit.Handling.NONE],
        "handling",
        "handled",
        ("走访{}", "走访中听到诉求、以“{}”处理的件数", "件"),
        of.VISITS,
    ),
    wing("opinions", "意见建议", "收到的意见建议条数", "条", of.OPINIONS),
    *each(
        Opinion.Status,
        "status",
        "opinions",
        ("{}意见", "状态为“{}”的意见建议条数", "条"),
        of.OPINIONS,
        day=None,
    ),
    *each(
        Opinion.Channel,
        "channel",
        "channel",
        ("{}意见", "渠道为“{}”的意见建议条数", "条"),
        of.OPINIONS,
    ),
    wing(
        "opinions_issues",
        "意见转为问题",
        "采纳后列入问题清单的意见建议条数",
        "条",
        of.OPINIONS,
        Q(issue__isnull=False),
        day=None,
    ),
    wing("letters", "网上来信", "网上意见箱收到的来信件数", "件", of.LETTERS),
    *each(
        Letter.Status,
        "status",
        "letters",
        ("{}来信", "状态为“{}”的网上来信件数", "件"),
        of.LETTERS,
        day=None,
    ),
    wing(
        "letters_replied",
        "答复来信",
        "经审定答复过的网上来信件数",
        "件",
        of.LETTERS,
        Q(answered_at__isnull=False),
        day="answered_at",
    ),
    wing(
        "letters_satisfied",
        "来信人满意",
        "来信人对答复评为满意的件数",
        "件",
        of.LETTERS,
        Q(is_satisfied=True),
        day=None,
    ),
    wing(
        "letters_returned",
        "不满意重办来信",
        "来信人不满意、重新办理过的件数",
        "件",
        of.LETTERS,
        Q(returns__gt=0),
        day=None,
    ),
    wing("tickets", "热线工单", "导入的12345工单件数", "件", of.TICKETS, day=None),
    wing(
        "tickets_finished",
        "已办结工单",
        "标为已办结的12345工单件数",
        "件",
        of.TICKETS,
        Q(is_finished=True),
        day=None,
    ),
)

SIGNED = Q(status__in=[Card.Status.SIGNED, Card.Status.LIFTED])
EXPOSED = Q(status__in=[Exposure.Status.SHOWN, Exposure.Status.WITHDRAWN])
DECIDED = Q(status__in=[Focus.Status.CONFIRMED, Focus.Status.LEFT])


def _card_label(status: Card.Status) -> str:
    plain = status == Card.Status.SIGNED or status.label.endswith("牌")
    return str(status.label) if plain else f"{status.label}牌"


def _of_register(kind: Entry.Kind) -> list[Figure]:
    """Times, people and matters of one kind of the register."""
    narrow, name = Q(kind=kind.value), kind.label
    said = f"问责表彰登记中“{name}”"
    return [
        wing(f"entry_{kind.value}", f"{name}次数", f"{said}的登记次数", "次", of.ENTRIES, narrow),
        wing(
            f"entry_{kind.value}_people",
            f"{name}人次",
            f"{said}的人数合计",
            "人次",
            of.ENTRIES,
            narrow,
            summed="people",
        ),
        wing(
            f"entry_{kind.value}_matters",
            f"{name}件数",
            f"{said}的件数合计",
            "件",
            of.ENTRIES,
            narrow,
            summed="matters",
        ),
    ]


SUPERVISED: tuple[Figure, ...] = (
    wing("inspections", "督查", "登记的督查次数", "次", of.INSPECTIONS),
    wing(
        "covert",
        "暗访",
        "方式为暗访的督查次数",
        "次",
        of.INSPECTIONS,
        Q(method=Inspection.Method.COVERT),
    ),
    *each(
        [one for one in Inspection.Method if one != Inspection.Method.COVERT],
        "method",
        "method",
        ("{}次数", "方式为“{}”的督查次数", "次"),
        of.INSPECTIONS,
    ),
    wing("drawn", "双随机抽查单位", "双随机抽取列入督查的单位次数", "次", of.DRAWN),
    wing("findings", "督查发现问题", "督查登记的发现问题条数", "条", of.FINDINGS),
    wing(
        "findings_listed",
        "督查问题列入清单",
        "督查发现问题中已列入问题清单的条数",
        "条",
        of.FINDINGS,
        Q(issue__isnull=False),
        day=None,
    ),
    wing("orders", "督办单", "发出的督办文书件数（各级文书合计）", "件", of.ORDERS),
    *each(
        [one for one in Order.Kind if one != Order.Kind.ORDER],
        "kind",
        "orders",
        ("{}", "发出的“{}”件数", "件"),
        of.ORDERS,
    ),
    wing(
        "orders_answered",
        "已反馈督办单",
        "已反馈办理结果的督办文书件数",
        "件",
        of.ORDERS,
        Q(answered_at__isnull=False),
        day="answered_at",
    ),
    wing(
        "orders_open",
        "未反馈督办单",
        "尚未反馈办理结果的督办文书件数",
        "件",
        of.ORDERS,
        Q(answered_at=None),
        day=None,
    ),
    *(
        wing(
            f"cards_{status.value}",
            _card_label(status),
            f"状态为“{status.label}”的亮牌件数",
            "件",
            of.CARDS,
            Q(status=status.value),
            day=None,
        )
        for status in Card.Status
    ),
    wing("cards_shown", "累计亮牌", "签发过的亮牌件数（含已解除）", "件", of.CARDS, SIGNED),
    wing("talks", "亮牌约谈", "因亮牌约谈的次数", "次", of.TALKS),
    wing("exposures", "曝光", "经审批公开曝光的件数", "件", of.EXPOSURES, EXPOSED),
    wing(
        "focus",
        "重点整顿对象",
        "经确认列为重点整顿对象的单位次数（含已退出）",
        "个",
        of.FOCUS,
        DECIDED,
    ),
    *(figure for kind in Entry.Kind for figure in _of_register(kind)),
)

PASSED = Q(score__gte=F("activity__pass_mark")) | Q(resit_score__gte=F("activity__pass_mark"))
BRIEF = Q(kind=Circular.Kind.BRIEFING)

HELD: tuple[Figure, ...] = (
    *each(
        ActivityKind.Group,
        "kind__group",
        "activities",
        ("开展{}", "登记为“{}”类的次数", "次"),
        of.ACTIVITIES,
    ),
    wing(
        "attended",
        "参加人次",
        "登记的会议学习等活动参加人数合计",
        "人次",
        of.ACTIVITIES,
        summed="attended_count",
    ),
    wing(
        "made_up",
        "补学人次",
        "登记的补学人数合计",
        "人次",
        of.ACTIVITIES,
        Q(made_up_count__gt=0),
        summed="made_up_count",
    ),
    wing("institutions", "建章立制", "登记的制度件数", "件", of.INSTITUTIONS),
    wing("effects", "制度成效检查", "登记人以外的人检查制度成效的次数", "次", of.EFFECTS),
    wing(
        "effects_works",
        "制度执行到位",
        "成效检查结论为执行到位的次数",
        "次",
        of.EFFECTS,
        Q(finding=Effect.Finding.WORKS),
    ),
    wing(
        "tested",
        "参加测试",
        "各场测试有成绩（不含缺考）的人次",
        "人次",
        of.RESULTS,
        Q(is_absent=False),
    ),
    wing("tests_passed", "测试及格", "测试或补考达到及格分的人次", "人次", of.RESULTS, PASSED),
    share("pass_rate", "测试及格率", "测试及格÷参加测试，保留1位小数", "tests_passed", "tested"),
    wing("briefings", "编发简报", "已印发的工作简报期数", "期", of.PAPERS, BRIEF),
    wing("papers", "印发文稿", "已印发的通报、报告等文稿份数（不含简报）", "份", of.PAPERS, ~BRIEF),
)
