"""Who may keep the register."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work


def granted(user: User, unit: Unit | None = None) -> frozenset[str]:
    """The verbs this person may use for this unit."""
    if user.is_office or (unit and user.works_for(unit.pk, Work.CLERK, Work.HEAD)):
        return frozenset({"hold", "correct", "register_institution"})
    return frozenset()


def require(user: User | None, verb: str, unit: Unit | None = None) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in granted(user, unit):
        raise Refused("只能登记本单位的会议学习，其他单位的由办公室或该单位登记。")
