"""Workbooks of what people said: exports and sums of the hotline, paper records of visits."""

from outreach.sheets.sums import read_sums, sum_fields
from outreach.sheets.tickets import fields, read
from outreach.sheets.visits import read_visits, store_visits, visit_fields

__all__ = [
    "fields",
    "read",
    "read_sums",
    "read_visits",
    "store_visits",
    "sum_fields",
    "visit_fields",
]
