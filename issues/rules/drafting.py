"""Writing issues down: from the grid, from a form, from a workbook, from what others found."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues import policy
from issues.models import Issue, IssueList, Measure
from issues.models.issue import NO_DATE
from issues.rules.counting import add, step
from issues.rules.long_term import require_may_last
from issues.rules.saying import LONGEST
from issues.words import Level, Source
from journal.models import Entry
from roster.models import Cadre, Unit, User

TEXTS = (
    "text",
    "example",
    "cause",
    "target",
    "standard",
    "due_words",
    "leader",
    "leader_post",
    "owner",
    "dept",
    "evidence",
    "note",
    "origin",
    "category_raw",
)
CHANGEABLE = frozenset(
    {
        *TEXTS,
        "category",
        "source",
        "nature",
        "rectify",
        "due_on",
        "is_long_term",
        "found_on",
        "temp",
    }
)
EDITED = "改问题"
TRIES = 5
SITTING = timedelta(hours=1)


@transaction.atomic
def open_list(
    campaign: Campaign,
    unit: Unit,
    *,
    level: str = Level.UNIT,
    cadre: Cadre | None = None,
    by: User | None,
) -> IssueList:
    """建清单: return the list of this level, made on first use."""
    issue_list, is_new = IssueList.objects.get_or_create(
        campaign=campaign, unit=unit, level=level, cadre=cadre
    )
    if is_new:
        policy.require_list(by, issue_list, "draft")
        journal.write(issue_list, "建清单", by=by)
    return issue_list


@transaction.atomic
def draft(
    campaign: Campaign,
    unit: Unit,
    *,
    by: User | None,
    text: str,
    issue_list: IssueList | None = None,
    measures: Sequence[str] = (),
    number: str = "",
    duty_units: Iterable[Unit] = (),
    **fields: Any,
) -> Issue:
    """记问题: write an issue down as a draft of the unit; `source` says where it came from.

    Raises Refused when the text is empty or too long, when the list is closed to changes, or when
    the number is taken.
    """
    issue = Issue(campaign=campaign, unit=unit, issue_list=issue_list, text=text)
    if issue_list is not None:
        require_open(issue_list)
        issue.level = issue_list.level
    _require_writer(by, issue, fields.get("source", Source.SELF))
    fill(issue, {"text": text, **fields})
    _save_numbered(issue, number)
    _set_measures(issue, measures)
    issue.duty_units.set(duty_units)
    add(issue, issue.status, 1)
    journal.write(issue, "记问题", by=by, source=issue.source)
    return issue


def _require_writer(by: User | None, issue: Issue, source: str) -> None:
    """The unit writes its own; what others found, and a ledger on paper, the office's side."""
    if by is None or (source != Source.SELF and by.sees_all_units):
        return
    if issue.issue_list is None and by.is_office:
        return
    if issue.issue_list is not None:
        policy.require_list(by, issue.issue_list, "draft")
    else:
        policy.require_issue(by, issue, "draft")


def require_open(issue_list: IssueList) -> None:
    """填报检查: raise Refused while the list waits for an answer or is filed."""
    if not issue_list.is_editable:
        raise Refused(
            f"{issue_list}目前是“{issue_list.get_status_display()}”，不能改动；"
            "需要补充时请由单位主要负责人先重新打开清单。"
        )


def _save_numbered(issue: Issue, number: str) -> None:
    """Save under the given number, or under the next free one; somebody may be quicker."""
    number_fits(number)
    if number and _is_taken(issue.campaign, number):
        raise Refused(f"问题编号“{number}”已被使用，请换一个编号。")
    for _ in range(TRIES):
        issue.seq = _next_seq(issue.campaign, issue.unit)
        issue.number = number or _free_number(issue)
        try:
            with transaction.atomic():
                issue.save()
        except IntegrityError:
            continue
        return
    raise Conflict("同一时间有多人在登记问题，请稍后再保存。")


