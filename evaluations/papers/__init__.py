"""Papers of an evaluation: the ranking, the summary of votes, the record of the count."""

from evaluations.papers.feedback import feedback_paper
from evaluations.papers.ranking import ranking_workbook
from evaluations.papers.record import record_paper
from evaluations.papers.summary import summary_workbook

__all__ = ["feedback_paper", "ranking_workbook", "record_paper", "summary_workbook"]
