"""One issue and the verbs that may be used on it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

import campaigns.rules as campaigns
from common.pages import done, download
from issues import policy, rules
from issues.forms import (
    AnswerForm,
    CallBackForm,
    CancelForm,
    ClaimForm,
    CloseForm,
    ClosureForm,
    DoneForm,
    ExtendForm,
    LookBackForm,
    MeasureForm,
    OpinionForm,
    ProgressForm,
    RelapseForm,
    ReopenForm,
    VerifyForm,
)
from issues.forms.labelling import LabelForm
from issues.models import Extension, Issue, LookBack, Measure
from issues.papers import closure_workbook
from journal.models import Entry
from roster.http import Request


def issue_of(request: Request, pk: int) -> Issue:
    rows = Issue.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "campaign", "category", "repeats", "ledger"), pk=pk
    )


STEPS: dict[str, frozenset[str]] = {
    "report_progress": frozenset(Issue.OPEN),
    "complete_measure": frozenset(Issue.OPEN),
    "extend": frozenset(Issue.IN_HAND),
    "ask_long_term": frozenset(Issue.IN_HAND),
    "answer_long_term": frozenset(Issue.OPEN),
    "request_closure": frozenset(Issue.IN_HAND),
    "hand_over": frozenset(Issue.IN_HAND),
    "decide_handover": frozenset(Issue.IN_HAND),
    "put_in_ledger": frozenset(Issue.LEDGER),
    "report_done": frozenset(Issue.IN_HAND),
    "confirm_done": frozenset({Issue.Status.CLOSE_APPLIED}),
    "report_relapse": frozenset({Issue.Status.CLOSED}),
    "verify": frozenset({Issue.Status.CLOSE_APPLIED}),
    "reject_closure": frozenset({Issue.Status.CLOSE_APPLIED, Issue.Status.VERIFIED}),
    "close": frozenset({Issue.Status.VERIFIED}),
    "look_back": frozenset({Issue.Status.CLOSED}),
    "reopen": frozenset({Issue.Status.CLOSED}),
    "cancel": frozenset(Issue.IN_HAND),
    "claim": frozenset(Issue.OPEN),
    "link_root": frozenset(Issue.LEDGER),
    "cite": frozenset(Issue.Status) - {Issue.Status.CANCELLED},
    "drop_citation": frozenset(Issue.Status) - {Issue.Status.CANCELLED},
    "enquire": frozenset(Issue.LEDGER),
    "set_label": frozenset(Issue.LEDGER),
    "answer_extension": frozenset(Issue.OPEN),
    "ask_publication": frozenset(Issue.LEDGER),
    "answer_publication": frozenset(Issue.LEDGER),
    "withdraw_publication": frozenset(Issue.LEDGER),
}


def issue(request: Request, pk: int) -> HttpResponse:
    """Facts, measures, progress, closing, history, and the verbs of this person now."""
    row = issue_of(request, pk)
    granted = policy.issue_verbs(request.user, row)
    can = {verb for verb in granted if row.status in STEPS.get(verb, frozenset())}
    today = localdate()
    return render(
        request,
        "issues/issue.html",
        {
            "issue": row,
            "can": can,
            "days_left": row.days_left(today, campaigns.calendar()) if row.is_open else None,
            "is_overdue": row.is_overdue(today),
            "measures": row.measures.all(),
            "progress": row.progress.select_related("by"),
            "extensions": row.extensions.select_related("asked_by", "answered_by"),
            "long_terms": row.long_terms.select_related("asked_by", "answered_by"),
            "verifications": row.verifications.select_related("requested_by", "verified_by"),
            "handovers": row.handovers.select_related("from_unit", "to_unit", "asked_by"),
            "ledgers": row.campaign.ledgers.exists() if "put_in_ledger" in can else False,
            "most_bounces": rules.most_bounces(),
            "relapses": Issue.objects.filter(repeats=row).select_related("campaign"),
            "citations": row.citations.all(),
            "more_categories": row.more_categories.all(),
            "claims": row.claims.select_related("cadre"),
            "publications": row.publications.select_related("asked_by"),
            "uppers": row.upper_links.select_related("upper"),
            "lowers": row.lower_links.select_related("lower"),
            "enquiries": row.enquiries.all(),
            "look_backs": row.look_backs.select_related("by"),
            "entries": Entry.objects.about(row)[:50],
        },
    )


def deed(
    verb: Callable[..., Any],
    form_class: type[forms.Form],
    template: str,
    said: str,
    *,
    needs_today: bool = False,
) -> Callable[[Request, int], HttpResponse]:
    """Make the page of one verb on one issue: its form, its refusals, the way back."""

    def view(request: Request, pk: int) -> HttpResponse:
        row = issue_of(request, pk)
        form = form_class(request.POST or None)
        more = {"today": localdate()} if needs_today else {}
        if done(form, verb, row, by=request.user, **more):
            messages.success(request, said)
            return redirect(row)
        return render(
            request,
            f"issues/{template}.html",
            {"issue": row, "form": form, "back": row.get_absolute_url()},
        )

    return view


report_progress = deed(rules.report_progress, ProgressForm, "report_progress", "进展已登记。")
extend = deed(rules.extend, ExtendForm, "extend", "延期申请已提交。", needs_today=True)
request_closure = deed(
    rules.request_closure, ClosureForm, "request_closure", "销号申请已提交，等待他方验收。"
)
verify = deed(rules.verify, VerifyForm, "verify", "验收通过，等待办公室销号。")
reject_closure = deed(
    rules.reject_closure, OpinionForm, "reject_closure", "已驳回，单位会收到提醒。"
)
close = deed(rules.close, CloseForm, "close", "已销号，并安排了回头看。")
reopen = deed(rules.reopen, ReopenForm, "reopen", "已重新打开。")
cancel = deed(rules.cancel, CancelForm, "cancel", "已撤销。")


set_label = deed(rules.set_label, LabelForm, "set_label", "安全标记已改。")
report_done = deed(rules.report_done, DoneForm, "report_done", "已报告改好，等待他方核实销号。")
confirm_done = deed(rules.confirm_done, CallBackForm, "confirm_done", "已核实销号。")
report_relapse = deed(
    rules.report_relapse,
    RelapseForm,
    "report_relapse",
    "已登记为新问题，并与旧问题关联。",
    needs_today=True,
)


def claim(request: Request, pk: int) -> HttpResponse:
    """Put down which leader of the unit answers for the issue."""
    row = issue_of(request, pk)
    form = ClaimForm(request.POST or None, issue=row)
    if done(form, rules.claim, row, by=request.user):
        messages.success(request, "已认领。")
        return redirect(row)
    context = {"issue": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "issues/claim.html", context)


def closure_paper(request: Request, pk: int) -> HttpResponse:
    """The closing application as a card to print and sign."""
    row = issue_of(request, pk)
    return download(closure_workbook(row), f"{row.number}销号申请表.xlsx")


def complete_measure(request: Request, pk: int) -> HttpResponse:
    """Tick one measure off."""
    rows = Measure.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    measure = get_object_or_404(rows.select_related("issue"), pk=pk)
    form = MeasureForm(request.POST or None)
    if done(form, rules.complete_measure, measure, by=request.user):
        messages.success(request, "措施已登记完成。")
        return redirect(measure.issue)
    return render(
        request,
        "issues/complete_measure.html",
        {
            "measure": measure,
            "issue": measure.issue,
            "form": form,
            "back": measure.issue.get_absolute_url(),
        },
    )


def answer_extension(request: Request, pk: int) -> HttpResponse:
    """Grant or refuse a later date."""
    rows = Extension.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    extension = get_object_or_404(rows.select_related("issue__unit", "asked_by"), pk=pk)
    form = AnswerForm(request.POST or None)
    if done(form, rules.answer_extension, extension, by=request.user):
        messages.success(request, "已答复，申请人会收到提醒。")
        return redirect(extension.issue)
    return render(
        request,
        "issues/answer_extension.html",
        {
            "extension": extension,
            "issue": extension.issue,
            "form": form,
            "back": extension.issue.get_absolute_url(),
        },
    )


def look_back(request: Request, pk: int) -> HttpResponse:
    """Note what the second look found."""
    rows = LookBack.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("issue__unit"), pk=pk, done_on=None)
    form = LookBackForm(request.POST or None)
    if done(form, rules.look_back, row, by=request.user):
        messages.success(request, "回头看情况已登记。")
        return redirect(row.issue)
    return render(
        request,
        "issues/look_back.html",
        {"look_back": row, "issue": row.issue, "form": form, "back": row.issue.get_absolute_url()},
    )
