"""Papers of an evaluation: the ranking, the summary of votes, the record of the count."""

from evaluations.papers.ranking import ranking_workbook
from evaluations.papers.summary import summary_workbook

__all__ = ["ranking_workbook", "summary_workbook"]
