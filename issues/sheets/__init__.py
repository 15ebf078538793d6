"""Issue lists, ledgers and self-check forms as workbooks: doors to the rules of issues."""

from issues.sheets.changes import Change, apply_changes, changes
from issues.sheets.given import Defaults
from issues.sheets.known import known
from issues.sheets.reading import read
from issues.sheets.storing import store
from issues.sheets.understood import Understood, fields
from issues.sheets.upload import categories_of, read_for

__all__ = [
    "Change",
    "Defaults",
    "Understood",
    "apply_changes",
    "categories_of",
    "changes",
    "fields",
    "known",
    "read",
    "read_for",
    "store",
]
