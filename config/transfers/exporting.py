"""导出审批: the pages of two persons for much personal data."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

import exchange.policy as policy
import exchange.rules as exchange
from common.fields import Lines
from common.labels import Label
from common.pages import done, page
from config.downloads import SALT
from exchange.models import Export
from roster.http import Request
from roster.views.proving import proved_lately

TOKEN_SECONDS = 3600


class AskForm(forms.Form):
    """申请导出."""

    reason = Lines(label="用途", max_length=200, help_text="写明给谁、办什么事、用完怎么处理。")


class DecideForm(forms.Form):
    """审批导出."""

    agrees = forms.TypedChoiceField(
        label="审批",
        choices=[("1", "同意"), ("0", "不同意")],
        coerce=lambda said: said == "1",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label="审批意见", max_length=200, required=False)


def exports(request: Request) -> HttpResponse:
    """导出审批: what was asked for, newest first; the office and the leaders see all."""
    rows = Export.objects.visible_to(request.user).select_related("by", "decided_by")
    if state := request.GET.get("status"):
        rows = rows.filter(status=state)
    screen = page(rows, ["-asked_at"], request.GET.get("after", ""))
    at = now()
    told = [
        {
            "row": row,
            "may_decide": row.status == "asked" and policy.may_decide(request.user, row),
            "may_take": row.by_id == request.user.pk and row.is_standing(at),
            "is_over": row.status == "allowed" and not row.is_standing(at),
        }
        for row in screen.rows
    ]
    context = {"page": screen, "rows": told, "states": Export.Status.choices, "state": state}
    return render(request, "exchange/exports.html", context)


def ask_export(request: Request) -> HttpResponse:
    """申请导出: the file was too much for one person; say what for."""
    wanted = _wanted(request)
    form = AskForm(request.POST or None)
    if done(form, exchange.ask_export, **wanted, by=request.user):
        messages.success(request, "已提交，另一人同意后可在本页下载。")
        return redirect("exchange:exports")
    told = {**wanted, "label": Label(wanted["label"]).label}
    context = {"form": form, "wanted": told, "back": "/exchange/exports/"}
    return render(request, "exchange/ask_export.html", context)


def _wanted(request: Request) -> dict[str, Any]:
    """What the signed word of the refused download says; 404 for anything else."""
    try:
        wanted: dict[str, Any] = signing.loads(
            request.GET.get("what", ""), salt=SALT, max_age=TOKEN_SECONDS
        )
    except signing.BadSignature:
        raise Http404 from None
    if wanted.pop("by") != request.user.pk:
        raise Http404
    return wanted


@proved_lately("审批导出个人信息")
def decide_export(request: Request, pk: int) -> HttpResponse:
    """审批导出: by another person than the one who asked."""
    rows = Export.objects.visible_to(request.user).select_related("by")
    export = get_object_or_404(rows, pk=pk)
    if not policy.may_decide(request.user, export):
        raise Http404
    form = DecideForm(request.POST or None)
    if done(form, exchange.decide_export, export, by=request.user):
        messages.success(request, "已审批，申请人在“导出审批”中可以看到。")
        return redirect("exchange:exports")
    context = {"form": form, "row": export, "back": "/exchange/exports/"}
    return render(request, "exchange/decide_export.html", context)
