"""Adjustments: points or a card with a basis, entered by one and approved by another."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Adjustment, Round
from evaluations.rules.ranking import rank
from evaluations.words import AdjustmentKind
from roster.models import Unit, User

OPEN_TO = (Round.Status.ENDED, Round.Status.SEALED, Round.Status.TALLIED)


@transaction.atomic
def adjust(
    round_: Round,
    unit: Unit,
    *,
    kind: str,
    basis: str,
    basis_on: date,
    by: User | None,
    points: Decimal = Decimal(0),
    card: str = "",
) -> Adjustment:
    """加减分: enter points or a card with its basis; it counts once another person approves."""
    policy.require(by, "adjust")
    if round_.status not in OPEN_TO:
        raise Refused("只有已结束、未审定的评议可以录入加减分。")
    if not basis.strip():
        raise Refused("请写明加减分的依据（文号或事由）。")
    if kind == AdjustmentKind.CARD and not card:
        raise Refused("请选择亮牌的颜色。")
    if kind != AdjustmentKind.CARD and points <= 0:
        raise Refused("分值应大于0。")
    if not round_.cohorts.filter(units=unit).exists():
        raise Refused(f"“{unit}”不在本次评议范围内。")
    row = Adjustment.objects.create(
        round=round_,
        unit=unit,
        kind=kind,
        points=points,
        card=card,
        basis=tidy(basis),
        basis_on=basis_on,
        entered_by=by,
    )
    journal.write(round_, "录入加减分", by=by, note=str(row), basis=row.basis)
    return row


@transaction.atomic
def approve_adjustment(row: Adjustment, *, by: User, agrees: bool = True) -> None:
    """审批加减分: another person agrees or not; standings that exist are made anew."""
    policy.require(by, "approve_adjustment")
    round_ = row.round
    if round_.status not in OPEN_TO:
        raise Refused("结果已经审定，加减分不能再审批。")
    if row.entered_by_id == by.pk:
        raise Refused("加减分不能由录入人自己审批，请另一人审批。")
    to = Adjustment.Status.APPROVED if agrees else Adjustment.Status.REFUSED
    row.move(to, approved_by=by, approved_at=now())
    if round_.status == Round.Status.TALLIED:
        rank(round_, by=None)
    journal.write(round_, "审批加减分", by=by, note=f"{row}：{row.get_status_display()}")
