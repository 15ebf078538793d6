"""Pages of units: list, one unit, and the verbs on it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from common.books import book
from common.pages import done, download, need, ordered, page
from roster import policy, rules
from roster.forms import (
    ArrangeForm,
    FoundForm,
    LearnAliasForm,
    MergeForm,
    RenameForm,
    UnitFilter,
)
from roster.http import Request
from roster.models import Cadre, Change, Unit, UnitQuerySet

WAYS = {"order": ["order"], "code": ["code"], "kind": ["kind", "order"], "cohort": ["cohort"]}
HEADINGS = [
    "单位编码",
    "单位名称",
    "简称",
    "单位类型",
    "评议分类",
    "规范排序",
    "上级单位",
    "在任干部",
]


def _asked(request: Request) -> tuple[UnitFilter, UnitQuerySet]:
    form = UnitFilter(request.GET)
    rows = form.narrow(Unit.objects.visible_to(request.user)).select_related("parent")
    serving = Count("cadres", filter=Q(cadres__left_on=None))
    return form, rows.annotate(cadre_count=serving)


def units(request: Request) -> HttpResponse:
    """List the units in official order."""
    form, rows = _asked(request)
    order = ordered(request.GET.get("sort", ""), WAYS, ["order"])
    context = {
        "form": form,
        "page": page(rows, order, request.GET.get("after", "")),
        "can": policy.granted(request.user, None),
    }
    return render(request, "roster/units.html", context)


def export_units(request: Request) -> HttpResponse:
    """Give the same list as a workbook."""
    _, rows = _asked(request)
    lines = (
        [
            unit.code,
            unit.name,
            unit.short,
            unit.get_kind_display(),
            unit.cohort,
            unit.order,
            unit.parent,
            unit.cadre_count,  # type: ignore[attr-defined]
        ]
        for unit in rows.in_official_order()
    )
    return download(book("单位名册", HEADINGS, lines), f"单位名册{localdate()}.xlsx")


def unit(request: Request, pk: int) -> HttpResponse:
    """Show one unit: names, what is under it, cadres in the order asked for, what was done."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    cadres = Cadre.objects.visible_to(request.user).of(row).serving()
    by_strokes = request.GET.get("sort") == "strokes"
    context = {
        "unit": row,
        "aliases": row.aliases.all(),
        "children": row.children.in_official_order(),
        "cadres": cadres.by_strokes() if by_strokes else cadres.by_post(),
        "by_strokes": by_strokes,
        "entries": Change.objects.filter(model="roster.unit", row=str(pk)).order_by("-pk")[:30],
        "can": policy.granted(request.user, row) if row.dissolved_on is None else frozenset(),
    }
    return render(request, "roster/unit.html", context)


def found(request: Request) -> HttpResponse:
    """设立单位."""
    need(policy.granted(request.user, None), "found")
    form = FoundForm(request.POST or None)
    if done(form, rules.found, by=request.user):
        messages.success(request, f"已设立“{form.cleaned_data['name']}”。")
        return redirect("roster:units")
    return render(request, "roster/found.html", {"form": form, "back": reverse("roster:units")})


def learn_alias(request: Request, pk: int) -> HttpResponse:
    """登记别名."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row), "learn_alias")
    form = LearnAliasForm(request.POST or None)
    if done(form, rules.learn_alias, row, by=request.user):
        messages.success(request, "已登记别名，以后导入表格时会认得。")
        return redirect(row)
    return render(
        request,
        "roster/learn_alias.html",
        {"unit": row, "form": form, "back": row.get_absolute_url()},
    )


def rename(request: Request, pk: int) -> HttpResponse:
    """更名."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row), "rename")
    form = RenameForm(request.POST or None, initial={"name": row.name, "short": row.short})
    if done(form, rules.rename, row, by=request.user):
        messages.success(request, "已更名，原名称保留为别名。")
        return redirect(row)
    return render(
        request, "roster/rename.html", {"unit": row, "form": form, "back": row.get_absolute_url()}
    )


def arrange(request: Request, pk: int) -> HttpResponse:
    """调整单位."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row), "arrange")
    first = {"kind": row.kind, "cohort": row.cohort, "order": row.order}
    form = ArrangeForm(request.POST or None, initial=first)
    if done(form, rules.arrange, row, by=request.user):
        messages.success(request, "已调整。")
        return redirect(row)
    context = {"unit": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "roster/arrange.html", context)


def merge(request: Request, pk: int) -> HttpResponse:
    """并入."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row), "merge")
    form = MergeForm(request.POST or None, initial={"on": localdate()})
    if done(form, rules.merge, row, by=request.user):
        messages.success(request, f"已并入“{form.cleaned_data['into']}”。")
        return redirect(row)
    return render(
        request, "roster/merge.html", {"unit": row, "form": form, "back": row.get_absolute_url()}
    )
