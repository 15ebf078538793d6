"""The unit's lists: the entry grid, the row form, signing and amending."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from common.books import book
from common.numerals import is_count
from common.pages import done, download, ordered, page
from common.refusal import Refused
from issues import policy, rules, screening
from issues.forms import IssueForm, ListFilter, ReasonForm
from issues.models import Issue, IssueList, IssueListQuerySet, Remark
from issues.papers import list_workbook
from issues.views import grid
from issues.words import Level
from journal.models import Entry
from roster.http import Request
from roster.words import Work


def _list(request: Request, pk: int) -> IssueList:
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "campaign", "cadre")
    return get_object_or_404(rows, pk=pk)


SORTS = {
    "unit": ["unit__order", "level"],
    "status": ["status", "unit__order", "level"],
    "round": ["round", "unit__order", "level"],
}


def index(request: Request) -> HttpResponse:
    """The lists of the newest campaign that the person may see."""
    campaign = Campaign.objects.meant_by(request.user)
    if campaign is None or request.user.is_officer:
        raise Http404
    form = ListFilter(request.GET)
    rows = form.narrow(IssueList.objects.visible_to(request.user).of(campaign))
    order = ordered(request.GET.get("sort", ""), SORTS, SORTS["unit"])
    if request.GET.get("format") == "xlsx":
        return _export(_counted(rows).order_by(*order, "pk"))
    screen = page(rows.select_related("unit"), order, request.GET.get("after", ""))
    shown = IssueList.objects.filter(pk__in=[row.pk for row in screen.rows])
    screen.rows = list(_counted(shown).order_by(*order, "pk"))
    return render(
        request,
        "issues/lists.html",
        {
            "page": screen,
            "form": form,
            "own_units": request.user.units_as(Work.CLERK, Work.HEAD),
            "levels": Level.choices[:2],
            "has_own_list": request.user.cadre_id is not None,
            "today": localdate(),
        },
    )


def _counted(rows: IssueListQuerySet) -> IssueListQuerySet:
    """Each with the number of its issues; counted for all lists it would take a city seconds."""
    standing = Count("issues", filter=~Q(issues__status=Issue.Status.CANCELLED))
    return rows.select_related("unit", "cadre", "reviewer").annotate(n=standing)


HEADINGS = [
    "单位",
    "层级",
    "干部",
    "状态",
    "问题条数",
    "报送次数",
    "报送时间",
    "重报期限",
    "审核员",
    "备案号",
]


def _export(rows: IssueListQuerySet) -> HttpResponse:
    lines = (
        [
            row.unit.name,
            row.get_level_display(),
            row.cadre.name if row.cadre else "",
            row.get_status_display(),
            getattr(row, "n", 0),
            row.round,
            row.submitted_at,
            row.return_due_on,
            row.reviewer.name if row.reviewer else "",
            row.filing_number,
        ]
        for row in rows.iterator(chunk_size=500)
    )
    return download(book("问题清单", HEADINGS, lines), f"问题清单{localdate()}.xlsx")


@require_POST
def open_list(request: Request) -> HttpResponse:
    """Open the list of a level for the person's own unit."""
    campaign = Campaign.objects.meant_by(request.user)
    units = {str(unit.pk): unit for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    unit, level = units.get(request.POST.get("unit", "")), request.POST.get("level", Level.UNIT)
    if campaign is None or unit is None or level not in Level.values:
        raise Http404
    return redirect(rules.open_list(campaign, unit, level=level, by=request.user))


def own_list(request: Request) -> HttpResponse:
    """The cadre's own list, opened on first use."""
    campaign, cadre = Campaign.objects.meant_by(request.user), request.user.cadre
    if campaign is None or cadre is None:
        raise Http404
    row = rules.open_list(campaign, cadre.unit, level=Level.PERSON, cadre=cadre, by=None)
    return redirect(row)


def issue_list(request: Request, pk: int) -> HttpResponse:
    """One list: the grid while it may be changed, a plain table otherwise."""
    row = _list(request, pk)
    can = policy.list_verbs(request.user, row)
    is_open = row.is_editable and "edit" in can
    seen = Issue.objects.visible_to(request.user).filter(issue_list=row)
    rows = seen.standing().select_related("category").order_by("seq", "pk")
    issues = list(rows.prefetch_related("measures", _last_remarks(row)))
    return render(
        request,
        "issues/issue_list.html",
        {
            "list": row,
            "can": can,
            "is_open": is_open,
            "sectors": _prompts(row) if is_open else [],
            "data": grid.sheet(row, request.user, is_readonly=not is_open),
            "issues": issues,
            "open_issues": [issue for issue in issues if issue.is_editable],
            "filed_issues": [issue for issue in issues if not issue.is_editable],
            "reviews": row.reviews.select_related("by"),
            "stages": rules.chain(row),
            "entries": Entry.objects.about(row)[:30],
        },
    )


def _prompts(row: IssueList) -> list[screening.Sector]:
    return screening.sectors_of(row.unit.name, is_personal=row.level == Level.PERSON)


def _last_remarks(row: IssueList) -> "Prefetch[str]":
    """What the reviewer said of each issue the last time, not in earlier rounds."""
    return Prefetch("remarks", Remark.objects.filter(review__round=row.round))


@require_POST
def save(request: Request, pk: int) -> JsonResponse:
    """Take what the grid has typed; a refusal comes back beside what was typed."""
    row = _list(request, pk)
    try:
        letter: dict[str, Any] = json.loads(request.body)
        answer = grid.take(row, letter, by=request.user)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "提交的内容格式不对，请刷新页面后重试。"}, status=422)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return JsonResponse(answer, status=409 if answer["conflicts"] else 200)


