"""Long-term rectification: the request of the unit, the answer of a leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from common.pages import done
from issues import rules
from issues.forms import LongTermAnswerForm, LongTermForm
from issues.models import Issue, LongTerm
from issues.views.issue import deed
from roster.http import Request

ask_long_term = deed(
    rules.ask_long_term,
    LongTermForm,
    "ask_long_term",
    "申请已提交，等待领导审批。",
    needs_today=True,
)


def answer_long_term(request: Request, pk: int) -> HttpResponse:
    """Grant a long-term request, or set a date instead."""
    rows = LongTerm.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("issue__unit", "asked_by"), pk=pk)
    form = LongTermAnswerForm(request.POST or None)
    if done(form, rules.answer_long_term, row, by=request.user, today=localdate()):
        messages.success(request, "已答复，申请人会收到提醒。")
        return redirect(row.issue)
    back = row.issue.get_absolute_url()
    facts = {"row": row, "issue": row.issue, "form": form, "back": back}
    return render(request, "issues/answer_long_term.html", facts)
