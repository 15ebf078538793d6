"""Figures as of a date: what dated rows say of a day that has passed."""

from collections.abc import Mapping
from datetime import date, timedelta

from reports.figures.behind import Listed
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Number, rate


def as_of(facts: Facts, figure: Figure, day: date, kin: Mapping[str, Figure]) -> Number:
    """What a figure said at the end of a day; None where its rows carry no dates.

    A rate is made of its two parts as of that day; `kin` are the figures by code.
    """
    if figure.share:
        part, whole = (as_of(facts, kin[code], day, kin) for code in figure.share)
        return rate(int(part or 0), int(whole or 0))
    if figure.behind is None or isinstance(figure.behind, Listed) or not figure.goes_back:
        return None
    return figure.behind.number(facts, day)


def course(
    facts: Facts, figure: Figure, kin: Mapping[str, Figure], *, weeks: int = 8
) -> list[tuple[date, Number]]:
    """The figure week by week until today; empty where it cannot be told."""
    if not figure.goes_back:
        return []
    days = [facts.today - timedelta(weeks=back) for back in range(weeks, -1, -1)]
    return [
        (day, as_of(facts, figure, day, kin)) for day in days if day >= facts.campaign.starts_on
    ]
