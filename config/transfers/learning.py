"""What a person teaches on the preview page: what a heading means, which unit a name means."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import exchange.rules as exchange
import roster.rules as roster
from common.refusal import Refused
from common.workbook import Unreadable
from config.imports import KINDS
from config.transfers.job import Job, mine
from exchange.models import Heading
from roster.http import Request
from roster.models import Unit


@require_POST
def learn_headings(request: Request, pk: int) -> HttpResponse:
    """Remember what was said about the columns and read the file again."""
    job = mine(request, pk)
    try:
        learnt = sum(
            _learn(request, job, at) for at in range(len(job.transfer.outcome.get("sheets", ())))
        )
        if learnt:
            job.again()
        said = f"已记住{learnt}处对应关系，并重新读取。" if learnt else "列的对应关系没有变化。"
        messages.success(request, said)
    except (Refused, Unreadable) as refused:
        messages.error(request, str(refused))
    return redirect("exchange:preview", pk=pk)


def _learn(request: Request, job: Job, at: int) -> int:
    """Remember the changed columns of one sheet; return how many."""
    fields = {"", *(name for name, _ in job.kind.fields)}
    learnt = 0
    for column in job.transfer.outcome["sheets"][at]["columns"]:
        said = request.POST.get(f"{at}-{column['at']}")
        if said is None or said == column["field"] or said not in fields or not column["key"]:
            continue
        exchange.learn_heading(
            job.name,
            job.unit,
            key=column["key"],
            label=column["label"],
            field=said,
            by=request.user,
        )
        learnt += 1
    return learnt


@require_POST
def learn_units(request: Request, pk: int) -> HttpResponse:
    """Remember which units the unknown names mean and read the file again."""
    job = mine(request, pk)
    units = {str(unit.pk): unit for unit in Unit.objects.standing()}
    try:
        learnt = 0
        for at, stranger in enumerate(job.transfer.outcome.get("strangers", [])):
            if unit := units.get(request.POST.get(f"unit-{at}", "")):
                roster.learn_alias(unit, stranger["name"], by=request.user)
                learnt += 1
        if learnt:
            job.again()
            messages.success(request, f"已记住{learnt}个名称，并重新读取。")
    except (Refused, Unreadable) as refused:
        messages.error(request, str(refused))
    return redirect("exchange:preview", pk=pk)


def headings(request: Request) -> HttpResponse:
    """The remembered headings of the person's unit, and for the office those of all."""
    user = request.user
    rows = Heading.objects.select_related("unit", "by").order_by("unit__order", "kind", "label")
    if not user.is_office:
        rows = rows.filter(unit=user.unit, unit__isnull=False)
    told = [
        {
            "row": row,
            "kind": KINDS[row.kind].label if row.kind in KINDS else row.kind,
            "field": dict(KINDS[row.kind].fields).get(row.field) if row.kind in KINDS else "",
            "may_forget": exchange.may_teach(user, row.unit),
        }
        for row in rows
    ]
    return render(request, "exchange/headings.html", {"rows": told})


@require_POST
def forget(request: Request, pk: int) -> HttpResponse:
    """Forget what was said about one heading."""
    heading = get_object_or_404(Heading.objects.select_related("unit"), pk=pk)
    if not exchange.may_teach(request.user, heading.unit):
        raise Http404
    exchange.forget_heading(heading, by=request.user)
    messages.success(request, f"已取消“{heading.label}”的对应关系，下次按系统的理解读取。")
    return redirect("exchange:headings")
