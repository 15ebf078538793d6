"""Pages of cadres: list, one cadre, appointing and relieving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from common.books import book
from common.pages import done, download, need, ordered, page
from roster import policy, rules
from roster.forms import AppointForm, CadreFilter, PlaceForm, RelieveForm
from roster.http import Request
from roster.models import Cadre, CadreQuerySet, Change, Unit

BY_POST = ["unit__order", "level_rank", "hand_order", "stroke_key"]
WAYS = {"post": BY_POST, "strokes": ["stroke_key"], "unit": ["unit__order"]}
HEADINGS = ["序号", "单位", "姓名", "性别", "出生年月", "现任职务", "职务层次", "职级"]


def _asked(request: Request) -> tuple[CadreFilter, CadreQuerySet]:
    units = Unit.objects.visible_to(request.user).standing().in_official_order()
    form = CadreFilter(request.GET, units=units)
    return form, form.narrow(Cadre.objects.visible_to(request.user)).select_related("unit")


def cadres(request: Request) -> HttpResponse:
    """List cadres by post or by strokes."""
    form, rows = _asked(request)
    order = ordered(request.GET.get("sort", ""), WAYS, BY_POST)
    context = {"form": form, "page": page(rows, order, request.GET.get("after", ""))}
    return render(request, "roster/cadres.html", context)


def export_cadres(request: Request) -> HttpResponse:
    """Give the same list as a workbook."""
    _, rows = _asked(request)
    order = ordered(request.GET.get("sort", ""), WAYS, BY_POST)
    lines = (
        [
            number,
            cadre.unit,
            cadre.name,
            cadre.sex,
            cadre.birth_month,
            cadre.title,
            cadre.get_level_display(),
            cadre.rank,
        ]
        for number, cadre in enumerate(rows.order_by(*order, "pk").iterator(), 1)
    )
    return download(book("干部名册", HEADINGS, lines), f"干部名册{localdate()}.xlsx")


def cadre(request: Request, pk: int) -> HttpResponse:
    """Show one cadre with posts and what was done."""
    rows = Cadre.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, pk=pk)
    context = {
        "cadre": row,
        "posts": row.posts.select_related("unit").order_by("-pk"),
        "entries": Change.objects.filter(model="roster.cadre", row=str(pk)).order_by("-pk")[:30],
        "can": policy.granted(request.user, row.unit) if row.left_on is None else frozenset(),
    }
    return render(request, "roster/cadre.html", context)


def appoint(request: Request, pk: int) -> HttpResponse:
    """任职."""
    row = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    need(policy.granted(request.user, row), "appoint")
    form = AppointForm(request.POST or None)
    if done(form, rules.appoint, unit=row, by=request.user):
        messages.success(request, f"已登记{form.cleaned_data['name']}任职。")
        return redirect(row)
    context = {"unit": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "roster/appoint.html", context)


def relieve(request: Request, pk: int) -> HttpResponse:
    """离任."""
    rows = Cadre.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, pk=pk)
    need(policy.granted(request.user, row.unit), "relieve")
    form = RelieveForm(request.POST or None, initial={"on": localdate()})
    if done(form, rules.relieve, row, by=request.user):
        messages.success(request, f"已登记{row}离任。")
        return redirect(row)
    context = {"cadre": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "roster/relieve.html", context)


def place(request: Request, pk: int) -> HttpResponse:
    """指定排序."""
    rows = Cadre.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, pk=pk)
    need(policy.granted(request.user, row.unit), "place")
    first = {"hand_order": row.hand_order if row.hand_order != Cadre.LAST else None}
    form = PlaceForm(request.POST or None, initial=first)
    if done(form, rules.place, row, by=request.user):
        messages.success(request, "已调整排序。")
        return redirect(row)
    context = {"cadre": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "roster/place.html", context)
