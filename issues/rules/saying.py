"""What people write beside a deed: never nothing, never a whole book."""

from django.db.models import Q, QuerySet

import notices.rules as notices
from common.refusal import Refused
from common.wording import tidy
from issues.models import Issue
from roster.models import User
from roster.words import Work

LONGEST = 5000


def said(text: str, missing: str) -> str:
    """Return the words as they are kept; `missing` is the sentence for having said nothing."""
    kept = tidy(text)
    if not kept:
        raise Refused(missing)
    if len(kept) > LONGEST:
        raise Refused(f"内容超过{LONGEST}字，请精简后再提交。")
    return kept


def tell_unit(issue: Issue, text: str, what: str) -> None:
    """告知单位: one notice to the clerks and the head of the issue's unit, and to its cadre."""
    cadre = issue.issue_list.cadre_id if issue.issue_list else None
    notices.tell(
        answering(issue.unit_id, cadre),
        key=f"issue-{issue.pk}-{what}",
        text=text,
        kind="ledger",
        url=issue.get_absolute_url(),
    )


def answering(unit_id: int, cadre_id: int | None) -> QuerySet[User]:
    """Who answers for a list: the unit's clerks and head; for a cadre's own also the cadre."""
    people = Q(duties__unit=unit_id, duties__work__in=[Work.CLERK, Work.HEAD])
    if cadre_id is not None:
        people |= Q(cadre=cadre_id)
    return User.objects.filter(people).distinct()
