"""The workbook kit: open a file safely, find its headings, tell its rows apart.

It knows nothing of the office's words; field dictionaries and row words are arguments.
"""

from common.workbook.grid import Cell, Fault, Merge, Sheet, Workbook
from common.workbook.reading import marked_workbook, open_upload, open_workbook
from common.workbook.unreadable import Unreadable

__all__ = [
    "Cell",
    "Fault",
    "Merge",
    "Sheet",
    "Unreadable",
    "Workbook",
    "marked_workbook",
    "open_upload",
    "open_workbook",
]
