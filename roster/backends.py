"""Who may sign in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from roster.models import User


class OfficeBackend(ModelBackend):
    """Accounts and passwords of the roster; a production server refuses demo accounts."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Tell whether the account is in use here."""
        if not super().user_can_authenticate(user):
            return False
        return not (settings.PRODUCTION and isinstance(user, User) and user.is_demo)
