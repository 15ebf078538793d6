"""What does not add up, and whose rows are looked at."""

from issues.figures.checks import CHECKS, QUIET_DAYS, Finding, findings
from issues.figures.differences import Difference, count_differences, sum_differences
from issues.figures.scope import FROM_OUTSIDE, FROM_THE_PUBLIC, Check, Scope
from issues.figures.summary import Summary, summaries, summary
from issues.figures.sums import Summed, Sums, add_up, summed

__all__ = [
    "CHECKS",
    "FROM_OUTSIDE",
    "FROM_THE_PUBLIC",
    "QUIET_DAYS",
    "Check",
    "Difference",
    "Finding",
    "Scope",
    "Summary",
    "Summed",
    "Sums",
    "add_up",
    "count_differences",
    "findings",
    "sum_differences",
    "summaries",
    "summary",
    "summed",
]
