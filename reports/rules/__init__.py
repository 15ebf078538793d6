"""What may be done with papers and with numbers noted by hand."""

from reports.rules.circular import (
    LIMIT,
    approve,
    compose,
    edit,
    override,
    release,
    send_back,
    withdraw,
)
from reports.rules.noted import note

__all__ = [
    "LIMIT",
    "approve",
    "compose",
    "edit",
    "note",
    "override",
    "release",
    "send_back",
    "withdraw",
]
