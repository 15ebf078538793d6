"""The product's addresses and the ledger page once more, with its fifty rows held in memory."""

from unittest.mock import patch

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as product
from issues.views import ledger

HELD: dict[str, object] = {}


def held_ledger(request: HttpRequest) -> HttpResponse:
    """Draw what the ledger drew the first time, asking the database for none of it."""
    if not HELD:
        with patch.object(ledger, "render", hold):
            ledger.ledger(request)
    return render(request, "issues/ledger.html", HELD)


def hold(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Keep the page's values, the choices of its filter included."""
    HELD.update(context)
    for field in context["form"].fields.values():
        if hasattr(field, "choices"):
            field.choices = list(field.choices)
    return HttpResponse()


urlpatterns = [*product, path("bench/held-ledger/", held_ledger)]
