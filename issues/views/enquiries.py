"""The common-problem checklist and 举一反三: who has answered, who has it, what became of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import newest_campaign
from campaigns.models import Campaign
from common.books import book
from common.pages import did, done, download
from issues import rules
from issues.forms import AnswerEnquiryForm, EnquireForm, EnquiryFilter
from issues.models import Answer, Enquiry, Issue
from roster.http import Request
from roster.words import Work

SHOWN = 30


def _enquiries(request: Request, campaign: Campaign) -> list[Enquiry]:
    form = EnquiryFilter(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    rows = Enquiry.objects.visible_to(request.user).of(campaign).order_by("-pk")
    rows = rows.filter(kind=kind) if kind else rows
    counts = {
        "asked": Count("answers"),
        "open_count": Count("answers", filter=Q(answers__answered_at=None)),
        "yes": Count("answers", filter=Q(answers__has_it=True)),
        "taken": Count("answers", filter=Q(answers__issue__isnull=False)),
    }
    return list(
        Enquiry.objects.filter(pk__in=rows.values("pk")[:SHOWN]).annotate(**counts).order_by("pk")
    )


def index(request: Request) -> HttpResponse:
    """Units by items: the unanswered first; a unit sees its own row and answers from it."""
    campaign = newest_campaign(request.user)
    if not (request.user.sees_all_units or request.user.unit_paths):
        raise Http404
    enquiries = _enquiries(request, campaign)
    answers = Answer.objects.visible_to(request.user).filter(enquiry__in=enquiries)
    rows = _matrix(enquiries, answers)
    if request.GET.get("format") == "xlsx":
        return _export_matrix(enquiries, rows)
    return render(
        request,
        "issues/enquiries.html",
        {
            "campaign": campaign,
            "form": EnquiryFilter(request.GET or None),
            "enquiries": enquiries,
            "rows": rows,
            "can_ask": request.user.is_office,
            "today": localdate(),
        },
    )


def _matrix(enquiries: list[Enquiry], answers: Any) -> list[dict[str, Any]]:
    """One row a unit; whoever owes most answers stands first, then the official order."""
    rows: dict[int, dict[str, Any]] = {}
    for answer in answers.select_related("unit", "enquiry").order_by("unit__order", "unit", "pk"):
        row = rows.setdefault(answer.unit_id, {"unit": answer.unit, "owing": 0, "by": {}})
        row["by"][answer.enquiry_id] = answer
        row["owing"] += answer.has_it is None
    for row in rows.values():
        row["cells"] = [row["by"].get(enquiry.pk) for enquiry in enquiries]
    return sorted(rows.values(), key=lambda row: -row["owing"])


def _export_matrix(enquiries: list[Enquiry], rows: list[dict[str, Any]]) -> HttpResponse:
    headings = ["单位", "未答", *(str(enquiry) for enquiry in enquiries)]
    lines = (
        [
            row["unit"].name,
            row["owing"],
            *(f"{cell.word} {cell.example}".strip() if cell else "—" for cell in row["cells"]),
        ]
        for row in rows
    )
    return download(book("共性问题对照", headings, lines), "共性问题对照.xlsx")


def enquire(request: Request, pk: int = 0) -> HttpResponse:
    """Put a question to the units; from an issue it is 举一反三."""
    if not request.user.is_office:
        raise Http404
    campaign = newest_campaign(request.user)
    seen = Issue.objects.visible_to(request.user).select_related("unit", "campaign")
    issue = get_object_or_404(seen, pk=pk) if pk else None
    campaign = issue.campaign if issue else campaign
    start = {"text": rules.public_copy(issue)["text"]} if issue else {}
    form = EnquireForm(request.POST or None, campaign=campaign, initial=start)
    if done(form, rules.enquire, campaign, by=request.user, issue=issue):
        messages.success(request, "已发给各单位，答复情况在本页跟踪。")
        return redirect("issues:enquiries")
    back = issue.get_absolute_url() if issue else reverse("issues:enquiries")
    return render(request, "issues/enquire.html", {"form": form, "issue": issue, "back": back})


def _enquiry(request: Request, pk: int) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user).select_related("issue__unit", "campaign")
    own = Answer.objects.visible_to(request.user).select_related("unit", "issue", "answered_by")
    return get_object_or_404(rows.prefetch_related(Prefetch("answers", own)), pk=pk)


def enquiry(request: Request, pk: int) -> HttpResponse:
    """One question with all its answers, the late and open ones first."""
    row = _enquiry(request, pk)
    answers = sorted(row.answers.all(), key=lambda answer: (answer.has_it is not None,))
    own = {unit.pk for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    return render(
        request,
        "issues/enquiry.html",
        {
            "enquiry": row,
            "answers": answers,
            "own": own,
            "today": localdate(),
            "sees_source": row.issue
            and Issue.objects.visible_to(request.user).filter(pk=row.issue_id or 0).exists(),
        },
    )


def export_enquiry(request: Request, pk: int) -> HttpResponse:
    """The answers as a workbook."""
    row = _enquiry(request, pk)
    headings = ["单位", "有无", "具体事例或排查情况", "答复人", "答复时间", "列入清单的编号"]
    lines = (
        [
            answer.unit.name,
            answer.word,
            answer.example,
            answer.answered_by.name if answer.answered_by else "",
            answer.answered_at,
            answer.issue.number if answer.issue else "",
        ]
        for answer in row.answers.all()
    )
    return download(
        book(row.get_kind_display(), headings, lines), f"{row.get_kind_display()}答复.xlsx"
    )


def _answer(request: Request, pk: int) -> Answer:
    rows = Answer.objects.visible_to(request.user).select_related("unit", "enquiry__campaign")
    return get_object_or_404(rows, pk=pk)


def answer_enquiry(request: Request, pk: int) -> HttpResponse:
    """Say whether the unit has it."""
    row = _answer(request, pk)
    if not request.user.works_for(row.unit_id, Work.CLERK, Work.HEAD):
        raise Http404
    has_it = "" if row.has_it is None else str(int(row.has_it))
    start = {"example": row.example, "has_it": has_it}
    form = AnswerEnquiryForm(request.POST or None, initial=start)
    if done(form, rules.answer_enquiry, row, by=request.user):
        messages.success(request, "已答复。")
        return redirect(row.enquiry)
    context = {"answer": row, "form": form, "back": row.enquiry.get_absolute_url()}
    return render(request, "issues/answer_enquiry.html", context)


@require_POST
def adopt_answer(request: Request, pk: int) -> HttpResponse:
    """Take the unit's yes onto its list."""
    row = _answer(request, pk)
    did(request, "已列入单位清单，请补齐原因和措施。", rules.adopt_answer, row, by=request.user)
    return redirect(row.enquiry)
