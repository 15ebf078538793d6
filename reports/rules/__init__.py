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
from reports.rules.template import drop_template, keep_template

__all__ = [
    "LIMIT",
    "approve",
    "compose",
    "drop_template",
    "edit",
    "keep_template",
    "note",
    "override",
    "release",
    "send_back",
    "withdraw",
]
