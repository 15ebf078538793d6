"""What the views of the upper storeys share: the campaign they are about, writing for a unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.books import book
from common.fields import Narrowing
from common.pages import done, download, ordered, page
from common.refusal import Refused
from roster.http import Request
from roster.models import Unit, User

LONGEST_KEY = 12
MEANT = "campaign"
"""Kept in the session and asked for in the address: the campaign a person has switched to."""


def campaign_switch(answer: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Remember the campaign that `?campaign=` names, and tell the person's pages of it."""

    def answered(request: Request) -> HttpResponse:
        if isinstance(request.user, User):
            asked = request.GET.get(MEANT, "")
            if asked.isdecimal() and len(asked) < LONGEST_KEY:
                request.session[MEANT] = int(asked)
            request.user.meant_campaign = request.session.get(MEANT)
        return answer(request)

    return answered


def newest_campaign(user: User) -> Campaign:
    """Return the campaign that lists are about; 404 without one and for the 三员."""
    campaign = Campaign.objects.meant_by(user)
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
            messages.success(request, f"已办好：{context.get('title', '登记')}，{unit}。")
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
        messages.success(request, f"已办好：{context.get('title', '登记')}。")
        return redirect(context["back"])
    return render(request, page, {"form": form, "row": row, **context})


def pressed(
    request: Request, verb: Callable[..., Any], row: Any, *, back: str, said: str
) -> HttpResponse:
    """Do a verb that needs no words; a refusal is said on the page one returns to."""
    try:
        verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back)


@dataclass(frozen=True)
class Register:
    """A list of rows of units: what it is called, how it is asked, what its workbook shows.

    `search` names the text field that the quick search looks in; `columns` are heading and getter;
    `sorts` are the orders a heading may ask for, each a name with non-null fields.
    """

    name: str
    model: Any
    order: str
    search: str
    columns: Sequence[tuple[str, Callable[[Any], Any]]]
    related: Sequence[str] = ("unit",)
    sorts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def ordered(self, asked: str) -> list[str]:
        """The fields to order by for `?sort=`; the usual order where nothing known is asked."""
        return ordered(asked, self.sorts, [self.order])


class RegisterFilter(Narrowing):
    """Quick search and unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="全部")

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


def narrowed(request: Request, register: Register) -> tuple[RegisterFilter, QuerySet[Any]]:
    """Return the filter and the rows it leaves, of the newest campaign, as far as visible."""
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = RegisterFilter(request.GET, units=units.in_official_order())
    rows = register.model.objects.visible_to(request.user).filter(campaign=campaign)
    if word := form.chosen("q"):
        rows = rows.filter(**{f"{register.search}__icontains": word})
    if unit := form.chosen("unit"):
        rows = rows.filter(unit=unit)
    return form, rows.select_related(*register.related)


def listed(
    request: Request, register: Register, template: str, rows: Any = None, **context: Any
) -> HttpResponse:
    """Draw one screen of a register; `rows` narrows further where the page has its own tabs."""
    form, found = narrowed(request, register)
    order = register.ordered(request.GET.get("sort", ""))
    screen = page(found if rows is None else rows, order, request.GET.get("after", ""))
    return render(request, template, {"page": screen, "filters": form, **context})


def exported(request: Request, register: Register) -> HttpResponse:
    """Give exactly the rows of the filter as a workbook."""
    return exported_rows(request, register, narrowed(request, register)[1])


def exported_rows(request: Request, register: Register, rows: QuerySet[Any]) -> HttpResponse:
    """Give these rows of a register as a workbook, in the order asked for."""
    order = register.ordered(request.GET.get("sort", ""))
    found = rows.order_by(*order, "pk").iterator(chunk_size=500)
    lines = ([read(row) for _, read in register.columns] for row in found)
    content = book(register.name, [heading for heading, _ in register.columns], lines)
    return download(content, f"{register.name}{localdate()}.xlsx")
