"""What an issue may be marked by beside its status, as the ledger counts and narrows it."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from common.labels import Label
from issues.models.claim import Claim
from issues.words import Closure


class Mark(NamedTuple):
    """A word of the ledger's filter and which issues bear it."""

    label: str
    condition: Q


CLAIMED = Exists(Claim.objects.filter(issue=OuterRef("pk")))
MARKS = {
    "rebound": Mark("反弹过", Q(reopened_count__gt=0)),
    "unrectified": Mark("办结未整改", Q(status="closed", closure=Closure.UNRECTIFIED)),
    "rectified": Mark("整改销号", Q(status="closed") & ~Q(closure=Closure.UNRECTIFIED)),
    "overrated": Mark("自评高于核定", Q(rating__gt=F("self_rating")) & ~Q(self_rating="")),
    "extended": Mark("延过期", Q(extended_count__gt=0)),
    "bounced": Mark("转办被退回过", Q(bounced_count__gt=0)),
    "unclaimed": Mark("待认领", Q(claim_due_on__isnull=False) & ~Q(CLAIMED)),
    "sealed": Mark("限知", Q(secrecy=Label.SEALED)),
    "rejected": Mark("销号被驳回过", Q(rejected_count__gt=0)),
}
