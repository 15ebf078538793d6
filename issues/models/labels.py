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


def within(clearance: int) -> Q:
    """Issues whose label is not above the clearance."""
    if clearance >= Label.SEALED:
        return Q()
    if clearance < Label.INTERNAL:
        return Q(pk__in=[])
    low = Q(secrecy__lte=clearance)
    if clearance >= Label.SENSITIVE:
        return low
    return low & ~Q(level=Level.PERSON) & ~Q(source__in=SENSITIVE_SOURCES)


def reach(user: User) -> Q:
    """What a person who is not cleared for everything may read: across units, own units, own."""
    found = Q(issue_list__cadre=user.cadre_id) if user.cadre_id else Q(pk__in=[])
    if user.sees_all_units:
        found |= within(user.clearance)
    for path, clearance in user.cleared_paths:
        found |= Q(unit__path__startswith=path) & within(clearance)
    return found


def highest(rows: models.QuerySet[Any]) -> Label:
    """The highest label among these issues, for the file that holds them."""
    found = rows.order_by().aggregate(
        most=Max("secrecy"),
        persons=Count("pk", filter=Q(level=Level.PERSON) | Q(source__in=SENSITIVE_SOURCES)),
    )
    return Label(max(found["most"] or Label.INTERNAL, Label.SENSITIVE if found["persons"] else 0))
