"""Which rows belong to a campaign, and how a row is written down."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model, QuerySet

from campaigns.models import Campaign

WHOLE = (
    "roster.Unit",
    "roster.Alias",
    "roster.Cadre",
    "roster.Post",
    "roster.User",
    "campaigns.Taxonomy",
    "campaigns.Category",
    "campaigns.Holiday",
    "evaluations.Scheme",
    "evaluations.DesignationRule",
    "supervision.Rung",
    "activities.ActivityKind",
)
OF_CAMPAIGN = (
    "campaigns",
    "issues",
    "evaluations",
    "activities",
    "outreach",
    "supervision",
    "reports",
)
LEFT_OUT = frozenset(
    {
        "issues.LexiconVersion",
        "reports.Template",
        "issues.Link",
        "evaluations.Invitation",
        "evaluations.Ballot",
        "evaluations.Panel",
        "evaluations.Batch",
        "evaluations.Window",
        "evaluations.WindowRating",
        "outreach.Knock",
    }
)
"""What must not leave the system (codes, ballots) or says nothing of one campaign."""

DEEPEST = 4
OUTSIDE: dict[str, str] = {"campaigns.Campaign": "parent", "issues.Issue": "repeats"}
"""Links that may lead to another campaign; they are cut."""


NO_ENTRY = {"password": "!", "is_active": False}
"""An account goes along as a name under its deeds; nobody comes in by it."""


def labels() -> Iterator[str]:
    """Every table that an archive may hold, those that others stand on first."""
    yield from WHOLE
    for app in OF_CAMPAIGN:
        for model in apps.get_app_config(app).get_models():
            if model._meta.label not in LEFT_OUT and model._meta.label not in WHOLE:
                yield model._meta.label


def tables(campaign: Campaign) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Every table with its rows, those that others stand on first."""
    for label in labels():
        model = apps.get_model(label)
        every = model._base_manager.order_by("pk")
        yield label, every if label in WHOLE else rows_of(model, campaign)


def rows_of(model: type[Model], campaign: Campaign) -> QuerySet[Any]:
    """The rows of a table that lead to the campaign."""
    way = "pk" if model is Campaign else _way(model)
    return model._base_manager.filter(**{way: campaign.pk}).order_by("pk")


def _way(model: type[Model]) -> str:
    """The shortest way over foreign keys from a table to the campaign."""
    waiting: list[tuple[type[Model], str]] = [(model, "")]
    for _ in range(DEEPEST):
        further = []
        for place, lead in waiting:
            for field in _links(place):
                if field.related_model is Campaign:
                    return f"{lead}{field.name}"
                further.append((field.related_model, f"{lead}{field.name}__"))
        waiting = further
    raise LookupError(model._meta.label)


def _links(model: type[Model]) -> list[Any]:
    """Foreign keys of business tables, those that are never empty first."""
    found = [
        field
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.related_model is not model
        and field.related_model._meta.app_label in OF_CAMPAIGN
    ]
    return sorted(found, key=lambda field: field.null)


def lines(rows: QuerySet[Any]) -> Iterator[bytes]:
    """One row a line, as JSON with its keys in order."""
    many = [field.name for field in rows.model._meta.many_to_many]
    found: Iterable[Model] = rows.prefetch_related(*many).iterator(chunk_size=500)
    for row in found:
        told = serializers.serialize("python", [row])[0]
        _cut(row, told["fields"])
        text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
        yield f"{text}\n".encode()


def _cut(row: Model, fields: dict[str, Any]) -> None:
    """Leave out what is nobody else's business or leads outside."""
    label = row._meta.label
    if label == "roster.User":
        fields.update(NO_ENTRY)
    for name in row._meta.many_to_many:
        fields[name.name] = sorted(fields[name.name])
    if link := OUTSIDE.get(label):
        fields[link] = None
