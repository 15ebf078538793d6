"""One campaign as one archive: tables, papers, workbooks, files and the digests of all of them."""

from config.handover.load import load
from config.handover.pack import pack
from config.handover.proof import verify

__all__ = ["load", "pack", "verify"]
