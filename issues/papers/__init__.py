"""Lists and the ledger as workbooks."""

from issues.papers.closure import closure_workbook
from issues.papers.issue_list import list_workbook
from issues.papers.ledger import CELL_LIMIT, HEADING_ROW, TITLES, ledger_table, ledger_workbook

__all__ = [
    "CELL_LIMIT",
    "HEADING_ROW",
    "TITLES",
    "closure_workbook",
    "ledger_table",
    "ledger_workbook",
    "list_workbook",
]
