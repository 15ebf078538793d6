"""Who may sign in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from roster.models import User

BY_ISSUER = "roster.backends.issuer.IssuerBackend"
OUTSIDE = frozenset({"roster.backends.directory.DirectoryBackend", BY_ISSUER})
"""Ways in where somebody else's server holds the password; its rules of ageing hold, not ours."""


class OfficeBackend(ModelBackend):
    """Accounts and passwords of the roster; a production server refuses demo accounts."""

    def authenticate(self, request: Any, *arguments: Any, **named: Any) -> Any:
        """Look at the password kept here; where the directory alone counts, only for officers."""
        user = super().authenticate(request, *arguments, **named)
        counts = settings.LOCAL_PASSWORDS or getattr(user, "is_officer", False)
        return user if counts else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Tell whether the account is in use here."""
        if not super().user_can_authenticate(user):
            return False
        return not (settings.PRODUCTION and isinstance(user, User) and user.is_demo)
