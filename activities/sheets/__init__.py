"""Workbooks of the register: activities that come in by the dozen, score sheets of a test."""

from activities.sheets.register import read_activities, store_activities
from activities.sheets.results import read_results
from activities.sheets.table import fields

__all__ = ["fields", "read_activities", "read_results", "store_activities"]
