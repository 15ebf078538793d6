"""Who may keep the register."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

OF_A_UNIT = frozenset({"hold", "correct", "register_institution", "record_results"})
OF_THE_OFFICE = frozenset({"keep_kind", "require_study"})
REFUSALS = {
    "keep_kind": "活动种类由领导小组办公室设定。",
    "require_study": "学习任务由领导小组办公室布置。",
    "check_effect": "制度成效由办公室、督导组或本单位主要负责人检查。",
}


def granted(user: User, unit: Unit | None = None) -> frozenset[str]:
    """The verbs this person may use for this unit."""
    if user.is_office:
        return OF_A_UNIT | OF_THE_OFFICE | {"check_effect"}
    found: frozenset[str] = frozenset()
    if unit and user.works_for(unit.pk, Work.CLERK, Work.HEAD):
        found |= OF_A_UNIT
    if user.works_as(Work.INSPECTOR) or (unit and user.works_for(unit.pk, Work.HEAD)):
        found |= {"check_effect"}
    return found


def require(user: User | None, verb: str, unit: Unit | None = None) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in granted(user, unit):
        usual = "只能登记本单位的会议学习，其他单位的由办公室或该单位登记。"
        raise Refused(REFUSALS.get(verb, usual))
