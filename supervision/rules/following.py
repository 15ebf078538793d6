"""Exposure, focus units and the restricted registers."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Conflict, Refused
from common.wording import tidy
from issues.screening.redaction import redact
from roster.models import Cadre, Unit, User
from supervision import policy
from supervision.models import Entry, Exposure, Focus, Inspection
from supervision.rules.telling import tell


@transaction.atomic
def expose(
    campaign: Campaign, unit: Unit, *, text: str, by: User, inspection: Inspection | None = None
) -> Exposure:
    """申请曝光: the words without persons, for a leader's approval."""
    policy.require(by, "expose", unit)
    if not tidy(text):
        raise Refused("请写明拟曝光的内容，隐去个人姓名。")
    if inspection is not None and inspection.unit_id != unit.pk:
        raise Refused("所附督查不是这个单位的，请重新选择。")
    row = Exposure.objects.create(
        campaign=campaign,
        unit=unit,
        inspection=inspection,
        text=_without_persons(text),
        asked_by=by,
    )
    journal.write(row, "申请曝光", by=by)
    return row


def _without_persons(text: str) -> str:
    """The words with the people of the roster, telephones and papers taken out."""
    return redact(tidy(text), Cadre.objects.order_by().values_list("name", flat=True).distinct())


@transaction.atomic
def answer_exposure(row: Exposure, *, by: User, agrees: bool, answer: str = "") -> None:
    """审批曝光: a leader other than the one who asked; the unit is told first."""
    policy.require(by, "answer_exposure", row.unit)
    if row.asked_by_id == by.pk:
        raise Refused("申请人不能自己审批，请由另一人审批。")
    if not agrees and not tidy(answer):
        raise Refused("不同意曝光的，请写明理由。")
    to = Exposure.Status.SHOWN if agrees else Exposure.Status.REFUSED
    row.move(to, answered_by=by, answered_at=now(), answer=tidy(answer))
    journal.write(row, "审批曝光", by=by, note=row.get_status_display())
    if agrees:
        tell(
            row.unit,
            f"exposure-{row.pk}",
            f"已内部曝光：{row.text[:80]}",
            "/supervision/exposures/",
        )


@transaction.atomic
def follow_exposure(row: Exposure, *, by: User, later: str, withdraws: bool = False) -> None:
    """登记后续: what became of it stands beside the exposure; done, it may be taken down."""
    policy.require(by, "expose", row.unit)
    if row.status != Exposure.Status.SHOWN:
        raise Conflict("曝光以后才登记后续整改情况。")
    if not tidy(later):
        raise Refused("请写明后续整改情况。")
    Exposure.objects.filter(pk=row.pk).update(later=_without_persons(later))
    if withdraws:
        row.move(Exposure.Status.WITHDRAWN)
    row.refresh_from_db()
    journal.write(row, "登记曝光后续", by=by, note=tidy(later)[:200])


@transaction.atomic
def propose_focus(campaign: Campaign, unit: Unit, *, ground: str, by: User) -> Focus:
    """建议列为重点: with the figures it rests on; nothing changes for the unit yet."""
    policy.require(by, "propose_focus", unit)
    if not tidy(ground):
        raise Refused("请写明依据，例如满意度、投诉件数和逾期件数。")
    open_ones = Focus.objects.filter(campaign=campaign, unit=unit)
    if open_ones.filter(status__in=["proposed", "confirmed"]).exists():
        raise Conflict(f"“{unit}”已经在重点整顿对象里或等待确认。")
    row = Focus.objects.create(campaign=campaign, unit=unit, ground=tidy(ground), proposed_by=by)
    journal.write(row, "建议列为重点整顿对象", by=by, note=row.ground[:200])
    return row


@transaction.atomic
def decide_focus(
    row: Focus,
    *,
    by: User,
    agrees: bool,
    note: str = "",
    exit_rule: str = "",
    team: str = "",
    stationed_on: date | None = None,
) -> None:
    """确认重点整顿对象: by a leader, with the condition under which the unit leaves."""
    policy.require(by, "decide_focus", row.unit)
    if agrees and not tidy(exit_rule):
        raise Refused("请写明退出条件，例如连续两次评议不在末位且逾期清零。")
    to = Focus.Status.CONFIRMED if agrees else Focus.Status.REFUSED
    row.move(
        to,
        decided_by=by,
        decided_at=now(),
        note=tidy(note),
        exit_rule=tidy(exit_rule),
        team=tidy(team),
        stationed_on=stationed_on,
    )
    journal.write(row, "确认重点整顿对象", by=by, note=row.get_status_display())
    if agrees:
        text = f"本单位被列为重点整顿对象，退出条件：{row.exit_rule}"
        tell(row.unit, f"focus-{row.pk}", text, "/supervision/focus/")


@transaction.atomic
def leave_focus(row: Focus, *, by: User, note: str) -> None:
    """退出重点: the condition was checked and is met."""
    policy.require(by, "leave_focus", row.unit)
    if not tidy(note):
        raise Refused("请写明怎样核对了退出条件。")
    row.move(Focus.Status.LEFT, note=tidy(note), left_on=localdate())
    journal.write(row, "退出重点整顿", by=by, note=tidy(note)[:200])


@transaction.atomic
def note_entry(
    campaign: Campaign,
    *,
    kind: str,
    noted_on: date,
    by: User,
    people: int = 0,
    matters: int = 0,
    unit: Unit | None = None,
    paper_number: str = "",
) -> Entry:
    """登记问责表彰: numbers and the paper's number only; names and matters stay elsewhere."""
    policy.require_office(by)
    if not people and not matters:
        raise Refused("人数和件数至少填一个。")
    if noted_on > localdate():
        raise Refused("日期不能晚于今天。")
    row = Entry.objects.create(
        campaign=campaign,
        kind=kind,
        noted_on=noted_on,
        unit=unit,
        people=people,
        matters=matters,
        paper_number=tidy(paper_number),
        by=by,
    )
    journal.write(row, "登记", by=by, note=str(row))
    return row
