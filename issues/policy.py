"""Who may do what with a list or an issue; asked by rules that refuse and pages that draw."""

from django.db.models import F, Q

from common.labels import Label
from common.refusal import Refused
from issues.models import Handover, Issue, IssueList, IssueQuerySet, Liability, Likeness
from issues.models.issue_list import CHAIN
from issues.words import Level
from roster.models import Unit, User
from roster.words import Work

EDITING = frozenset({"edit", "draft", "remove", "examine"})
OFFICE_LIST = frozenset({"approve", "send_back", "assign", "withdraw_permit", "look_again"})
UNIT_ISSUE = frozenset(
    {
        "report_progress",
        "complete_measure",
        "extend",
        "request_closure",
        "claim",
        "link_root",
        "ask_long_term",
        "report_done",
        "hand_over",
        "cite",
        "drop_citation",
    }
)
UNIT_BOARD = frozenset({"ask_publication", "withdraw_publication"})
OFFICE_BOARD = frozenset({"answer_publication", "withdraw_publication"})
OWN_ISSUE = frozenset(
    {"report_progress", "complete_measure", "request_closure", "report_done"}
    | {"link_root", "cite", "drop_citation"}
)
"""What a cadre may do with the issues of the own list."""
OTHER_PARTY = frozenset({"verify", "reject_closure", "confirm_done"})
OFFICE_ISSUE = frozenset(
    {
        "close",
        "reject_closure",
        "answer_extension",
        "cancel",
        "reopen",
        "decide_handover",
        "put_in_ledger",
        "enquire",
        "cite",
        "drop_citation",
    }
)


def list_verbs(user: User, row: IssueList) -> frozenset[str]:
    """The verbs this person may use on this list, whatever its status."""
    verbs: set[str] = set()
    if user.works_for(row.unit_id, Work.CLERK, Work.HEAD):
        verbs |= EDITING | {"sign", "absorb"}
    if row.cadre_id is None and _is_in_chain(user, row.unit):
        verbs |= {"sign"}
    if row.cadre_id and row.cadre_id == user.cadre_id:
        verbs |= EDITING | {"submit"}
    if user.works_for(row.unit_id, Work.HEAD):
        verbs |= {"submit", "amend"}
    if user.works_as(Work.OFFICE, Work.REVIEWER) and not _is_own(user, row.unit):
        verbs |= OFFICE_LIST
    return frozenset(verbs)


def _is_in_chain(user: User, unit: Unit) -> bool:
    """Whether the person's own post is one of those who sign for the unit's lists."""
    cadre = user.cadre
    return cadre is not None and cadre.unit_id == unit.pk and cadre.level in CHAIN


def issue_verbs(user: User, row: Issue) -> frozenset[str]:
    """The verbs this person may use on this issue, whatever its status."""
    verbs: set[str] = set()
    if user.works_for(row.unit_id, Work.CLERK, Work.HEAD):
        verbs |= UNIT_ISSUE | EDITING | UNIT_BOARD
    if user.is_office or user.is_leader or user.works_for(row.unit_id, Work.HEAD):
        verbs |= {"set_label"}
    if _is_owner(user, row):
        return frozenset(verbs | EDITING | OWN_ISSUE)
    if _is_own(user, row.unit):
        return frozenset(verbs)
    if user.works_as(Work.INSPECTOR, Work.OFFICE):
        verbs |= OTHER_PARTY | {"look_back", "reopen", "report_relapse"}
    if user.is_office or user.is_leader:
        verbs |= {"answer_long_term"}
    if user.is_office:
        verbs |= OFFICE_ISSUE | OFFICE_BOARD
    return frozenset(verbs)


def _is_owner(user: User, row: Issue) -> bool:
    """A cadre mends the issues of the own list and nobody else's."""
    if user.cadre_id is None or row.level != Level.PERSON or row.issue_list is None:
        return False
    return row.issue_list.cadre_id == user.cadre_id


def _is_own(user: User, unit: Unit) -> bool:
    """A unit never passes, verifies or strikes off its own issue, nor do its offices for it."""
    if user.works_for(unit.pk, Work.CLERK, Work.HEAD):
        return True
    return user.unit is not None and user.unit.path.startswith(unit.path)


def require_list(user: User | None, row: IssueList, verb: str) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in list_verbs(user, row):
        raise Refused("您不能办理这份清单的此项工作：" + _why(user, row.unit, verb))


def require_issue(user: User | None, row: Issue, verb: str) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in issue_verbs(user, row):
        raise Refused("您不能办理这条问题的此项工作：" + _why(user, row.unit, verb))


def require_whole(user: User, rows: IssueQuerySet) -> None:
    """Raise Refused where a paper would hold issues the person is not cleared for.

    What the unit filed itself and handed over to another unit since stays in its list.
    """
    hidden = rows.exclude(pk__in=Issue.objects.visible_to(user).values("pk"))
    is_handed_over = ~Q(unit=F("issue_list__unit")) & Q(secrecy__lt=Label.SEALED)
    if hidden.exclude(is_handed_over).exists():
        raise Refused("其中有标为“限知”的问题，不在您的可阅范围内，请由领导小组办公室导出。")


def may_receive(user: User, row: Handover) -> bool:
    """Whether the person may answer for the unit that an issue is offered to."""
    return user.works_for(row.to_unit_id, Work.CLERK, Work.HEAD)


def require_receiver(user: User, row: Handover) -> None:
    """Raise Refused unless the person may."""
    if not may_receive(user, row):
        raise Refused(f"由接收单位{row.to_unit}的联络员或主要负责人答复。")


def require_office(user: User | None) -> None:
    """Raise Refused unless the person works for the office; `None` is the system itself."""
    if user is not None and not user.is_office:
        raise Refused("这项工作由领导小组办公室办理。")


def may_foresee(user: User, outside: Issue) -> bool:
    """Whether the person may match an outside event: the office's side, never the own unit."""
    works = user.works_as(Work.OFFICE, Work.REVIEWER, Work.INSPECTOR)
    return works and not _is_own(user, outside.unit)


def require_foresight(user: User, outside: Issue) -> None:
    """Raise Refused unless the person may."""
    if not may_foresee(user, outside):
        raise Refused("自查发现由办公室、审核员或督导组核对，不能核对本单位的问题。")


def may_decide(user: User, outside: Issue) -> bool:
    """Whether the person may decide what follows from an event found late."""
    return user.works_as(Work.OFFICE, Work.LEADER) and not _is_own(user, outside.unit)


def require_liability(user: User, row: Liability) -> None:
    """Raise Refused unless the person may."""
    if not may_decide(user, row.foresight.outside):
        raise Refused("责任由领导小组领导或办公室研究决定。")


def may_judge(user: User, row: Likeness) -> bool:
    """Whether the person may say what two texts that read alike are: never for the own unit."""
    own = any(_is_own(user, issue.unit) for issue in (row.first, row.second))
    return user.works_as(Work.OFFICE, Work.REVIEWER) and not own


def require_judge(user: User, row: Likeness) -> None:
    """Raise Refused unless the person may."""
    if not may_judge(user, row):
        raise Refused("雷同由审核员或领导小组办公室判定，不能判定本单位的清单。")


def _why(user: User, unit: Unit, verb: str) -> str:
    if verb in UNIT_ISSUE - OFFICE_ISSUE:
        return f"请由{unit.short}的联络员或主要负责人办理。"
    if _is_own(user, unit):
        return "本单位的问题须由其他单位的人员审核、验收和销号。"
    return "请由问题所在单位或领导小组办公室办理。"
