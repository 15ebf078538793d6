"""Whose rows a check looks at, and what a check is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from campaigns.models import Campaign
from issues.models import Issue, IssueQuerySet
from issues.words import Source
from roster.models import Unit, User

FROM_THE_PUBLIC = (
    Source.PUBLIC,
    Source.PETITION,
    Source.HOTLINE,
    Source.VISIT,
    Source.OPINION,
    Source.RATING,
)

FROM_OUTSIDE = (
    Source.SUPERVISION,
    Source.INSPECTION,
    Source.TELEVISION,
    Source.MEDIA,
    Source.PETITION,
    Source.HOTLINE,
)


class Scope(NamedTuple):
    """Whose rows are looked at, in which campaign, on which day."""

    user: User
    campaign: Campaign
    today: date

    @property
    def ledger(self) -> IssueQuerySet:
        """The issues of the ledger this person may see."""
        return Issue.objects.visible_to(self.user).of(self.campaign).in_ledger()

    @property
    def units(self) -> QuerySet[Unit]:
        """The units of the campaign this person may see."""
        return Unit.objects.visible_to(self.user).filter(participations__campaign=self.campaign)


@dataclass(frozen=True)
class Check:
    """One question that should find nothing; `kind` says of what its rows are."""

    code: str
    group: str
    title: str
    mend: str
    kind: str
    rows: Callable[[Scope], QuerySet[Any]]
    tone: str = "red"


SUMS, NOBODY, STALLED, HINTS = "前后对不上", "缺少要素", "停滞未动", "提示"
GROUPS = (SUMS, NOBODY, STALLED, HINTS)
