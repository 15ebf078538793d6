"""Rosters of people and of units as workbooks: doors to the rules of the roster."""

from roster.sheets.people import read_people, store_people
from roster.sheets.table import fields
from roster.sheets.units import read_units, store_units

__all__ = ["fields", "read_people", "read_units", "store_people", "store_units"]
