"""Who may inspect, order and sign."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

LOOKING = frozenset({"inspect", "release", "raise_issue", "send_order", "propose_card"})

OWN = frozenset({"acknowledge", "answer_order", "reply_card", "appeal_card"})


def granted(user: User, unit: Unit) -> frozenset[str]:
    """The verbs this person may use for this unit; nobody judges the own unit."""
    verbs: set[str] = set()
    if user.works_for(unit.pk, Work.CLERK, Work.HEAD):
        return OWN
    if user.unit_id == unit.pk:
        return frozenset()
    if user.works_as(Work.OFFICE, Work.INSPECTOR):
        verbs |= LOOKING
    if user.is_office:
        verbs |= {"sign_card", "refuse_card", "lift_card", "hold_talk"}
    if user.is_leader:
        verbs |= {"sign_card", "sign_red_card", "refuse_card", "hold_talk"}
    return frozenset(verbs)


def require(user: User, verb: str, unit: Unit) -> None:
    """Raise Refused unless the person may."""
    if verb not in granted(user, unit):
        raise Refused("您没有办理此项督导工作的权限；督查、督办、亮牌须由其他单位的人员办理。")
