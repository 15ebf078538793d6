"""Telling a unit's clerk and head about supervision."""

from datetime import date

import notices.rules as notices
from roster.models import Unit, User
from roster.words import Work


def tell(unit: Unit, key: str, text: str, url: str, *, due_on: date | None = None) -> None:
    """Tell the clerk and the head of the unit, once under the key."""
    people = User.objects.filter(
        duties__unit=unit, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    notices.tell(people, key=key, text=text, kind="supervision", url=url, due_on=due_on)
