"""Workbooks of the register: activities that come in by the dozen, score sheets of a test."""

from activities.sheets.register import read_activities, store_activities
from activities.sheets.results import read_results

__all__ = ["read_activities", "read_results", "store_activities"]
