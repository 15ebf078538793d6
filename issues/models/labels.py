"""Security labels of issues (等保 2g): what is set, what the facts say, who is cleared for it."""

from typing import Any, Final

from django.db import models
from django.db.models import Count, Max, Q

from common.labels import Label
from issues.words import Level, Source
from roster.models import User

SENSITIVE_SOURCES: Final = frozenset({Source.PETITION, Source.DISCIPLINE})
"""Where an issue comes from a person who spoke up, it is sensitive without anybody saying so."""


class Labelled(models.Model):
    """A row with a label; what concerns a person is never below sensitive."""

    secrecy = models.PositiveSmallIntegerField(
        "安全标记", choices=Label.choices, default=Label.INTERNAL
    )
    level: str
    source: str

    class Meta:
        abstract = True

    @property
    def security_label(self) -> Label:
        """安全标记: what was set, or higher where persons are concerned."""
        is_personal = self.level == Level.PERSON or self.source in SENSITIVE_SOURCES
        return Label(max(self.secrecy, Label.SENSITIVE if is_personal else Label.INTERNAL))


def within(clearance: int, at: str = "") -> Q:
    """Issues (or rows that lead to one by the path `at`) whose label is not above the clearance."""
    if clearance >= Label.SEALED:
        return Q()
    if clearance < Label.INTERNAL:
        return Q(pk__in=[])
    low = Q(**{f"{at}secrecy__lte": clearance})
    if clearance >= Label.SENSITIVE:
        return low
    persons = Q(**{f"{at}level": Level.PERSON})
    return low & ~persons & ~Q(**{f"{at}source__in": SENSITIVE_SOURCES})


def reach(user: User, at: str = "") -> Q:
    """What a person who is not cleared for everything may read: across units, own units, own."""
    own = {f"{at}issue_list__cadre": user.cadre_id}
    found = Q(**own) if user.cadre_id else Q(pk__in=[])
    if user.sees_all_units:
        found |= within(user.clearance, at)
    for path, clearance in user.cleared_paths:
        found |= Q(**{f"{at}unit__path__startswith": path}) & within(clearance, at)
    return found


def cleared(user: User, at: str) -> Q:
    """Rows that lead by the path `at` to an issue the person may read."""
    return Q() if user.clearance >= Label.SEALED else reach(user, f"{at}__")


def weighed(rows: models.QuerySet[Any]) -> tuple[Label, int]:
    """The highest label among these issues, and how many of them are personal data."""
    concerns = Q(level=Level.PERSON) | Q(source__in=SENSITIVE_SOURCES)
    found = rows.order_by().aggregate(
        most=Max("secrecy"),
        personal=Count("pk", filter=concerns | Q(secrecy__gte=Label.SENSITIVE)),
    )
    floor = Label.SENSITIVE if found["personal"] else Label.INTERNAL
    return Label(max(found["most"] or floor, floor)), found["personal"]
