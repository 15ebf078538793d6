"""Handing over between units: the register, the offer, the answer, the office's decision."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.pages import done, page
from issues import policy, rules
from issues.forms import AnswerForm
from issues.forms.handing import PutForm, UnitForm
from issues.models import Handover
from issues.views.issue import issue_of
from issues.views.ledger import chosen_campaign
from issues.words import Verdict
from roster.http import Request

STATES = [("", "全部"), *Verdict.choices]


def handovers(request: Request) -> HttpResponse:
    """Every handover the person may see, the unanswered first."""
    campaign = chosen_campaign(request)
    rows = Handover.objects.visible_to(request.user).filter(issue__campaign=campaign)
    state = request.GET.get("state", "")
    if state in Verdict.values:
        rows = rows.filter(verdict=state)
    joined = ("issue", "from_unit", "to_unit", "asked_by", "answered_by")
    screen = page(rows.select_related(*joined), ["-verdict", "-asked_at"], _mark(request))
    for row in screen.rows:
        row.is_mine = policy.may_receive(request.user, row)  # type: ignore[attr-defined]
    facts = {"page": screen, "campaign": campaign, "state": state, "states": STATES}
    return render(request, "issues/handovers.html", facts)


def _mark(request: Request) -> str:
    return request.GET.get("after", "")


def answer_handover(request: Request, pk: int) -> HttpResponse:
    """Take an issue over, or refuse it."""
    rows = Handover.objects.visible_to(request.user).select_related("issue__unit", "to_unit")
    row = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None)
    if done(form, rules.answer_handover, row, by=request.user):
        messages.success(request, "已答复，转出单位会收到提醒。")
        return redirect("issues:handovers")
    facts = {"row": row, "issue": row.issue, "form": form, "back": "/issues/handovers/"}
    return render(request, "issues/answer_handover.html", facts)


def _deed(
    verb: Callable[..., Any], form_class: Callable[..., forms.Form], said: str
) -> Callable[[Request, int], HttpResponse]:
    """Make the page of a verb whose form offers what belongs to the issue's campaign."""

    def view(request: Request, pk: int) -> HttpResponse:
        row = issue_of(request, pk)
        form = form_class(request.POST or None, issue=row)
        if done(form, verb, row, by=request.user):
            messages.success(request, said)
            return redirect(row)
        facts = {"issue": row, "form": form, "back": row.get_absolute_url()}
        return render(request, f"issues/{verb.__name__}.html", facts)

    return view


hand_over = _deed(rules.hand_over, UnitForm, "已提出转办，等待对方接收。")
decide_handover = _deed(rules.decide_handover, UnitForm, "已裁定责任单位。")
put_in_ledger = _deed(rules.put_in_ledger, PutForm, "已归入台账。")
