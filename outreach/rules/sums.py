"""The hotline's own sums by department, kept as they came."""

from django.db import transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from common.workbook.report import Report
from outreach import policy
from outreach.models import Sum
from outreach.rules.intake import OFFICE_ONLY, unit_in
from roster.models import Unit, User

NUMBERS = ("sent", "owed", "done", "late", "extended", "twice", "content", "fair", "bad")
SHARES = ("response", "solution", "satisfaction")


@transaction.atomic
def take_sums(report: Report, campaign: Campaign | None, *, by: User | None = None) -> int:
    """导入部门统计: the same days anew replace what was said of them before. Returns how many."""
    if campaign is None:
        raise Refused("还没有活动，请先建立活动再导入。")
    if by is not None:
        policy.require_office(by, OFFICE_ONLY)
    units = {unit.code: unit for unit in Unit.objects.standing()}
    rows = [
        Sum(
            campaign=campaign,
            unit=unit_in(units, row),
            first=row["first"],
            last=row["last"],
            **{name: row[name] for name in (*NUMBERS, *SHARES)},
        )
        for row in report.rows
    ]
    for first, last in {(row.first, row.last) for row in rows}:
        Sum.objects.filter(campaign=campaign, first=first, last=last).delete()
    Sum.objects.bulk_create(rows)
    journal.write(campaign, "导入部门统计", by=by, count=len(rows))
    return len(rows)
