"""Numbers the office notes because no row of the system holds them."""

from datetime import date
from decimal import Decimal

from django.db import transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from common.wording import tidy
from reports import policy
from reports.drafts.tokens import TOKEN
from reports.figures import FIGURES
from reports.models import Noted
from roster.models import User

SHIPPED = frozenset(figure.label for figure in FIGURES)


@transaction.atomic
def note(
    campaign: Campaign,
    *,
    label: str,
    number: Decimal,
    measure: str,
    source: str,
    noted_on: date,
    by: User,
) -> Noted:
    """登记数字: a number from a named document; a later word stands beside the old one (004-20)."""
    policy.require(by, "note")
    name = tidy(label)
    if not name or not tidy(source):
        raise Refused("请写明数字的名称和依据（哪份材料、哪个部门提供）。")
    if name in SHIPPED:
        raise Refused(f"“{name}”系统已有统计，不用手工登记；口径见统计数字页。")
    if not TOKEN.fullmatch(f"{{{name}}}"):
        raise Refused("名称请控制在30字以内，不要写花括号。")
    row = Noted.objects.create(
        campaign=campaign,
        label=name,
        number=number,
        measure=tidy(measure),
        source=tidy(source),
        noted_on=noted_on,
        by=by,
    )
    journal.write(row, "登记数字", by=by, note=f"{row}，依据：{row.source}")
    return row
