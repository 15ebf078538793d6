"""Circulars of the demo: one released, one waiting for release, one draft."""

from datetime import date

import reports.rules as rules
from campaigns.models import Campaign
from evaluations.models import Round
from roster.models import User


def make_circulars(
    campaign: Campaign, counted: Round, *, today: date, office: User, leader: User
) -> None:
    """Release the ranking, approve a progress paper, leave another as a draft."""
    first = rules.compose(campaign, kind="ranking", round=counted, by=office, today=today)
    rules.approve(first, by=leader, today=today)
    rules.release(first, by=office)
    second = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(second, by=leader, today=today)
    rules.compose(campaign, kind="progress", by=office, today=today)
