"""An uploaded workbook read against the units and holidays of a campaign."""

from pathlib import Path

import campaigns.rules as campaign_rules
from campaigns.models import Campaign
from common.workbook import open_workbook
from common.workbook.report import Report
from issues.readings import reference
from issues.sheets.reading import Defaults, read
from roster.models import Unit


def read_upload(path: Path, name: str, *, campaign: Campaign, unit: Unit | None = None) -> Report:
    """What an uploaded file would bring to a campaign; nothing is stored."""
    return read(
        open_workbook(path, name),
        directory=Unit.objects.standing().directory(reference.group_targets()),
        add_workdays=campaign_rules.calendar().add,
        defaults=Defaults(campaign.year, campaign.received_on, unit.code if unit else None),
    )
