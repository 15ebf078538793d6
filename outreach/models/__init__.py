"""What people said: visits, opinions, hotline tickets, letters from the public box."""

from outreach.models.box import Attachment, Knock, Letter
from outreach.models.hearing import Opinion, Visit
from outreach.models.shifts import Shift
from outreach.models.sums import Sum
from outreach.models.tickets import Stray, Ticket
from outreach.models.visiting import Target, Team

__all__ = [
    "Attachment",
    "Knock",
    "Letter",
    "Opinion",
    "Shift",
    "Stray",
    "Sum",
    "Target",
    "Team",
    "Ticket",
    "Visit",
]
