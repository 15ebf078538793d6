"""Putting one question to many units, and what becomes of their answers."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.models import Answer, Enquiry, Issue
from issues.rules.drafting import draft, open_list
from issues.rules.saying import said
from issues.words import Nature
from roster.models import Unit, User
from roster.words import Work


@transaction.atomic
def enquire(
    campaign: Campaign,
    *,
    by: User,
    text: str,
    units: Iterable[Unit],
    due_on: date,
    issue: Issue | None = None,
) -> Enquiry:
    """发问: ask units whether they have this too; with `issue` it is 举一反三 (001-08, 001-11)."""
    if not by.is_office:
        raise Refused("共性问题清单和举一反三由领导小组办公室提出。")
    asked = [unit for unit in units if issue is None or unit.pk != issue.unit_id]
    if not asked:
        raise Refused("请至少选择一个要答复的单位。")
    if due_on < localdate():
        raise Refused("答复期限已经过去，请选择今天或以后的日期。")
    kind = Enquiry.Kind.LEARN if issue else Enquiry.Kind.COMMON
    row = Enquiry.objects.create(
        campaign=campaign,
        kind=kind,
        text=said(text, "没有写要各单位对照的问题。"),
        issue=issue,
        due_on=due_on,
        asked_by=by,
    )
    Answer.objects.bulk_create([Answer(enquiry=row, unit=unit) for unit in asked], batch_size=500)
    journal.write(row, row.get_kind_display(), by=by, note=f"{len(asked)}个单位")
    _tell(row, asked)
    return row


def _tell(row: Enquiry, units: list[Unit]) -> None:
    people = User.objects.filter(duties__unit__in=units, duties__work__in=[Work.CLERK, Work.HEAD])
    notices.tell(
        people.distinct(),
        key=f"enquiry-{row.pk}",
        text=f"请于{row.due_on}前对照答复{row.get_kind_display()}：{row}",
        kind="list",
        url=row.get_absolute_url(),
    )


@transaction.atomic
def answer_enquiry(answer: Answer, *, by: User, has_it: bool, example: str) -> Answer:
    """答复: say whether the unit has it; yes with an example, no with how one looked."""
    _require_unit(by, answer)
    words = said(
        example,
        "答“有”须写具体事例：何时、何地、何人、何事。" if has_it else "答“无”须写明怎样排查的。",
    )
    if answer.issue_id is not None:
        raise Refused("这条已经列入清单，不能再改答复；请在清单里修改。")
    claimed = Answer.objects.filter(pk=answer.pk, answered_at=answer.answered_at, issue=None)
    fields = {"has_it": has_it, "example": words, "answered_by": by, "answered_at": now()}
    if not claimed.update(**fields):
        raise Conflict("这一问刚刚已由他人答复，请刷新页面对照。")
    answer.refresh_from_db()
    journal.write(
        answer.enquiry, "答复", by=by, note=f"{answer.unit.short}：{answer.word} {words[:80]}"
    )
    return answer


@transaction.atomic
def adopt_answer(answer: Answer, *, by: User) -> Issue:
    """列入清单: make the unit's yes an issue on its list, with its origin on record."""
    _require_unit(by, answer)
    held = Answer.objects.select_for_update().select_related("enquiry", "unit").get(pk=answer.pk)
    if not held.has_it:
        raise Refused("答复“有”的才能列入清单。")
    if held.issue_id is not None:
        raise Refused("这条答复已经列入清单，不用重复办理。")
    campaign = held.enquiry.campaign
    row = draft(
        campaign,
        held.unit,
        by=by,
        issue_list=open_list(campaign, held.unit, by=by),
        text=held.enquiry.text,
        example=tidy(held.example),
        nature=Nature.COMMON,
        origin=f"{held.enquiry.get_kind_display()}（第{held.enquiry_id}问）",
    )
    Answer.objects.filter(pk=held.pk).update(issue=row)
    return row


def _require_unit(by: User, answer: Answer) -> None:
    if not by.works_for(answer.unit_id, Work.CLERK, Work.HEAD):
        raise Refused(f"这一问由{answer.unit}的联络员或主要负责人答复。")