def number_fits(number: str) -> None:
    """编号检查: raise Refused for a number longer than the field."""
    if len(number) > (Issue.longest("number") or LONGEST):
        raise Refused(f"问题编号“{number[:20]}…”太长，请改短后再登记。")


def _free_number(issue: Issue) -> str:
    """The next number of the unit that no paper has brought along already."""
    for seq in count(issue.seq):
        number = f"{issue.campaign.year}-{issue.unit.code}-{seq:03d}"
        if not _is_taken(issue.campaign, number):
            break
    return number


def _is_taken(campaign: Campaign, number: str) -> bool:
    return Issue.objects.filter(campaign=campaign, number=number).exists()


def _next_seq(campaign: Campaign, unit: Unit) -> int:
    last = Issue.objects.filter(campaign=campaign, unit=unit).aggregate(top=Max("seq"))["top"]
    return (last or 0) + 1


def fill(issue: Issue, fields: dict[str, Any]) -> None:
    """填写: set the words of an issue; raises Refused for what does not fit."""
    unknown = fields.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"not a field of an issue: {sorted(unknown)}")
    for name, value in fields.items():
        kept = tidy(value) if name in TEXTS and isinstance(value, str) else value
        longest = Issue.longest(name) or LONGEST
        if isinstance(kept, str) and len(kept) > longest:
            raise Refused(f"“{Issue.label(name)}”超过{longest}字，请精简后再保存。")
        setattr(issue, name, kept)
    if not issue.text and issue.issue_list is None:
        raise Refused("请写明存在的问题。")
    if issue.due_on is None:
        issue.due_on = NO_DATE
    require_may_last(issue.source, issue.rectify)


def _set_measures(issue: Issue, measures: Sequence[str]) -> None:
    issue.measures.all().delete()
    kept = [text for text in (tidy(measure) for measure in measures) if text]
    Measure.objects.bulk_create(
        Measure(issue=issue, number=number, text=text) for number, text in enumerate(kept, 1)
    )


@transaction.atomic
def edit(
    issue: Issue,
    *,
    by: User | None,
    version: int,
    measures: Sequence[str] | None = None,
    **fields: Any,
) -> Issue:
    """改问题: change a draft; refuses when somebody else changed it since `version` was read."""
    policy.require_issue(by, issue, "edit")
    if issue.issue_list is not None:
        require_open(issue.issue_list)
    if not issue.is_editable:
        raise Refused(f"“{issue.get_status_display()}”的问题不能再改文字，只能填报进展。")
    claimed = Issue.objects.filter(pk=issue.pk, version=version).update(version=F("version") + 1)
    if not claimed:
        raise Conflict("这一条刚刚由他人改过，请对照后再保存。")
    issue.refresh_from_db()
    fill(issue, fields)
    issue.save()
    if measures is not None:
        _set_measures(issue, measures)
    _note_edit(issue, by)
    return issue


def _note_edit(issue: Issue, by: User | None) -> None:
    """One entry a sitting: the grid saves every second, the journal need not say so each time."""
    last = Entry.objects.about(issue).first()
    recent = last and last.verb == EDITED and now() - last.at < SITTING
    if not (recent and last and last.actor_id == (by and by.pk)):
        journal.write(issue, EDITED, by=by)


@transaction.atomic
def remove(issue: Issue, *, by: User) -> None:
    """删草稿: take an issue off an open list; what was ever submitted is kept as cancelled."""
    policy.require_issue(by, issue, "remove")
    if issue.issue_list is not None:
        require_open(issue.issue_list)
    if issue.status == Issue.Status.RETURNED:
        step(issue, Issue.Status.CANCELLED)
        journal.write(issue, "撤回问题", by=by)
        return
    if issue.status != Issue.Status.DRAFT:
        raise Refused("已进入台账的问题不能删除，请按程序整改销号或申请撤销。")
    add(issue, issue.status, -1)
    journal.write(issue, "删草稿", by=by, text=issue.text)
    issue.delete()
