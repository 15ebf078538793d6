"""The review desk: the queue, one list beside its last version, passing and sending back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.http import newest_campaign
from campaigns.models import Gate
from common.pages import done
from common.refusal import Refused
from issues import policy, rules, screening
from issues.forms import ApproveForm, AssignForm, QueueFilter, SendBackForm
from issues.models import Issue, IssueList, Review
from issues.screening import Remark
from issues.words import Level
from roster.http import Request
from roster.models import User
from roster.words import Work

COMPARED = {
    "text": "存在问题",
    "example": "具体事例",
    "cause": "原因分析",
    "target": "整改目标",
    "owner": "责任人",
}

SCREENED = {"issue": "存在问题", "example": "具体事例", "measure": "整改措施"}
COMPARED_WITH = 1000
QUEUED = 100


def queue(request: Request) -> HttpResponse:
    """Lists that wait for an answer, oldest first."""
    if not request.user.works_as(Work.OFFICE, Work.REVIEWER):
        raise Http404
    form = QueueFilter(request.GET)
    seen = IssueList.objects.visible_to(request.user).of(newest_campaign(request.user))
    waiting = form.narrow(seen.waiting(), request.user)
    joined = waiting.select_related("unit", "cadre", "reviewer", "campaign")
    rows = list(joined.prefetch_related("issues__measures")[:QUEUED])
    calendar, today = campaigns.calendar(), localdate()
    ages = [
        (row, calendar.between(localdate(row.submitted_at), today), rules.first_doubts(row))
        for row in rows
    ]
    context = {"form": form, "ages": ages, "count": waiting.count()}
    return render(request, "issues/reviews.html", context)


def review(request: Request, pk: int) -> HttpResponse:
    """One submission: each issue with what changed, and the two answers."""
    row = _waiting_list(request, pk)
    submitted = row.issues.filter(status=Issue.Status.SUBMITTED).order_by("seq", "pk")
    issues = list(submitted.select_related("category").prefetch_related("measures"))
    form = SendBackForm(request.POST or None, issues=issues)
    if request.method == "POST" and form.is_valid():
        try:
            rules.send_back(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已退回{row.unit}，重报期限{row.return_due_on}。")
            return redirect("issues:reviews")
    before = row.reviews.filter(round=row.round - 1).first()
    return render(
        request,
        "issues/review.html",
        {
            "list": row,
            "form": form,
            "approve_form": ApproveForm(),
            "lines": _lines(request.user, row, issues, form, before),
            "before": before,
            "handover": "移交审核员" if row.reviewer_id else "分派审核员",
            "stages": rules.chain(row),
            "filed_count": row.issues.in_ledger().count(),
            "can": policy.list_verbs(request.user, row),
        },
    )


def _waiting_list(request: Request, pk: int) -> IssueList:
    if not request.user.works_as(Work.OFFICE, Work.REVIEWER):
        raise Http404
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "campaign", "cadre")
    return get_object_or_404(rows, pk=pk, status=IssueList.Status.SUBMITTED)


def _lines(
    user: User, row: IssueList, issues: Iterable[Issue], form: SendBackForm, before: Review | None
) -> list[dict[str, Any]]:
    old = {entry["id"]: entry for entry in before.snapshot} if before else {}
    lexicon = rules.current_lexicon()
    seen = Issue.objects.visible_to(user).beside(row).select_related("unit")
    others = list(seen.order_by("-pk")[:COMPARED_WITH])
    return [
        {
            "issue": issue,
            "reasons": form[f"reasons-{issue.pk}"],
            "text": form[f"text-{issue.pk}"],
            "changes": _changes(issue, old.get(issue.pk)),
            "is_new": bool(before) and issue.pk not in old,
            "remarks": _remarks(issue, lexicon),
            "alike": _alike(issue, others),
        }
        for issue in issues
    ]


def _remarks(issue: Issue, lexicon: screening.Lexicon) -> list[tuple[str, Remark]]:
    """What the screen says, each with the name of the column it speaks of."""
    measures = "\n".join(measure.text for measure in issue.measures.all())
    said = screening.remarks(issue.text, example=issue.example, measure=measures, lexicon=lexicon)
    return [(SCREENED[remark.field], remark) for remark in said]


def _alike(issue: Issue, others: Sequence[Issue]) -> list[tuple[Issue, int]]:
    """Issues that read much the same, with how much in per cent; a person decides."""
    known = {str(other.pk): other for other in others}
    stored = [screening.Text(pk, _words(other)) for pk, other in known.items()]
    found = screening.nearest(_words(issue), stored, limit=3)
    return [(known[text.key], round(100 * alike)) for text, alike in found]


def _words(issue: Issue) -> str:
    return f"{issue.text}。{issue.example}"


def _changes(issue: Issue, old: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    """What the unit has changed since the last submission: label, before, now."""
    if old is None:
        return []
    changes = [
        (label, old[name], getattr(issue, name))
        for name, label in COMPARED.items()
        if old[name] != getattr(issue, name)
    ]
    measures = [measure.text for measure in issue.measures.all()]
    if measures != old["measures"]:
        changes.append(("整改措施", "；".join(old["measures"]), "；".join(measures)))
    return changes


def _gate_word(row: IssueList) -> str:
    gate = Gate.objects.filter(campaign=row.campaign_id, unit=row.unit_id).first()
    if row.level == Level.PERSON or gate is None:
        return ""
    return "专题会已放行。" if gate.is_open else "本单位还有未通过的清单，专题会暂未放行。"


def approve(request: Request, pk: int) -> HttpResponse:
    """Pass the list and file it."""
    row = _waiting_list(request, pk)
    form = ApproveForm(request.POST or None)
    if done(form, rules.approve, row, by=request.user):
        messages.success(
            request, f"{row.unit}的清单已通过，备案号{row.filing_number}。{_gate_word(row)}"
        )
        return redirect("issues:reviews")
    return render(
        request, "issues/approve.html", {"list": row, "form": form, "back": row.get_absolute_url()}
    )


def assign(request: Request, pk: int) -> HttpResponse:
    """Name the person who reviews the list."""
    row = _waiting_list(request, pk)
    form = AssignForm(request.POST or None, initial={"reviewer": row.reviewer_id})
    if done(form, rules.assign, row, by=request.user):
        messages.success(request, f"已分派给{form.cleaned_data['reviewer']}。")
        return redirect("issues:reviews")
    return render(
        request, "issues/assign.html", {"list": row, "form": form, "back": row.get_absolute_url()}
    )
