"""The registry of named figures, and what they say of one campaign on one day."""

from reports.figures.facts import Facts
from reports.figures.figure import Figure, Value
from reports.figures.ledger import LEDGER
from reports.figures.register import SOURCES
from reports.figures.wings import WINGS

FIGURES: tuple[Figure, ...] = (*LEDGER, *WINGS)
GROUPS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("清单和台账", LEDGER),
    ("任务、评议、走访、督查和活动", WINGS),
)


def values(facts: Facts) -> dict[str, Value]:
    """Return every shipped figure with its number, by code."""
    return {figure.code: Value(figure, figure.count(facts)) for figure in FIGURES}


def groups(facts: Facts) -> list[tuple[str, list[Figure]]]:
    """Every figure of this campaign by group, with those the office's own data make."""
    shipped = [(name, list(group)) for name, group in GROUPS]
    return [*shipped, *((name, made(facts)) for name, made in SOURCES)]


def every_value(facts: Facts) -> dict[str, Value]:
    """Return the shipped figures and the office's own, by code."""
    return {
        figure.code: Value(figure, figure.count(facts))
        for _, group in groups(facts)
        for figure in group
    }
