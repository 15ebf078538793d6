"""What is done with results: designations, commendations, the register of uses, gains, reports."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign, UpwardReport
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import (
    Commendation,
    Designation,
    DesignationRule,
    Gain,
    Round,
    Standing,
    Use,
)
from evaluations.models.uses import Proposal, Verdict
from evaluations.rules.ranking import TOO_FEW
from evaluations.rules.yearly import FACTS
from evaluations.scoring.conditions import condition
from evaluations.scoring.faults import SchemeFault
from roster.models import Unit, User
from roster.words import Work

WAITING_OR_HELD = (Verdict.PROPOSED, Verdict.APPROVED)


def install_designation_rules() -> None:
    """装入认定条件: the shipped conditions; one that the office changed stays as it is."""
    for row in dictionary("evaluations", "designations"):
        DesignationRule.objects.get_or_create(kind=row["kind"], defaults={"text": row["text"]})


@transaction.atomic
def keep_designation_rule(row: DesignationRule, *, text: str, by: User) -> None:
    """修改认定条件: a condition that cannot be read, or asks for an unknown figure, is refused."""
    policy.require(by, "designate")
    try:
        asked = condition(tidy(text))
    except SchemeFault as fault:
        raise Refused(str(fault)) from fault
    if unknown := asked.names - set(FACTS):
        raise Refused(f"没有“{'、'.join(sorted(unknown))}”这项数据，可用：{'、'.join(FACTS)}。")
    DesignationRule.objects.filter(pk=row.pk).update(text=tidy(text))
    row.text = tidy(text)
    journal.write(row, "修改认定条件", by=by, note=row.text)


@transaction.atomic
def designate(
    campaign: Campaign, unit: Unit, *, kind: str, ground: str, by: User, measures: str = ""
) -> Designation:
    """提出认定: 满意单位 or 不满意单位 with the figures it rests on; a leader decides (003-18)."""
    policy.require(by, "designate")
    if not tidy(ground):
        raise Refused("请写明依据，例如历次得分、名次和满意率。")
    if kind == Designation.Kind.UNSATISFIED and not tidy(measures):
        raise Refused("提出不满意单位须写明拟采取的约束措施，例如约谈、限期整改、取消评优资格。")
    held = Designation.objects.filter(campaign=campaign, unit=unit, status__in=WAITING_OR_HELD)
    if held.exists():
        raise Conflict(f"“{unit}”已经认定或正在等待审批。")
    row = Designation.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        ground=tidy(ground),
        measures=tidy(measures),
        proposed_by=by,
    )
    journal.write(row, "提出认定", by=by, note=f"{row}：{row.ground[:150]}")
    return row


def _decide(row: Proposal, verb: str, *, by: User, agrees: bool, opinion: str) -> None:
    policy.require(by, verb)
    if row.proposed_by_id == by.pk:
        raise Refused("提出人不能自己审批，请由其他领导审批。")
    if not agrees and not tidy(opinion):
        raise Refused("不同意请写明理由。")
    to = Verdict.APPROVED if agrees else Verdict.REFUSED
    row.move(to, decided_by=by, decided_at=now(), opinion=tidy(opinion))


@transaction.atomic
def decide_designation(row: Designation, *, by: User, agrees: bool, opinion: str = "") -> None:
    """审批认定: by a leader; the unit is told."""
    _decide(row, "decide_designation", by=by, agrees=agrees, opinion=opinion)
    journal.write(row, "审批认定", by=by, note=row.get_status_display())
    if agrees:
        people = User.objects.filter(
            unit=row.unit, duties__work__in=[Work.HEAD, Work.CLERK], is_active=True
        )
        follows = f"措施：{row.measures}" if row.measures else ""
        notices.tell(
            people.distinct(),
            key=f"designation-{row.pk}",
            text=f"本单位被认定为{row.get_kind_display()}。{follows}",
            url="/results/designations/",
        )


@transaction.atomic
def revoke_designation(row: Designation, *, opinion: str, by: User) -> None:
    """撤销认定: a leader takes it back, with the reason."""
    policy.require(by, "decide_designation")
    if not tidy(opinion):
        raise Refused("请写明撤销的理由。")
    row.move(Verdict.REVOKED, opinion=tidy(opinion))
    journal.write(row, "撤销认定", by=by, note=row.opinion)


@transaction.atomic
def follow_designation(row: Designation, *, text: str, on: date, by: User) -> None:
    """登记措施落实: what was done of the measures, and when."""
    policy.require(by, "designate")
    if row.status != Verdict.APPROVED:
        raise Conflict("认定批准以后才登记措施落实。")
    if not tidy(text):
        raise Refused("请写明措施落实情况。")
    if on > localdate():
        raise Refused("落实日期不能晚于今天。")
    Designation.objects.filter(pk=row.pk).update(followed=tidy(text), followed_on=on)
    row.refresh_from_db()
    journal.write(row, "登记措施落实", by=by, note=row.followed[:200])


@transaction.atomic
def commend(
    campaign: Campaign, unit: Unit, *, kind: str, reason: str, by: User, name: str = ""
) -> Commendation:
    """提出表扬: a place, a unit or a person with the reason (001-43); a leader decides."""
    policy.require(by, "commend")
    if len(tidy(reason)) < 10:
        raise Refused("请写明事迹，至少一两句具体的话。")
    if kind == Commendation.Kind.PERSON and not tidy(name):
        raise Refused("表扬个人请填写姓名。")
    shamed = Designation.objects.filter(
        campaign=campaign, unit=unit, kind=Designation.Kind.UNSATISFIED, status=Verdict.APPROVED
    )
    if kind != Commendation.Kind.PERSON and shamed.exists():
        raise Refused(f"“{unit}”已认定为不满意单位，不能表扬该单位。")
    row = Commendation.objects.create(
        campaign=campaign,
        unit=unit,
        kind=kind,
        name=tidy(name) if kind == Commendation.Kind.PERSON else "",
        reason=tidy(reason),
        proposed_by=by,
    )
    journal.write(row, "提出表扬", by=by, note=str(row))
    return row


@transaction.atomic
def decide_commendation(row: Commendation, *, by: User, agrees: bool, opinion: str = "") -> None:
    """审批表扬: by a leader; from then on it stands on the list."""
    _decide(row, "decide_commendation", by=by, agrees=agrees, opinion=opinion)
    journal.write(row, "审批表扬", by=by, note=row.get_status_display())


@transaction.atomic
def note_use(
    campaign: Campaign,
    unit: Unit,
    *,
    kind: str,
    used_on: date,
    text: str,
    by: User,
    round: Round | None = None,
    paper_number: str = "",
) -> Use:
    """登记结果运用: what a result was used for, when and under which paper (001-42)."""
    policy.require(by, "note_use")
    if not tidy(text):
        raise Refused("请写明结果是怎样运用的。")
    if used_on > localdate():
        raise Refused("日期不能晚于今天。")
    if round is not None and round.status not in Round.SHOWN:
        raise Refused("评议结果公示以后才能运用。")
    row = Use.objects.create(
        campaign=campaign,
        unit=unit,
        round=round,
        kind=kind,
        used_on=used_on,
        text=tidy(text),
        paper_number=tidy(paper_number),
        by=by,
    )
    journal.write(row, "登记结果运用", by=by, note=str(row))
    return row


@transaction.atomic
def keep_gain(campaign: Campaign, *, by: User, row: Gain | None = None, **fields: Any) -> Gain:
    """保存三提升指标: base, mid and end figures of one measure, with their source (001-45)."""
    policy.require(by, "keep_gain")
    if fields.get("end") is not None and fields.get("mid") is None:
        raise Refused("请先填期中数，再填期末数；没有期中数的填与期末相同。")
    same = Gain.objects.filter(campaign=campaign, name=tidy(str(fields["name"])))
    if (same.exclude(pk=row.pk) if row else same).exists():
        raise Refused("本活动已有同名指标，请换一个名称。")
    kept = row or Gain(campaign=campaign)
    for name, value in fields.items():
        setattr(kept, name, tidy(value) if isinstance(value, str) else value)
    kept.save()
    journal.write(kept, "保存三提升指标", by=by, note=str(kept))
    return kept


@transaction.atomic
def report_round(round_: Round, *, by: User, note: str = "") -> UpwardReport:
    """上报评议结果: the round of a lower campaign goes to the campaign above it (001-31)."""
    policy.require(by, "report_round")
    if round_.status not in Round.SHOWN:
        raise Refused("结果公示以后才能上报。")
    title = f"{round_.result_name}"
    if UpwardReport.objects.filter(campaign=round_.campaign, title=title).exists():
        raise Conflict("本次评议结果已经上报。")
    return campaigns.report_up(
        round_.campaign, title=title, text=reported_words(round_, note), by=by
    )


def reported_words(round_: Round, note: str = "") -> str:
    """What a report upward says: how many units, the mean, and every published place."""
    rows = list(
        Standing.objects.filter(round=round_, cohort__is_published=True)
        .select_related("unit", "cohort")
        .defer("detail")
        .in_order()
    )
    scores = [row.score for row in rows if row.score is not None and row.score_shown != TOO_FEW]
    lines = [f"{round_.campaign}开展“{round_}”，参评单位{len(rows)}个。"]
    if scores:
        mean = (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"))
        lines.append(f"平均得分{mean}，最高{max(scores):.2f}，最低{min(scores):.2f}。")
    lines += [
        f"{row.cohort}第{row.rank}名 {row.unit} {row.score_shown} {row.tier}".rstrip()
        for row in rows
        if row.rank is not None
    ]
    return "\n".join([*lines, *([tidy(note)] if tidy(note) else [])])
