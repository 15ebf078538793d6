"""What does not add up, and whose rows are looked at."""

from issues.figures.checks import CHECKS, QUIET_DAYS, Finding, findings
from issues.figures.differences import Difference, count_differences
from issues.figures.scope import FROM_OUTSIDE, FROM_THE_PUBLIC, Check, Scope
from issues.figures.summary import Summary, summaries, summary

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
    "count_differences",
    "findings",
    "summaries",
    "summary",
]
