"""The board: what is published inside, what everybody may read, and the deeds on a copy."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string

from common.books import book
from common.pages import done, download, need, page
from issues import policy, rules
from issues.forms import AnswerForm, BoardFilter, CorrectionForm, PublicationForm, ReasonForm
from issues.models import Issue, Publication, PublicationQuerySet
from issues.views.ledger import chosen_campaign
from roster.http import Request

NEWEST = ["-answered_at"]


@login_not_required
def public_board(request: HttpRequest) -> HttpResponse:
    """公示栏: the approved copies, drawn without the request: nobody signed in can enter it."""
    rows = Publication.objects.for_everyone().select_related("issue__unit", "issue__campaign")
    screen = page(rows, NEWEST, request.GET.get("after", ""))
    return HttpResponse(render_to_string("issues/public_board.html", {"page": screen}))


def board(request: Request) -> HttpResponse:
    """公示板: what is shown inside, to be read and printed; waiting ones for who may see them."""
    campaign = chosen_campaign(request)
    rows = Publication.objects.visible_to(request.user).of(campaign)
    rows = rows.select_related("issue__unit")
    form = BoardFilter(request.GET)
    shown = form.narrow(rows.shown())
    if request.GET.get("format") == "xlsx":
        return _export(shown.order_by(*NEWEST, "pk"))
    facts = {
        "campaign": campaign,
        "filters": form,
        "page": page(shown, NEWEST, request.GET.get("after", "")),
        "waiting": rows.waiting().order_by("pk")[:50],
    }
    return render(request, "issues/board.html", facts)


HEADINGS = [
    "单位",
    "层级",
    "存在问题",
    "整改措施",
    "责任人",
    "时限",
    "进度",
    "公示范围",
    "公示时间",
]


def _export(rows: PublicationQuerySet) -> HttpResponse:
    lines = (
        [
            row.issue.unit.name,
            row.issue.get_level_display(),
            row.text,
            row.measures,
            row.duty,
            row.issue.due_text,
            "整改中" if row.issue.is_open else "已整改",
            row.get_scope_display(),
            row.answered_at,
        ]
        for row in rows
    )
    return download(book("公示板", HEADINGS, lines), "公示板.xlsx")


def ask_publication(request: Request, pk: int) -> HttpResponse:
    """The copy without persons, to be looked over before it is offered."""
    rows = Issue.objects.visible_to(request.user).select_related("unit", "campaign", "category")
    issue = get_object_or_404(rows, pk=pk)
    form = PublicationForm(request.POST or None, initial=rules.public_copy(issue))
    if done(form, rules.ask_publication, issue, by=request.user):
        messages.success(request, "公示申请已提交，等待办公室审批。")
        return redirect(issue)
    return render(
        request,
        "issues/ask_publication.html",
        {"issue": issue, "form": form, "back": issue.get_absolute_url()},
    )


def _deed(
    request: Request, pk: int, verb: Callable[..., None], form_class: type[forms.Form]
) -> HttpResponse:
    rows = Publication.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("issue__unit", "asked_by"), pk=pk)
    need(policy.issue_verbs(request.user, row.issue), verb.__name__)
    form = form_class(request.POST or None)
    if done(form, verb, row, by=request.user):
        messages.success(request, "公示申请的处理结果已登记。")
        return redirect(row.issue)
    back = row.issue.get_absolute_url()
    facts = {"publication": row, "issue": row.issue, "form": form, "back": back}
    return render(request, f"issues/{verb.__name__}.html", facts)


def answer_publication(request: Request, pk: int) -> HttpResponse:
    """Approve a copy or decline it."""
    return _deed(request, pk, rules.answer_publication, AnswerForm)


def correct_publication(request: Request, pk: int) -> HttpResponse:
    """Put the right words in place of a copy that is wrong."""
    rows = Publication.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.shown().select_related("issue__unit", "asked_by"), pk=pk)
    need(policy.issue_verbs(request.user, row.issue), "ask_publication")
    form = CorrectionForm(
        request.POST or None, initial={"text": row.text, "measures": row.measures}
    )
    if done(form, rules.correct_publication, row, by=request.user):
        messages.success(request, "原公示已撤下，更正稿等待办公室审批。")
        return redirect(row.issue)
    facts = {"publication": row, "issue": row.issue, "form": form}
    back = row.issue.get_absolute_url()
    return render(request, "issues/correct_publication.html", {**facts, "back": back})


def withdraw_publication(request: Request, pk: int) -> HttpResponse:
    """Take a copy off the board."""
    return _deed(request, pk, rules.withdraw_publication, ReasonForm)
