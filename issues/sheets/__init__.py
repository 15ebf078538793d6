"""Issue lists, ledgers and self-check forms as workbooks: doors to the rules of issues."""

from issues.sheets.reading import Defaults, read
from issues.sheets.storing import store

__all__ = ["Defaults", "read", "store"]
