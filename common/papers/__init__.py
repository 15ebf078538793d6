"""Official documents in GB/T 9704-2012 layout, as WPS-editable .docx; knows no office words."""

from common.papers import heads
from common.papers.cards import broad_sheet, card
from common.papers.pages import can_print, page_count, pdf
from common.papers.paper import ORDINALS, Paper, written_date, written_number

__all__ = [
    "ORDINALS",
    "Paper",
    "broad_sheet",
    "can_print",
    "card",
    "heads",
    "page_count",
    "pdf",
    "written_date",
    "written_number",
]
