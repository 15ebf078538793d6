"""Workbooks of reports: a circular's annexes, the figures of a campaign."""

from openpyxl import Workbook

from common.papers import written_date
from reports.drafts import tables_of
from reports.figures import Facts
from reports.models import Circular
from reports.sheets.figures import figure_tables
from reports.sheets.plain import csv_of, table_named
from reports.sheets.table import saved, write_table

__all__ = ["circular_csv", "circular_workbook", "figures_csv", "figures_workbook"]


def circular_workbook(row: Circular) -> bytes:
    """Return a circular's tables as .xlsx, frozen ones from approval on."""
    office, day = row.campaign.office_name, written_date(row.as_of)
    book = _book(row.title, office)
    for place, table in enumerate(tables_of(row), 1):
        write_table(book, place, table, f"{office}　　数据截至{day}　　{row.written_number}")
    if not book.worksheets:
        book.create_sheet("附表")
    return saved(book)


def figures_workbook(facts: Facts) -> bytes:
    """Return every figure with its definition, the units, the matrix and who has not filed."""
    campaign = facts.campaign
    book = _book(f"{campaign.name}统计数字", campaign.office_name)
    about = f"{campaign.name}　　数据截至{written_date(facts.today)}"
    if facts.period is not None:
        about += f"　　只计{facts.period}登记的"
    for place, table in enumerate(figure_tables(facts), 1):
        write_table(book, place, table, about)
    return saved(book)


def _book(title: str, author: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, author
    return book


def figures_csv(facts: Facts, title: str) -> bytes | None:
    """One of the same tables as .csv; None where there is none of this title."""
    table = table_named(figure_tables(facts), title)
    return csv_of(table) if table else None


def circular_csv(row: Circular, title: str) -> bytes | None:
    """One table of a paper as .csv, frozen ones from approval on."""
    table = table_named(tables_of(row), title)
    return csv_of(table) if table else None
