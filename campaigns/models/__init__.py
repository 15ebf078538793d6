"""The campaign: papers, phases, tasks, who takes part, what is done, the meeting's gate."""

from campaigns.models.campaign import (
    Campaign,
    CampaignQuerySet,
    Document,
    Phase,
    Task,
    TaskQuerySet,
)
from campaigns.models.dictionaries import (
    Category,
    Holiday,
    HolidayQuerySet,
    Taxonomy,
)
from campaigns.models.groups import Group, Member, Pairing, PairingQuerySet, UpwardReport
from campaigns.models.participation import (
    Completion,
    Gate,
    Participation,
    ParticipationQuerySet,
)

__all__ = [
    "Campaign",
    "CampaignQuerySet",
    "Category",
    "Completion",
    "Document",
    "Gate",
    "Group",
    "Holiday",
    "HolidayQuerySet",
    "Member",
    "Pairing",
    "PairingQuerySet",
    "Participation",
    "ParticipationQuerySet",
    "Phase",
    "Task",
    "TaskQuerySet",
    "Taxonomy",
    "UpwardReport",
]
