"""The numbers of the product: named once, computed once, each with the way to its rows."""

from reports.figures.checks import Check, checks
from reports.figures.facts import Facts
from reports.figures.registry import FIGURES, Figure, Value, values

__all__ = ["FIGURES", "Check", "Facts", "Figure", "Value", "checks", "values"]
