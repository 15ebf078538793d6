"""The numbers of the product: named once, computed once, each with the way to its rows."""

from reports.figures.checks import Check, checks
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Value
from reports.figures.registry import FIGURES, GROUPS, every_value, groups, values

__all__ = [
    "FIGURES",
    "GROUPS",
    "Check",
    "Facts",
    "Figure",
    "Value",
    "checks",
    "every_value",
    "groups",
    "values",
]
