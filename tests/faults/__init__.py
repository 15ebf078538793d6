"""Kills parts of the running program while people work, and counts what was lost or doubled."""
