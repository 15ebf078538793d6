"""What the views of the upper storeys share: the campaign they are about, writing for a unit."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from campaigns.models import Campaign
from common.pages import done
from common.refusal import Refused
from roster.http import Request
from roster.models import User


def newest_campaign(user: User) -> Campaign:
    """Return the campaign that lists are about; 404 without one and for the 三员."""
    campaign = Campaign.objects.newest()
    if campaign is None or user.is_officer:
        raise Http404
    return campaign


def recorded(
    request: Request, form: forms.Form, verb: Callable[..., Any], *, page: str, **context: Any
) -> HttpResponse:
    """Do a verb that writes a new row for the form's unit, or show the form again.

    `context` holds at least `back`, the address to return to.
    """
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data.pop("unit")
        try:
            verb(newest_campaign(request.user), unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记。")
            return redirect(context["back"])
    return render(request, page, {"form": form, **context})


def answered(
    request: Request,
    form: forms.Form,
    verb: Callable[..., Any],
    row: Any,
    *,
    page: str,
    **context: Any,
) -> HttpResponse:
    """Do a verb on a row from its form, or show the form again."""
    if done(form, verb, row, by=request.user):
        messages.success(request, "已登记。")
        return redirect(context["back"])
    return render(request, page, {"form": form, "row": row, **context})


def pressed(request: Request, verb: Callable[..., Any], row: Any, *, back: str) -> HttpResponse:
    """Do a verb that needs no words; a refusal is said on the page one returns to."""
    try:
        verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已办理。")
    return redirect(back)
