"""Study asked of every unit, and results of tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

import journal.rules as journal
from activities import policy
from activities.models import Activity, ActivityKind, Requirement, TestResult
from campaigns.models import Campaign
from common.refusal import Refused
from common.wording import tidy
from roster.models import Cadre, User


@transaction.atomic
def require_study(
    campaign: Campaign,
    *,
    kind: ActivityKind,
    title: str,
    starts_on: date,
    due_on: date,
    by: User,
    rhythm: str = Requirement.Rhythm.ONCE,
    is_required: bool = True,
) -> Requirement:
    """布置学习: ask every unit for a piece of study, once, each week or each month."""
    policy.require(by, "require_study")
    if not tidy(title):
        raise Refused("请写明学习内容。")
    if due_on < starts_on:
        raise Refused("完成期限早于开始日期，请改正其中一个。")
    row = Requirement.objects.create(
        campaign=campaign,
        kind=kind,
        title=tidy(title),
        starts_on=starts_on,
        due_on=due_on,
        rhythm=rhythm,
        is_required=is_required,
        by=by,
    )
    journal.write(row, "布置学习任务", by=by, note=row.title)
    return row


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a score sheet."""

    cadre: Cadre
    score: Decimal | None = None
    is_absent: bool = False
    resit_score: Decimal | None = None
    integrity_note: str = ""


@transaction.atomic
def record_results(activity: Activity, marks: Iterable[Mark], *, by: User) -> int:
    """登记成绩: enter or replace results of a test; return how many people have one now."""
    policy.require(by, "record_results", activity.unit)
    if not activity.kind.is_test:
        raise Refused(f"“{activity.kind}”不是测试，不登记成绩。")
    for mark in marks:
        _refuse_mark(mark)
        TestResult.objects.update_or_create(
            activity=activity,
            cadre=mark.cadre,
            defaults={
                "score": None if mark.is_absent else mark.score,
                "is_absent": mark.is_absent,
                "resit_score": mark.resit_score,
                "integrity_note": tidy(mark.integrity_note),
            },
        )
    count = activity.results.count()
    journal.write(activity, "登记成绩", by=by, note=f"{count}人")
    return count


def _refuse_mark(mark: Mark) -> None:
    for score in (mark.score, mark.resit_score):
        if score is not None and not 0 <= score <= 100:
            raise Refused(f"{mark.cadre}的成绩{score}不在0到100之间，请核对。")
    if mark.score is None and not mark.is_absent and mark.resit_score is None:
        raise Refused(f"{mark.cadre}既没有成绩也没有标明缺考，请补填。")
