"""The product's addresses and two pages once more, with what they show held in memory."""

from types import ModuleType
from unittest.mock import patch

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as product
from issues.views import ledger
from reports.views import dashboard

Context = dict[str, object]
HELD: dict[str, Context] = {}


def held_ledger(request: HttpRequest) -> HttpResponse:
    """Draw what the ledger drew the first time, asking the database for none of it."""
    return drawn(request, ledger, "ledger", "issues/ledger.html")


def held_dashboard(request: HttpRequest) -> HttpResponse:
    """Draw the same marks, numbers and choices as the dashboard did the first time."""
    return drawn(request, dashboard, "dashboard", "reports/dashboard.html")


def drawn(request: HttpRequest, room: ModuleType, view: str, template: str) -> HttpResponse:
    if view not in HELD:
        HELD[view] = {}
        with patch.object(room, "render", holder(HELD[view])):
            getattr(room, view)(request)
    return render(request, template, HELD[view])


def holder(held: Context):  # type: ignore[no-untyped-def]
    """Stands in for `render`: keeps the page's values, the choices of its filters included."""

    def hold(request: HttpRequest, template: str, context: Context) -> HttpResponse:
        held.update(context)
        forms_held = [one for one in context.values() if isinstance(one, forms.BaseForm)]
        for field in (field for form in forms_held for field in form.fields.values()):
            if hasattr(field, "choices"):
                field.choices = list(field.choices)
        return HttpResponse()

    return hold


urlpatterns = [
    *product,
    path("bench/held-ledger/", held_ledger),
    path("bench/held-dashboard/", held_dashboard),
]
