"""Issue lists, ledgers and self-check forms as workbooks: doors to the rules of issues."""

from issues.sheets.reading import Defaults, read
from issues.sheets.storing import store
from issues.sheets.upload import read_upload

__all__ = ["Defaults", "read", "read_upload", "store"]
