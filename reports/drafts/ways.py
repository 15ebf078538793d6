"""Where a number of a paper leads: the rows held with it, or for a draft the rows of today."""

import re
from urllib.parse import urlencode

from django.urls import reverse

from reports.drafts.tokens import named
from reports.models import Circular

WAY = re.compile(r"(?P<code>[^@/]+)(?:@(?P<unit>\d+))?(?:/(?P<whole>.+))?")


def address(row: Circular, way: str, *, is_frozen: bool | None = None) -> str:
    """The page behind a way of `Piece`; `is_frozen` asks for the rows of then or of today."""
    if way.startswith("~"):
        return reverse("reports:compared", args=[row.pk, way[1:]])
    found = WAY.fullmatch(way) if not way.startswith("/") else None
    if found is None:
        return way
    asked = {"unit": found["unit"], "sole": found["unit"] and "on", "of": found["whole"]}
    if row.is_frozen if is_frozen is None else is_frozen:
        page = reverse("reports:frozen", args=[row.pk, found["code"]])
    else:
        page, asked["campaign"] = (
            reverse("reports:rows", args=[found["code"]]),
            f"{row.campaign_id}",
        )
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page}?{query}" if query else page


def prints(row: Circular, code: str, unit: int) -> bool:
    """Tell whether the paper itself says this number of the unit, in its tables or its text."""
    ways = [way for table in row.annexes for line in table.get("ways", ()) for way in line]
    said = named(part["text"] for part in row.sections)
    ways += [way for one in row.figures.all() if one.label in said for _, way in one.pieces or ()]
    found = [WAY.fullmatch(way) for way in ways if f"@{unit}" in way]
    return any(one and one["unit"] == f"{unit}" and code in one.groups() for one in found)


def figures_in(ways: list[str]) -> set[str]:
    """The codes of the figures that some ways lead to."""
    found = [WAY.fullmatch(way) for way in ways if not way.startswith("/")]
    named = [match[part] for match in found if match for part in ("code", "whole")]
    return {code.removeprefix("~") for code in named if code}
