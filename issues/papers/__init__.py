"""Lists and the ledger as workbooks."""

from issues.papers.closure import closure_workbook
from issues.papers.extension import extension_document
from issues.papers.issue_list import list_workbook
from issues.papers.ledger import (
    CELL_LIMIT,
    HEADING_ROW,
    TITLES,
    ledger_table,
    ledger_workbook,
)
from issues.papers.printed_ledger import printed_ledger
from issues.papers.self_check import KINDS, list_document, list_sheet, paper_name
from issues.papers.yearly import yearly_document

__all__ = [
    "CELL_LIMIT",
    "HEADING_ROW",
    "KINDS",
    "TITLES",
    "closure_workbook",
    "extension_document",
    "ledger_table",
    "ledger_workbook",
    "list_document",
    "list_sheet",
    "list_workbook",
    "paper_name",
    "printed_ledger",
    "yearly_document",
]
