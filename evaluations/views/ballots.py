"""The ballot: no session, no sign-in; the code travels in the body only."""

import secrets
import time
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.refusal import Refused
from evaluations import rules
from evaluations.http import (
    BALLOT_PATH,
    TOKEN_COOKIE,
    WRONG_BY_BROWSER,
    WRONG_BY_NETWORK,
    network,
)
from evaluations.models import Batch, Round
from evaluations.rules.casting import Paper
from evaluations.scoring.leaves import EMPTY

STALE = "页面已过期，请重新扫码或输入测评码。您已做的选择保存在本机，不会丢失。"


@login_not_required
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """领票: type the code, or let the page take it from the address it was scanned from."""
    return answer_anybody(request, "evaluations/ballot_door.html", {})


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """票面: what this code may rate."""
    code = request.POST.get("code", "")
    try:
        require_token(request)
        sheet = _sheet(request, code)
    except Refused as refusal:
        return answer_anybody(
            request, "evaluations/ballot_door.html", {"fault": refusal, "code": code}
        )
    return answer_anybody(request, "evaluations/ballot.html", {"code": code, **_rows(sheet, {})})


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def cast(request: HttpRequest) -> HttpResponse:
    """投票: the code is spent and the slip is in the box, or nothing has happened."""
    code = request.POST.get("code", "")
    try:
        require_token(request)
        sheet = _sheet(request, code)
        remarks = {u.code: request.POST.get(f"r-{u.code}", "") for u in sheet.units}
        receipt = rules.cast(sheet, marks=_marks(request.POST, sheet), remarks=remarks)
    except Refused as refusal:
        return answer_anybody(
            request, "evaluations/ballot_door.html", {"fault": refusal, "code": code}
        )
    return answer_anybody(
        request, "evaluations/ballot_done.html", {"receipt": receipt, "round": sheet.round}
    )


def _refused(request: HttpRequest, refusal: Refused, code: str) -> HttpResponse:
    context = {"fault": refusal, "code": code}
    return answer_anybody(request, "evaluations/ballot_door.html", context)


@login_not_required
def limits(request: HttpRequest) -> HttpResponse:
    """承诺和不能承诺的: the four promises and what no program can promise."""
    return answer_anybody(request, "evaluations/ballot_limits.html", {})


@login_not_required
def receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """查验回执: every published list, and a box that compares on the voter's own device."""
    round_ = get_object_or_404(Round.objects.exclude(opened_at=None), pk=pk)
    empty = round_.leaves_digest == EMPTY
    shown = round_.status in Round.SHOWN and bool(round_.leaves_digest) and not empty
    days = list(round_.batches.all())
    context = {"round": round_, "days": days, "shown": shown, "empty": empty}
    return answer_anybody(request, "evaluations/ballot_receipts.html", context)


@login_not_required
def day(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """One day's list of receipts, as text."""
    row = next((row for row in Batch.objects.filter(round=pk) if str(row.on) == on), None)
    if row is None:
        raise Http404
    head = [f"评议：{row.round}", f"日期：{row.on}", f"总数：{row.slips}", f"摘要：{row.root}", ""]
    return _listed(head, rules.batch_lines(row), f"leaves-{pk}-{row.on}.txt")


@login_not_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """查验回执: the whole list as text, so that nobody learns which receipt was looked for."""
    round_ = get_object_or_404(Round, pk=pk, status__in=Round.SHOWN)
    leaves = rules.published_leaves(round_)
    head = [f"评议：{round_}", f"总数：{len(leaves)}", f"摘要：{round_.leaves_digest}", ""]
    return _listed(head, leaves, f"leaves-{round_.pk}.txt")


def _listed(head: list[str], leaves: Iterable[str], name: str) -> HttpResponse:
    content = "\n".join([*head, *leaves])
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sheet(request: HttpRequest, code: str) -> Paper:
    """The paper of the code; whoever goes on typing wrong codes is asked to wait.

    A valid code is refused to no network: a whole office may stand behind one address.
    """
    now, browser = time.monotonic(), request.COOKIES.get(TOKEN_COOKIE, "")
    _require_patience(WRONG_BY_BROWSER.wait(browser, now))
    try:
        return rules.paper(code)
    except Refused:
        WRONG_BY_BROWSER.note(browser, now)
        WRONG_BY_NETWORK.note(network(request), now)
        _require_patience(WRONG_BY_NETWORK.wait(network(request), now))
        raise


def _require_patience(seconds: int) -> None:
    if seconds:
        minutes = -(-seconds // 60)
        raise Refused(f"输错的次数太多，请{minutes}分钟后再试。纸条上的码仍然有效，不会丢失。")


def require_token(request: HttpRequest) -> None:
    own = request.COOKIES.get(TOKEN_COOKIE, "")
    sent = request.POST.get("token", "")
    if len(own) < 32 or not secrets.compare_digest(own, sent):
        raise Refused(STALE)


def answer_anybody(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page drawn without the request, so that nothing of a signed-in person can enter it."""
    token = request.COOKIES.get(TOKEN_COOKIE) or secrets.token_hex(24)
    answer = HttpResponse(render_to_string(template, {**context, "token": token}))
    answer.set_cookie(
        TOKEN_COOKIE,
        token,
        path=BALLOT_PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.CSRF_COOKIE_SECURE,
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _rows(sheet: Paper, marks: Mapping[str, Any]) -> dict[str, Any]:
    items = sheet.items or ("",)
    return {
        "sheet": sheet,
        "rows": [
            {
                "unit": unit,
                "asked": [(f"m-{unit.code}-{at}", item) for at, item in enumerate(items)],
            }
            for unit in sheet.units
        ],
    }


def _marks(posted: Mapping[str, Any], sheet: Paper) -> dict[str, dict[str, str]]:
    items = sheet.items or ("",)
    return {
        unit.code: {
            item: str(posted.get(f"m-{unit.code}-{at}", "")) for at, item in enumerate(items)
        }
        for unit in sheet.units
    }
