"""Who may write down what people said, and decide about it."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

RECORDING = frozenset(
    {
        "record_visit",
        "record_opinion",
        "settle",
        "adopt",
        "adopt_ticket",
        "decline",
        "reply",
        "answer_shift",
    }
)


def granted(user: User, unit: Unit) -> frozenset[str]:
    """The verbs this person may use for this unit."""
    if user.is_office or user.works_for(unit.pk, Work.CLERK, Work.HEAD, Work.OUTREACH):
        return RECORDING | ({"take_tickets"} if user.is_office else frozenset())
    return frozenset()


def may_tell(user: User, unit: Unit, duty_unit: Unit | None) -> bool:
    """Whether the person answers for a demand: of the unit that visited or was handed it."""
    if duty_unit is not None and user.works_for(duty_unit.pk, Work.CLERK, Work.HEAD):
        return True
    return "settle" in granted(user, unit)


def require(user: User | None, verb: str, unit: Unit | None) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and (unit is None or verb not in granted(user, unit)):
        raise Refused("只能登记和处理涉及本单位的走访和意见。")


def require_office(user: User, said: str = "来信由领导小组办公室分办和审定。") -> None:
    """Raise Refused unless the person is of the office."""
    if not user.is_office:
        raise Refused(said)
