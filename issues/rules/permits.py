"""From filed lists to the permit for the meeting: all lists of the unit, or none."""

import hashlib

from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.models import Task
from issues.models import IssueList
from issues.words import Level, Verdict
from roster.models import User
from roster.words import Work

KEEPERS = (Work.HEAD, Work.CLERK)


def grant_permit(issue_list: IssueList, number: str, *, by: User) -> None:
    """准入: clear the unit's gate once its team and unit lists have all passed.

    The permit is bound to the content of every one of them. A personal list opens no gate.
    """
    if issue_list.level == Level.PERSON:
        return
    lists = IssueList.objects.of_unit_itself(issue_list)
    if lists.unfiled().exists():
        return
    digests = list(lists.approved().values_list("content_digest", flat=True))
    campaigns.clear_gate(
        issue_list.campaign,
        issue_list.unit,
        permit_number=f"准{number}",
        content_digest=joined(digests),
        by=by,
    )
    _note_task(issue_list, number)


JUDGED = ("text", "example", "cause", "source")


def still_fits(issue_list: IssueList) -> bool:
    """核对: tell whether a filed list still says what was judged.

    What may change in the ledger by its own rules is left aside: dates, people, cancelled issues.
    """
    review = issue_list.reviews.filter(verdict=Verdict.PASSED).order_by("-round").first()
    if review is None:
        return False
    judged = {line["id"]: line for line in review.snapshot}
    return all(
        row.pk in judged and all(judged[row.pk][name] == getattr(row, name) for name in JUDGED)
        for row in issue_list.issues.standing()
    )


def joined(digests: list[str]) -> str:
    """准入内容: one digest over all lists the permit answers for."""
    digests = sorted(digests)
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _note_task(issue_list: IssueList, number: str) -> None:
    """Whoever has filed the list need not report once more that it is filed."""
    signer, unit = issue_list.submitted_by, issue_list.unit
    is_enrolled = issue_list.campaign.participations.filter(unit=unit).exists()
    if signer is None or not is_enrolled or not signer.works_for(unit.pk, *KEEPERS):
        return
    tasks = Task.objects.for_units().filter(phase__campaign=issue_list.campaign, opens_gate=True)
    for task in tasks.exclude(completions__unit=unit):
        campaigns.complete(task, unit, on=localdate(), by=signer, note=f"清单备案号{number}")
