"""What the screens found: texts that read alike, outside events matched to own issues."""

from collections.abc import Callable

import issues.rules as issue_rules
from campaigns.models import Campaign
from issues.figures import FROM_OUTSIDE
from issues.models import Issue, Liability, Likeness
from issues.words import Sameness
from roster.models import User

FEW = 1500
EVENTS = 12
Person = Callable[[str], User]


def fill(campaign: Campaign, person: Person) -> None:
    """Compare the lists, judge a pair, match some events by two people, decide one of them."""
    if Issue.objects.of(campaign).count() <= FEW:
        issue_rules.find_copies(campaign)
    if pair := Likeness.objects.of(campaign).last():
        issue_rules.judge_copy(
            pair, by=person("office"), verdict=Sameness.DIFFERENT, note="同题异事"
        )
    for number, event in enumerate(_events(campaign)):
        _match(event, number, person)
    late = Liability.objects.first()
    if late is not None:
        text = "由分管副局长在推进会上作出说明，暂不追究。"
        issue_rules.decide_liability(late, by=person("leader"), pursue=False, text=text)


def _events(campaign: Campaign) -> list[Issue]:
    rows = Issue.objects.of(campaign).in_ledger().filter(source__in=FROM_OUTSIDE)
    return list(rows.select_related("unit").order_by("unit__order", "pk")[:EVENTS])


def _match(event: Issue, number: int, person: Person) -> None:
    """Every fourth event waits for nobody yet, every fourth for the second person."""
    if number % 4 == 3:
        return
    likely = issue_rules.foreseen_by(event, limit=1)
    own = likely[0][0] if likely and number % 4 != 1 else None
    reason = "" if own else "外部发现以前，台账里没有这方面的问题。"
    row = issue_rules.propose_foresight(event, by=person("office"), own=own, reason=reason)
    if number % 4 != 2:
        issue_rules.confirm_foresight(row, by=person("inspector"), passed=True)
