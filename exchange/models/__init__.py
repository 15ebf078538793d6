"""Files that come in and go out: transfers, remembered headings, exports that were asked for."""

from exchange.models.export import Export
from exchange.models.transfer import Heading, Transfer

__all__ = ["Export", "Heading", "Transfer"]
