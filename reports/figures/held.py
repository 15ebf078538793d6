"""Facts held by a process until somebody does something: the next reader counts nothing anew."""

from time import monotonic

from django.conf import settings
from django.db.models import Max

from issues.models import Issue
from journal.models import Entry
from reports.figures.counted import SECONDS
from reports.figures.facts import Facts

MOST_FACTS = 16
FACTS: dict[str, tuple[float, Facts]] = {}


def held(facts: Facts) -> Facts:
    """The same facts with what was already counted of them; after a minute they are made anew.

    Every verb writes the journal, so its newest entry tells whether something happened.
    """
    if not settings.HOLD_FIGURES:
        return facts
    said = _named(facts)
    if (kept := FACTS.get(said)) and monotonic() - kept[0] < SECONDS:
        return kept[1]
    if len(FACTS) >= MOST_FACTS:
        FACTS.clear()
    FACTS[said] = (monotonic(), facts)
    return facts


def _named(facts: Facts) -> str:
    """What they are about, and where the journal and the issues stood."""
    entry = Entry.objects.aggregate(last=Max("pk"))["last"]
    issue = Issue.objects.aggregate(last=Max("pk"))["last"]
    reach = None if facts.unit_ids is None else sorted(facts.unit_ids)
    about = [facts.campaign.pk, facts.today, reach, facts.is_told_to_units, facts.period]
    return repr([*about, sorted(facts.asked.items()), entry, issue])
