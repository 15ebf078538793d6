"""Deeds on accounts that take two officers: asked by one, answered by another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.pages import done, need, page
from common.refusal import Refused
from roster import policy, rules
from roster.forms import AskConsentForm
from roster.http import Request
from roster.models import Consent, User
from roster.views.proving import proved_lately


def consents(request: Request) -> HttpResponse:
    """会签: what waits, newest first, and what came of the rest."""
    if not request.user.is_officer:
        raise Http404
    rows = Consent.objects.select_related("user", "asked_by", "answered_by")
    screen = page(rows, ["-asked_at"], request.GET.get("after", ""))
    return render(request, "roster/consents.html", {"page": screen})


@proved_lately("发起会签")
def ask_consent(request: Request, pk: int) -> HttpResponse:
    """发起会签."""
    need(policy.granted(request.user, None), "ask_consent")
    account = get_object_or_404(User, pk=pk)
    form = AskConsentForm(request.POST or None)
    if done(form, rules.ask_consent, account, by=request.user):
        messages.success(request, "已发起会签，等待另一名管理员办理。")
        return redirect("roster:consents")
    context = {"account": account, "form": form, "back": "/consents/"}
    return render(request, "roster/ask_consent.html", context)


@never_cache
@require_POST
@proved_lately("会签")
def answer_consent(request: Request, pk: int) -> HttpResponse:
    """会签: agree or decline; a new first password stands on this one answer."""
    need(policy.granted(request.user, None), "answer_consent")
    consent = get_object_or_404(Consent.objects.select_related("user", "asked_by"), pk=pk)
    agreed = request.POST.get("agreed") == "1"
    try:
        first = rules.answer_consent(consent, agreed=agreed, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("roster:consents")
    if first:
        account = consent.user
        return render(request, "roster/first_password.html", {"account": account, "first": first})
    messages.success(request, "会签已办理。")
    return redirect("roster:consents")
