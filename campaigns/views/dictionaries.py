"""Pages of the dictionaries: holidays and taxonomies."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns import policy, rules
from campaigns.forms import EditCategoryForm, EditTaxonomyForm, RefineForm, YearForm
from campaigns.models import Campaign, Category, Holiday, Taxonomy
from campaigns.workdays import stretches
from common.pages import done, need
from roster.http import Request
from roster.models import Unit
from roster.words import Work


def calendar(request: Request) -> HttpResponse:
    """Show the holiday table by year and say which needed year is missing."""
    today = localdate()
    days = rules.calendar()
    years: dict[int, dict[str, list[date]]] = {}
    for holiday in Holiday.objects.all():
        year = years.setdefault(holiday.day.year, {"off": [], "on": []})
        year["on" if holiday.is_workday else "off"].append(holiday.day)
    told = [
        (year, {name: (len(days), stretches(days)) for name, days in found.items()})
        for year, found in sorted(years.items(), reverse=True)
    ]
    ends = Campaign.objects.running().values_list("ends_on", flat=True)
    needed = {today.year, today.year + 1, *(day.year for day in ends)}
    context = {
        "years": told,
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
        name: _written(one.day for one in known if one.is_workday is works)
        for name, works in (("holidays", False), ("workdays", True))
    }
    form = YearForm(request.POST or None, initial=first, year=year)
    if done(form, rules.set_year, year, by=request.user):
        messages.success(request, f"已保存{year}年节假日；已排定的期限不变，可逐项调整。")
        return redirect("campaigns:calendar")
    context = {"year": year, "form": form, "back": "/campaigns/calendar/"}
    return render(request, "campaigns/set_year.html", context)


def _written(days: Iterable[date]) -> str:
    """Days as the form reads them: 1-1至1-3、4-4."""
    return "、".join(
        f"{first.month}-{first.day}" + (f"至{last.month}-{last.day}" if last > first else "")
        for first, last in stretches(days)
    )


def in_tree_order(rows: Iterable[Category]) -> list[Category]:
    """Each entry followed by what stands below it."""
    known = {row.pk: row for row in rows}

    def path(row: Category) -> list[tuple[int, int]]:
        above = known.get(row.parent_id or 0)
        return [*(path(above) if above else []), (row.order, row.pk)]

    return sorted(known.values(), key=path)


def taxonomies(request: Request) -> HttpResponse:
    """Show every taxonomy with its categories and their meanings."""
    units = request.user.units_as(Work.CLERK, Work.HEAD)
    shown = Category.objects.select_related("parent", "local", "unit")
    if not request.user.sees_all_units:
        shown = shown.filter(Q(unit=None) | Q(unit__in=units))
    rows = Taxonomy.objects.order_by("-is_enabled", "pk")
    rows = rows.prefetch_related(Prefetch("categories", shown))
    trees = [(row, in_tree_order(row.categories.all())) for row in rows]
    can = policy.granted(request.user) | ({"refine_category"} if units else set())
    context = {"taxonomies": trees, "can": can}
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


def refine_category(request: Request, pk: int) -> HttpResponse:
    """细化类别."""
    own = request.user.units_as(Work.CLERK, Work.HEAD)
    if not own:
        raise Http404
    units = Unit.objects.filter(pk__in=[unit.pk for unit in own]).in_official_order()
    row = get_object_or_404(Category.objects.select_related("taxonomy"), pk=pk, unit=None)
    form = RefineForm(request.POST or None, units=units, initial={"unit": own[0].pk})
    if done(form, rules.refine_category, row, by=request.user):
        messages.success(request, "已细化，本单位填清单时可以选用。")
        return redirect("campaigns:taxonomies")
    context = {"category": row, "form": form, "back": "/campaigns/taxonomies/"}
    return render(request, "campaigns/refine_category.html", context)


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
