"""Who may keep the roster."""

from django.conf import settings

from common.refusal import Refused
from roster.models import Unit, User
from roster.words import Work

KEEPING = frozenset(
    {"found", "learn_alias", "rename", "arrange", "merge", "appoint", "place", "relieve"}
)


def granted(user: User, unit: Unit | None) -> frozenset[str]:
    """The roster verbs this person may use on this unit."""
    verbs: set[str] = set()
    if user.is_office:
        verbs |= KEEPING
    if user.works_for(unit.pk if unit else None, Work.HEAD, Work.CLERK):
        verbs |= {"appoint", "relieve", "place"}
    if user.works_as(Work.SYSTEM):
        verbs |= {"open_account", "reset_password", "disable"}
    if user.works_as(Work.SECURITY):
        verbs |= {"grant", "unlock"}
    if user.is_officer:
        verbs |= {"ask_consent", "answer_consent"}
    return frozenset(verbs)


def keeps_accounts(user: User) -> bool:
    """Tell whether the person may see the accounts at all."""
    return user.works_as(Work.SYSTEM, Work.SECURITY)


def needs_second_factor(user: User) -> bool:
    """Whoever keeps the system or reads across units shows two proofs (8.1.4.1 d)."""
    return settings.SECOND_FACTOR and (user.is_officer or user.sees_all_units)


def require(user: User | None, unit: Unit | None, verb: str) -> None:
    """Raise Refused unless the person may; `None` is the system (installation, commands)."""
    if user is not None and verb not in granted(user, unit):
        raise Refused("您没有维护名册的权限，请联系领导小组办公室或系统管理员。")