def add(request: Request, pk: int) -> HttpResponse:
    """Write one issue with a plain form."""
    row = _list(request, pk)
    form = IssueForm(request.POST or None, campaign=row.campaign, unit=row.unit)
    if done(form, rules.draft, row.campaign, row.unit, issue_list=row, by=request.user):
        messages.success(request, "已保存一条问题。")
        return redirect(row)
    return render(
        request,
        "issues/issue_form.html",
        {"form": form, "list": row, "back": row.get_absolute_url()},
    )


def edit(request: Request, pk: int) -> HttpResponse:
    """Change one draft with a plain form."""
    rows = Issue.objects.visible_to(request.user).select_related("campaign", "issue_list", "unit")
    issue = get_object_or_404(rows, pk=pk)
    measures = "\n".join(issue.measures.values_list("text", flat=True))
    start = {name: getattr(issue, name) for name in IssueForm.base_fields if name != "measures"}
    start |= {"measures": measures, "due_on": issue.due_on if issue.has_due else None}
    form = IssueForm(request.POST or None, campaign=issue.campaign, unit=issue.unit, initial=start)
    sent = request.POST.get("version", "")
    version = int(sent) if is_count(sent) else -1
    back = issue.issue_list or issue
    if done(form, rules.edit, issue, by=request.user, version=version):
        messages.success(request, "已保存。")
        return redirect(back)
    return render(
        request,
        "issues/issue_form.html",
        {"form": form, "issue": issue, "back": back.get_absolute_url()},
    )


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a draft off the list."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    back = issue.issue_list or issue
    try:
        rules.remove(issue, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


def submit(request: Request, pk: int) -> HttpResponse:
    """What is still missing, and the signature."""
    row = _list(request, pk)
    gaps = rules.missing(row)
    if request.method == "POST":
        try:
            rules.submit(row, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已报送，第{row.round}次。办公室审核后会提醒您。")
            return redirect(row)
    can = policy.list_verbs(request.user, row)
    return render(request, "issues/submit.html", {"list": row, "gaps": gaps, "can": can})


def export_list(request: Request, pk: int) -> HttpResponse:
    """The list as a workbook, which may be filled in and imported again."""
    row = _list(request, pk)
    try:
        policy.require_whole(request.user, row.issues.all())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    return download(list_workbook(row), f"{row}.xlsx")


def amend(request: Request, pk: int) -> HttpResponse:
    """Reopen a filed list for additions."""
    row = _list(request, pk)
    form = ReasonForm(request.POST or None)
    if done(form, rules.amend, row, by=request.user):
        messages.success(request, "清单已可修改；改好后请重新报送，原准入号已失效。")
        return redirect(row)
    return render(
        request, "issues/amend.html", {"list": row, "form": form, "back": row.get_absolute_url()}
    )
