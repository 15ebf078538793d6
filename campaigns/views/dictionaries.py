"""Pages of the dictionaries: holidays and taxonomies."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns import policy, rules
from campaigns.forms import EditCategoryForm, EditTaxonomyForm, YearForm
from campaigns.models import Campaign, Category, Holiday, Taxonomy
from common.pages import done, need
from roster.http import Request


def calendar(request: Request) -> HttpResponse:
    """Show the holiday table by year and say which needed year is missing."""
    today = localdate()
    days = rules.calendar()
    years: dict[int, dict[str, list[Holiday]]] = {}
    for holiday in Holiday.objects.all():
        year = years.setdefault(holiday.day.year, {"off": [], "on": []})
        year["on" if holiday.is_workday else "off"].append(holiday)
    ends = Campaign.objects.running().values_list("ends_on", flat=True)
    needed = {today.year, today.year + 1, *(day.year for day in ends)}
    context = {
        "years": sorted(years.items(), reverse=True),
        "missing": sorted(needed - days.known_years),
        "can": policy.granted(request.user),
    }
    return render(request, "campaigns/calendar.html", context)


def set_year(request: Request, year: int) -> HttpResponse:
    """维护节假日."""
    need(policy.granted(request.user), "edit_calendar")
    if not 2000 <= year <= 2100:
        raise Http404
    known = list(Holiday.objects.filter(day__year=year))
    first = {
        name: "、".join(f"{one.day:%m-%d}" for one in known if one.is_workday is works)
        for name, works in (("holidays", False), ("workdays", True))
    }
    form = YearForm(request.POST or None, initial=first, year=year)
    if done(form, rules.set_year, year, by=request.user):
        messages.success(request, f"已保存{year}年节假日；已排定的期限不变，可逐项调整。")
        return redirect("campaigns:calendar")
    context = {"year": year, "form": form, "back": "/campaigns/calendar/"}
    return render(request, "campaigns/set_year.html", context)


def taxonomies(request: Request) -> HttpResponse:
    """Show every taxonomy with its categories and their meanings."""
    rows = Taxonomy.objects.order_by("-is_enabled", "pk").prefetch_related("categories__parent")
    context = {"taxonomies": rows, "can": policy.granted(request.user)}
    return render(request, "campaigns/taxonomies.html", context)


def edit_taxonomy(request: Request, pk: int) -> HttpResponse:
    """维护分类."""
    need(policy.granted(request.user), "edit_dictionaries")
    row = get_object_or_404(Taxonomy, pk=pk)
    form = EditTaxonomyForm(request.POST or None, instance=row)
    if done(form, rules.edit_taxonomy, row, by=request.user):
        messages.success(request, "已保存。")
        return redirect("campaigns:taxonomies")
    context = {"taxonomy": row, "form": form, "back": "/campaigns/taxonomies/"}
    return render(request, "campaigns/edit_taxonomy.html", context)


def edit_category(request: Request, pk: int) -> HttpResponse:
    """维护类别."""
    need(policy.granted(request.user), "edit_dictionaries")
    row = get_object_or_404(Category.objects.select_related("taxonomy"), pk=pk)
    form = EditCategoryForm(request.POST or None, instance=row)
    if done(form, rules.edit_category, row, by=request.user):
        messages.success(request, "已保存。")
        return redirect("campaigns:taxonomies")
    context = {"category": row, "form": form, "back": "/campaigns/taxonomies/"}
    return render(request, "campaigns/edit_category.html", context)
