"""An uploaded workbook read against the units, categories and holidays of a campaign."""

import campaigns.rules as campaign_rules
from campaigns.models import Campaign, Category
from common.workbook import Workbook
from common.workbook.report import Report
from issues.readings import reference
from issues.readings.choices import Option, Options
from issues.sheets.given import Defaults
from issues.sheets.reading import read
from roster.models import Unit


def read_for(campaign: Campaign, workbook: Workbook, *, unit: Unit | None = None) -> Report:
    """What a workbook would bring to a campaign; nothing is stored."""
    calendar = campaign_rules.calendar()
    return read(
        workbook,
        directory=Unit.objects.standing().directory(reference.group_targets()),
        add_workdays=calendar.add,
        is_unknown=calendar.unknown,
        categories=categories_of(campaign),
        defaults=Defaults(campaign.year, campaign.received_on, unit.code if unit else None),
    )


def categories_of(campaign: Campaign) -> Options | None:
    """The categories the campaign works with, edited ones included; none means the shipped."""
    rows = Category.objects.filter(taxonomy__in=campaign.taxonomies.all())
    options = [
        Option.from_mapping({"code": row.code, "label": row.name, "short": row.short or row.name})
        for row in rows
    ]
    return Options(options) if options else None
