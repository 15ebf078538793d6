"""What ties issues together: the root of a symptom, what nobody has claimed, the error book."""

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from campaigns.http import newest_campaign
from common.books import book
from common.pages import done, download, page
from issues import rules
from issues.figures import FROM_OUTSIDE
from issues.forms import UnclaimedFilter
from issues.models import Claim, Issue, IssueQuerySet
from issues.words import Level
from roster.http import Request
from roster.models import Cadre
from roster.words import Work


class RootForm(forms.Form):
    """指明根源."""

    root = forms.ModelChoiceField(Issue.objects.none(), label="根源问题", empty_label="请选择")

    def __init__(self, *arguments: object, rows: QuerySet[Issue], **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["root"].queryset = rows  # type: ignore[attr-defined]


def link_root(request: Request, pk: int) -> HttpResponse:
    """Name the issue this one comes from."""
    rows = Issue.objects.visible_to(request.user).select_related("unit", "campaign", "category")
    issue = get_object_or_404(rows, pk=pk)
    offered = Issue.objects.of(issue.campaign).standing().filter(unit=issue.unit_id)
    offered = offered.exclude(pk=issue.pk).order_by("level", "seq", "pk")
    form = RootForm(request.POST or None, rows=offered)
    if done(form, rules.link_root, issue, by=request.user):
        messages.success(request, "根源已指明，两条之间可以互相查看。")
        return redirect(issue)
    context = {"issue": issue, "form": form, "back": issue.get_absolute_url()}
    return render(request, "issues/link_root.html", context)


def _unclaimed(request: Request) -> tuple[UnclaimedFilter, IssueQuerySet]:
    campaign = newest_campaign(request.user)
    rows = Issue.objects.visible_to(request.user).of(campaign).open()
    nobody = ~Exists(Claim.objects.filter(issue=OuterRef("pk")))
    form = UnclaimedFilter(request.GET)
    return form, form.narrow(rows.exclude(level=Level.PERSON).filter(nobody))


def unclaimed(request: Request) -> HttpResponse:
    """Team and unit issues that no leader has taken as one's own."""
    form, rows = _unclaimed(request)
    rows = rows.select_related("unit", "category")
    if request.GET.get("format") == "xlsx":
        return _export_unclaimed(rows)
    screen = page(rows, ["unit__order", "seq"], request.GET.get("after", ""))
    outside = rows.filter(source__in=FROM_OUTSIDE).count()
    own = {unit.pk for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    context = {"form": form, "page": screen, "outside": outside, "own": own}
    return render(request, "issues/unclaimed.html", context)


def _export_unclaimed(rows: QuerySet[Issue]) -> HttpResponse:
    headings = ["问题编号", "单位", "层级", "来源", "存在问题", "完成时限"]
    lines = (
        [
            row.number,
            row.unit.name,
            row.get_level_display(),
            row.get_source_display(),
            row.text,
            row.due_text,
        ]
        for row in rows.order_by("unit__order", "seq", "pk").iterator(chunk_size=500)
    )
    return download(book("待认领问题", headings, lines), "待认领问题.xlsx")


def error_book(request: Request, pk: int = 0) -> HttpResponse:
    """错题本: a cadre's issues with cause, root, way of mending and whether it came again."""
    campaign = newest_campaign(request.user)
    whose = Cadre.objects.visible_to(request.user).select_related("unit")
    cadre = get_object_or_404(whose, pk=pk or request.user.cadre_id or 0)
    rows = Issue.objects.visible_to(request.user).of(campaign).standing()
    rows = rows.filter(issue_list__cadre=cadre).order_by("seq", "pk")
    issues = rows.select_related("category", "repeats").prefetch_related(
        "measures", "upper_links__upper", "progress"
    )
    context = {"cadre": cadre, "campaign": campaign, "issues": issues}
    return render(request, "issues/error_book.html", context)
