"""Who may take much personal data away, and who may allow it."""

from exchange.models import Export
from roster.models import User


def may_decide(user: User, export: Export) -> bool:
    """Whether the person may allow this export: office or leader, never the one who asked."""
    return (user.is_office or user.is_leader) and export.by_id != user.pk
