"""What issues are held against: on one issue, and over all of them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campaigns.http import newest_campaign
from common.books import book
from common.pages import did, done, download, need, page
from issues import policy, rules
from issues.forms import CitationFilter, CiteForm, ClassifyForm
from issues.models import Citation, CitationQuerySet
from issues.views.issue import issue_of
from issues.words import Cited
from roster.http import Request

ORDER = ["kind", "name", "issue__number"]
MOST_NAMES = 60
HEADINGS = ["对照什么", "名称", "条款、差距或说明", "问题编号", "单位", "存在问题", "状态"]


def cite(request: Request, pk: int) -> HttpResponse:
    """Note what the issue is held against; what others wrote is offered."""
    issue = issue_of(request, pk)
    need(policy.issue_verbs(request.user, issue), "cite")
    form = CiteForm(request.POST or None, initial={"kind": request.GET.get("kind", Cited.BASIS)})
    if done(form, rules.cite, issue, by=request.user):
        messages.success(request, "已登记。")
        return redirect(issue)
    known = Citation.objects.of(issue.campaign).order_by("kind", "name")
    context = {
        "issue": issue,
        "form": form,
        "back": issue.get_absolute_url(),
        "known": known.values_list("kind", "name").distinct()[:MOST_NAMES],
        "kinds": dict(Cited.choices),
    }
    return render(request, "issues/cite.html", context)


def classify(request: Request, pk: int) -> HttpResponse:
    """Say which entries of the other taxonomies the issue is, too."""
    issue = issue_of(request, pk)
    need(policy.issue_verbs(request.user, issue), "cite")
    chosen = list(issue.more_categories.all())
    form = ClassifyForm(request.POST or None, issue=issue, initial={"categories": chosen})
    if done(form, rules.classify, issue, by=request.user):
        messages.success(request, "已归入。")
        return redirect(issue)
    context = {"issue": issue, "form": form, "back": issue.get_absolute_url()}
    return render(request, "issues/classify.html", context)


@require_POST
def drop_citation(request: Request, pk: int) -> HttpResponse:
    """Take one off its issue."""
    rows = Citation.objects.visible_to(request.user).select_related(
        "issue__unit", "issue__campaign"
    )
    row = get_object_or_404(rows, pk=pk)
    did(request, "已去掉。", rules.drop_citation, row, by=request.user)
    return redirect(row.issue)


def citations(request: Request) -> HttpResponse:
    """All of them: how often each name is used, and the issues behind the chosen ones."""
    if request.user.is_officer:
        raise Http404
    seen = Citation.objects.visible_to(request.user).of(newest_campaign(request.user))
    form = CitationFilter(request.GET)
    rows = form.narrow(seen).select_related("issue__unit")
    if request.GET.get("format") == "xlsx":
        return _export(rows)
    screen = page(rows, ORDER, request.GET.get("after", ""))
    context = {"filters": form, "page": screen, "names": _names(seen, form.chosen("kind"))}
    return render(request, "issues/citations.html", context)


def _names(rows: CitationQuerySet, kind: str | None) -> list[dict[str, Any]]:
    """How many issues and units stand behind each name, the most used first."""
    chosen = rows.filter(kind=kind) if kind else rows
    grouped = chosen.order_by().values("kind", "name")
    lines = grouped.annotate(n=Count("pk"), units=Count("issue__unit", distinct=True))
    labels = dict(Cited.choices)
    return [
        {**line, "label": labels[line["kind"]]}
        for line in lines.order_by("-n", "kind", "name")[:MOST_NAMES]
    ]


def _export(rows: CitationQuerySet) -> HttpResponse:
    lines = (
        [
            row.get_kind_display(),
            row.name,
            row.note,
            row.issue.number,
            row.issue.unit.name,
            row.issue.text,
            row.issue.get_status_display(),
        ]
        for row in rows.order_by(*ORDER, "pk").iterator(chunk_size=500)
    )
    return download(book("对照与标签", HEADINGS, lines), "对照与标签.xlsx")
