"""Who may run the campaign."""

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

RUNNING = frozenset(
    {
        "plan",
        "launch",
        "enrol",
        "advance",
        "finish",
        "complete",
        "clear_gate",
        "edit_calendar",
        "edit_dictionaries",
        "urge",
        "set_up_group",
        "pair",
        "finish_task",
        "report_up",
        "receive_report",
        "force_gate",
    }
)


def granted(user: User, unit: Unit | None = None) -> frozenset[str]:
    """The campaign verbs this person may use, on this unit where one is named."""
    verbs: set[str] = set()
    if user.is_office:
        verbs |= RUNNING
    if user.is_leader:
        verbs |= {"force_gate"}
    if user.works_as(Work.REVIEWER):
        verbs |= {"clear_gate"}
    if unit is not None and user.works_for(unit.pk, Work.HEAD, Work.CLERK):
        verbs |= {"complete", "set_up_group", "refine_category"}
    return frozenset(verbs)


def require(user: User | None, verb: str, unit: Unit | None = None) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in granted(user, unit):
        raise Refused("您没有办理此项工作的权限，请联系领导小组办公室。")
