"""Rules that were made or mended: the list, one more, and the look at whether they work."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from activities import policy, rules
from activities.forms import EffectForm, InstitutionForm
from activities.models import Institution
from activities.views.register import own_units
from campaigns.http import Register, exported_rows, listed, narrowed, newest_campaign, recorded
from common.pages import done, need
from roster.http import Request

LIST = "/activities/institutions/"
TABS = (("", "全部"), ("due", "到期待检查"), ("checked", "已检查"), ("mend", "需要修订"))


def _latest(row: Institution) -> str:
    found = list(row.effects.all())
    return found[0].get_finding_display() if found else "未检查"


INSTITUTION_REGISTER = Register(
    "建章立制",
    Institution,
    "-issued_on",
    "title",
    (
        ("印发日期", lambda row: row.issued_on),
        ("单位", lambda row: row.unit.name),
        ("制度名称", lambda row: row.title),
        ("原条款", lambda row: row.old_text),
        ("新条款", lambda row: row.new_text),
        ("对应问题编号", lambda row: row.issue_number),
        ("成效检查", _latest),
        ("下次检查", lambda row: row.check_on),
    ),
    sorts={"day": ["issued_on"], "unit": ["unit__order", "unit_id"]},
)


def _tabbed(request: Request) -> QuerySet[Any]:
    """The rows of the tab; the filter has been applied."""
    _, rows = narrowed(request, INSTITUTION_REGISTER)
    ways: dict[str, dict[str, Any]] = {
        "due": {"check_on__lte": localdate()},
        "checked": {"effects__isnull": False},
        "mend": {"effects__finding": "mend"},
    }
    found = rows.filter(**ways.get(request.GET.get("tab", ""), {})).distinct()
    return found.prefetch_related("effects")


def institutions(request: Request) -> HttpResponse:
    """Rules of the units, newest first."""
    campaign = newest_campaign(request.user)
    return listed(
        request,
        INSTITUTION_REGISTER,
        "activities/institutions.html",
        _tabbed(request),
        tabs=TABS,
        tab=request.GET.get("tab", ""),
        can=policy.granted(request.user),
        may_register=own_units(request.user, campaign).exists(),
    )


def export_institutions(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported_rows(request, INSTITUTION_REGISTER, _tabbed(request))


def register_institution(request: Request) -> HttpResponse:
    """Note a rule that was made or mended."""
    units = own_units(request.user, newest_campaign(request.user))
    form: forms.Form = InstitutionForm(request.POST or None, units=units)
    page_name = "activities/register_institution.html"
    return recorded(request, form, rules.register_institution, page=page_name, back=LIST)


def institution(request: Request, pk: int) -> HttpResponse:
    """One rule: what it said, what it says, how it was found to work."""
    seen = Institution.objects.visible_to(request.user).select_related("unit", "by")
    row = get_object_or_404(seen, pk=pk)
    can = policy.granted(request.user, row.unit)
    context = {"institution": row, "effects": row.effects.select_related("by"), "can": can}
    return render(request, "activities/institution.html", context)


def check_effect(request: Request, pk: int) -> HttpResponse:
    """Note whether the rule works."""
    row = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row.unit), "check_effect")
    form = EffectForm(request.POST or None, initial={"checked_on": localdate()})
    back = f"{LIST}{row.pk}/"
    if done(form, rules.check_effect, row, by=request.user):
        messages.success(request, "已登记检查结论。")
        return redirect(back)
    context = {"form": form, "institution": row, "back": back}
    return render(request, "activities/check_effect.html", context)
