"""Issue lists, ledgers and self-check forms as workbooks: doors to the rules of issues."""

from issues.sheets.reading import Defaults, read

__all__ = ["Defaults", "read"]
