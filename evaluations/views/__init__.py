"""Doors of evaluations: pages of the office, of units, and of whoever holds a code."""
