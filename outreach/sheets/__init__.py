"""Workbooks of what people said: hotline exports and paper records of visits."""

from outreach.sheets.tickets import fields, read
from outreach.sheets.visits import read_visits, store_visits, visit_fields

__all__ = ["fields", "read", "read_visits", "store_visits", "visit_fields"]
