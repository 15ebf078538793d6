"""What people said: visits, opinions, hotline tickets, letters from the public box."""

from outreach.models.box import Attachment, Knock, Letter
from outreach.models.hearing import Opinion, Ticket, Visit

__all__ = ["Attachment", "Knock", "Letter", "Opinion", "Ticket", "Visit"]
