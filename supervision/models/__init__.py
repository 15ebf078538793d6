"""Supervision: inspections, papers, cards, draws, exposure, focus units, restricted registers."""

from supervision.models.cards import Card, Rung, Talk
from supervision.models.following import Entry, Exposure, Focus
from supervision.models.incidents import Incident
from supervision.models.looking import Finding, Inspection, Order, Photo
from supervision.models.plans import Drawn, Plan

__all__ = [
    "Card",
    "Drawn",
    "Entry",
    "Exposure",
    "Finding",
    "Focus",
    "Incident",
    "Inspection",
    "Order",
    "Photo",
    "Plan",
    "Rung",
    "Talk",
]
