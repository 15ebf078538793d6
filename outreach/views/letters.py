"""Letters of the public box as the office and the answering unit see them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from campaigns.http import Register, answered, exported, listed, newest_campaign, pressed
from common.pages import given_out
from common.sealing import Unreadable, unseal
from outreach import policy, rules
from outreach.forms import AssignForm, ReplyForm, RequiredReasonForm
from outreach.models import Attachment, Letter
from roster.http import Request
from roster.models import Unit

PAGE, LETTERS = "outreach/record.html", "/outreach/letters/"

LETTER_REGISTER = Register(
    "网上来信",
    Letter,
    "-received_at",
    "text",
    (
        ("收到时间", lambda row: row.received_at),
        ("来信原文", lambda row: row.text),
        ("反映的单位", lambda row: row.about_unit),
        ("承办单位", lambda row: row.unit.name if row.unit else ""),
        ("状态", lambda row: row.get_status_display()),
        ("答复时限", lambda row: row.due_on),
        ("答复", lambda row: row.reply),
        ("答复时间", lambda row: row.answered_at),
        ("不满意次数", lambda row: row.returns),
    ),
)


def letters(request: Request) -> HttpResponse:
    """来信: newest first; a unit sees those handed to it."""
    return listed(request, LETTER_REGISTER, "outreach/letters.html")


def export_letters(request: Request) -> HttpResponse:
    """The same letters as a workbook, without anybody's contact."""
    return exported(request, LETTER_REGISTER)


def _one(request: Request, pk: int) -> Letter:
    rows = Letter.objects.visible_to(request.user).select_related(
        "unit", "campaign", "opinion__issue", "replied_by", "answered_by"
    )
    return get_object_or_404(rows, pk=pk)


def letter(request: Request, pk: int) -> HttpResponse:
    """One letter word for word, what came with it and what was answered."""
    row = _one(request, pk)
    may = policy.granted(request.user, row.unit) if row.unit else frozenset()
    facts = {
        "row": row,
        "contact": _contact(row) if request.user.is_office else "",
        "is_office": request.user.is_office,
        "may_reply": "reply" in may,
        "attachments": row.attachments.order_by("pk"),
    }
    return render(request, "outreach/letter.html", facts)


def _contact(row: Letter) -> str:
    if not row.contact_sealed:
        return "未留"
    try:
        return unseal(row.contact_sealed, settings.FIELD_KEY, *settings.FIELD_KEYS_OLD)
    except Unreadable:
        return "密钥不符，无法读取"


def attachment(request: Request, pk: int) -> HttpResponseBase:
    """A file that came with a letter: always to keep, never drawn by the browser."""
    seen = Letter.objects.visible_to(request.user)
    row = get_object_or_404(Attachment.objects.filter(letter__in=seen), pk=pk)
    return given_out(row.file, row.name)


def _deed(
    request: Request, pk: int, verb: Callable[..., Any], form: forms.Form, title: str
) -> HttpResponse:
    row = _one(request, pk)
    facts = {"page": PAGE, "back": f"{LETTERS}{pk}/", "title": title}
    return answered(request, form, verb, row, **facts)


def _office_only(request: Request) -> None:
    if not request.user.is_office:
        raise Http404


def assign(request: Request, pk: int) -> HttpResponse:
    """Hand a letter to a unit."""
    _office_only(request)
    campaign = newest_campaign(request.user)
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    form = AssignForm(request.POST or None, units=units)
    return _deed(request, pk, rules.assign, form, "交办来信")


def set_aside(request: Request, pk: int) -> HttpResponse:
    """Say why a letter is not taken up."""
    _office_only(request)
    form = RequiredReasonForm(request.POST or None)
    return _deed(request, pk, rules.set_aside, form, "不予受理")


def return_reply(request: Request, pk: int) -> HttpResponse:
    """Send a reply back to the unit."""
    _office_only(request)
    form = RequiredReasonForm(request.POST or None)
    return _deed(request, pk, rules.return_reply, form, "退回答复")


def reply(request: Request, pk: int) -> HttpResponse:
    """Write the reply."""
    row = _one(request, pk)
    if row.unit is None or "reply" not in policy.granted(request.user, row.unit):
        raise Http404
    form = ReplyForm(request.POST or None, initial={"text": row.reply})
    return _deed(request, pk, rules.reply, form, "拟答复")


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Let the reply out."""
    back = f"{LETTERS}{pk}/"
    said = "答复已审定，来信人凭查询码可以看到。"
    return pressed(request, rules.answer, _one(request, pk), back=back, said=said)
