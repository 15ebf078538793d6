"""What people write beside a deed: never nothing, never a whole book."""

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
    """告知单位: one notice to the clerks and the head of the issue's unit."""
    people = User.objects.filter(
        duties__unit=issue.unit_id, duties__work__in=[Work.CLERK, Work.HEAD]
    ).distinct()
    notices.tell(
        people,
        key=f"issue-{issue.pk}-{what}",
        text=text,
        kind="ledger",
        url=issue.get_absolute_url(),
    )
