"""The numbers of the product: named once, computed once, each with the way to its rows."""

from reports.figures.checks import Check, checks
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Value
from reports.figures.kept import Kept, digest_of, keep
from reports.figures.registry import (
    BY_CODE,
    FIGURES,
    GROUPS,
    every_figure,
    every_value,
    groups,
    named_figure,
    values,
)
from reports.figures.rounds import round_code

__all__ = [
    "BY_CODE",
    "FIGURES",
    "GROUPS",
    "Check",
    "Facts",
    "Figure",
    "Kept",
    "Value",
    "checks",
    "digest_of",
    "every_figure",
    "every_value",
    "groups",
    "keep",
    "named_figure",
    "round_code",
    "values",
]
