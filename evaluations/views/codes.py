"""Codes: handing out, and the sheet that is printed once."""

import io
import secrets
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.pages import download
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import HandOutForm, LetterForm
from evaluations.http import BALLOT_PATH
from evaluations.models import Round
from evaluations.rules.codes import Letter, Slip
from evaluations.sheets.letters import messages_book
from roster.http import Request


@never_cache
def hand_out(request: Request, pk: int) -> HttpResponse:
    """发码: the printed slips are the answer itself; they are never shown again."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if "hand_out" not in policy.granted(request.user):
        raise Http404
    form = HandOutForm(request.POST or None, round_=round_)
    if form.is_bound and form.is_valid():
        try:
            slips = rules.hand_out(round_, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _sheet(request, round_, slips)
    return render(request, "evaluations/hand_out.html", {"round": round_, "form": form})


def _sheet(request: Request, round_: Round, slips: list[Slip], address: str = "") -> HttpResponse:
    address = address or request.build_absolute_uri(BALLOT_PATH)
    rows = [(slip, drawing(f"{address}#{slip.code}")) for slip in slips]
    context = {"round": round_, "rows": rows, "address": address}
    return render(request, "evaluations/slips.html", context)


@never_cache
def letters(request: Request, pk: int) -> HttpResponse:
    """按名单发码: slips without names, or messages ready to send; neither is kept."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if "hand_out" not in policy.granted(request.user):
        raise Http404
    base = (settings.SITE_URL.rstrip("/") + BALLOT_PATH) if settings.SITE_URL else ""
    first = {"base": base or request.build_absolute_uri(BALLOT_PATH), **request.GET.dict()}
    form = LetterForm(request.POST or None, initial=first, round_=round_)
    if form.is_bound and form.is_valid():
        try:
            made = rules.hand_out_to_raters(round_, form.cleaned_data["side"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _given(request, round_, made, form.cleaned_data)
    return render(request, "evaluations/letters.html", {"round": round_, "form": form})


def _given(
    request: Request, round_: Round, made: list[Letter], wanted: dict[str, Any]
) -> HttpResponse:
    if wanted["form"] == "messages":
        content = messages_book(round_, made, text=wanted["text"], base=wanted["base"])
        return download(content, "测评码短信.xlsx")
    slips = [letter.slip for letter in made]
    secrets.SystemRandom().shuffle(slips)
    return _sheet(request, round_, slips, wanted["base"])


def drawing(text: str, scale: int = 3) -> SafeString:
    """The code as a drawing in the page itself; no picture of it is kept anywhere."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", scale=scale, border=1, xmldecl=False, svgns=True, omitsize=False
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 # nosec - drawn by us from a code


@require_POST
def void_unused(request: Request, pk: int, side: int) -> HttpResponse:
    """作废未用码: before printing anew."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(round_.sides, pk=side)
    try:
        gone = rules.void_unused(round_, row, by=request.user)
        messages.success(request, f"已作废未用的测评码{gone}个。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(round_)
