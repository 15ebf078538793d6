"""Who may inspect, order and sign."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

LOOKING = frozenset({"inspect", "release", "raise_issue", "send_order", "propose_card"})


OF_THE_UNIT = frozenset(
    {
        "acknowledge",
        "answer_order",
        "object_to",
        "respond",
        "ask_lift",
        "appeal",
        "note_incident",
        "mend_incident",
        "raise_incident",
    }
)


def granted(user: User, unit: Unit) -> frozenset[str]:
    """The verbs this person may use for this unit; nobody judges the own unit."""
    verbs: set[str] = set()
    if user.works_for(unit.pk, Work.CLERK, Work.HEAD):
        return OF_THE_UNIT
    if user.unit_id == unit.pk:
        return frozenset()
    if user.works_as(Work.OFFICE, Work.INSPECTOR):
        verbs |= LOOKING | {"note_incident", "raise_incident"}
        verbs |= {"record_talk", "expose", "propose_focus", "answer_objection"}
    if user.works_as(Work.INSPECTOR):
        verbs |= {"lift_card"}
    if user.is_office:
        verbs |= {"sign_card", "refuse_card", "lift_card", "decide_appeal", "leave_focus", "weigh"}
    if user.is_leader:
        verbs |= {"sign_card", "sign_red_card", "refuse_card", "decide_appeal"}
        verbs |= {"answer_exposure", "decide_focus"}
    return frozenset(verbs)


def require(user: User, verb: str, unit: Unit) -> None:
    """Raise Refused unless the person may."""
    if verb not in granted(user, unit):
        raise Refused("您没有办理此项督导工作的权限；督查、督办、亮牌须由其他单位的人员办理。")


def require_office(user: User) -> None:
    """Raise Refused unless the person is of the office, which keeps ladders and registers."""
    if not user.is_office:
        raise Refused("亮牌阶梯和登记簿由领导小组办公室维护。")


def require_looking(user: User) -> None:
    """Raise Refused unless the person inspects."""
    if not user.works_as(Work.OFFICE, Work.INSPECTOR):
        raise Refused("督查计划由领导小组办公室和督导组制定。")
