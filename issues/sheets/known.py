"""Rows of a file that the database has already."""

from collections import defaultdict

from campaigns.models import Campaign
from common.workbook.report import Report
from issues.models import Issue
from issues.readings.choices import key

Place = tuple[str, int]


def known(report: Report, campaign: Campaign | None) -> dict[Place, str]:
    """The rows whose words are already an issue of the same unit, each with its number."""
    stored = _stored(report, campaign)
    found: dict[Place, str] = {}
    for row in report.rows:
        numbers = stored.get((row["unit_code"], key(row["issue"] or "")), {})
        person = row.get("person")
        number = numbers.get(person) if person else next(iter(numbers.values()), None)
        if number:
            found[row["sheet"], row["row"]] = number
    return found


def _stored(
    report: Report, campaign: Campaign | None
) -> dict[tuple[str, str], dict[str | None, str]]:
    """The issues of these units by their words, and under them the numbers by person."""
    codes = {row["unit_code"] for row in report.rows if row["unit_code"]}
    rows = Issue.objects.filter(campaign=campaign, unit__code__in=codes).order_by("pk")
    asked = ("unit__code", "text", "issue_list__cadre__name", "number")
    stored: dict[tuple[str, str], dict[str | None, str]] = defaultdict(dict)
    for code, text, person, number in rows.values_list(*asked).iterator(chunk_size=2000):
        stored[code, key(text)].setdefault(person, number)
    return stored
