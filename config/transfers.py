"""导入导出: the office brings workbooks in (choose, preview, confirm) and finds its files again."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

import exchange.rules as exchange
from common.refusal import Refused
from common.workbook import Unreadable, open_workbook
from common.workbook.report import Report
from config.imports import KINDS, Kind, newest_campaign, setting_of
from exchange.models import Transfer
from roster.http import Request
from roster.models import User

PREFIX: Final = "workbook:"
SHOWN: Final = 200
RECENT: Final = 50


class ImportForm(forms.Form):
    """导入工作簿: what it is, and the file."""

    kind = forms.ChoiceField(label="内容")
    file = forms.FileField(label="工作簿", help_text="支持 .xlsx、.xls、.et、.csv，不超过10兆。")

    def __init__(self, *arguments: Any, kinds: dict[str, Kind], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(name, kind.label) for name, kind in kinds.items()]
        self.fields["kind"] = forms.ChoiceField(label="内容", choices=choices)


def kinds_for(user: User) -> dict[str, Kind]:
    """The kinds of workbooks the person may bring in here."""
    return {name: kind for name, kind in KINDS.items() if kind.is_for(user)}


def _mine(request: Request, pk: int) -> tuple[Transfer, Kind]:
    """An own import that came in through this page."""
    transfer = get_object_or_404(Transfer, pk=pk, by=request.user, kind__startswith=PREFIX)
    kind = kinds_for(request.user).get(transfer.kind.removeprefix(PREFIX))
    if kind is None:
        raise Http404
    return transfer, kind


def _read(transfer: Transfer, kind: Kind) -> Report:
    workbook = open_workbook(Path(transfer.source.path), name=transfer.name)
    return kind.read(workbook, setting_of(newest_campaign()))


def _taken_up(file: "UploadedFile[bytes]", reader: Kind, *, kind: str, by: User) -> Transfer:
    """Keep the file and read it for the preview; one that cannot be read is marked so."""
    transfer = exchange.receive(file, kind=kind, by=by)
    transfer.move(Transfer.Status.RUNNING)
    try:
        report = _read(transfer, reader)
    except Unreadable as refused:
        exchange.fail(transfer, str(refused))
        raise
    exchange.preview(transfer, report.as_json())
    return transfer


def transfers(request: Request) -> HttpResponse:
    """What the person brought in and had made, newest first."""
    rows = Transfer.objects.filter(by=request.user).order_by("-created_at")[:RECENT]
    told = [
        {"row": row, "label": _label(row), "is_open": row.kind.startswith(PREFIX)} for row in rows
    ]
    can_import = bool(kinds_for(request.user))
    return render(request, "exchange/transfers.html", {"rows": told, "can_import": can_import})


def _label(transfer: Transfer) -> str:
    kind = KINDS.get(transfer.kind.removeprefix(PREFIX))
    return kind.label if kind else "导入" if transfer.is_import else "导出"


def choose(request: Request) -> HttpResponse:
    """Take a workbook and read it; nothing is stored yet."""
    kinds = kinds_for(request.user)
    if not kinds:
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        name, file = form.cleaned_data["kind"], form.cleaned_data["file"]
        try:
            transfer = _taken_up(file, kinds[name], kind=PREFIX + name, by=request.user)
        except (Refused, Unreadable) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("exchange:preview", pk=transfer.pk)
    return render(request, "exchange/import.html", {"form": form})


def preview(request: Request, pk: int) -> HttpResponse:
    """What would become of every row."""
    transfer, kind = _mine(request, pk)
    outcome = transfer.outcome
    return render(
        request,
        "exchange/preview.html",
        {
            "transfer": transfer,
            "kind": kind,
            "heads": [label for label, _ in kind.columns],
            "rows": _cells(outcome.get("rows", [])[:SHOWN], kind),
            "refused": outcome.get("refused", []),
            "warnings": outcome.get("warnings", []),
            "counts": outcome.get("counts", {}),
            "is_waiting": transfer.status == Transfer.Status.PREVIEW,
        },
    )


def _cells(rows: Iterable[dict[str, Any]], kind: Kind) -> list[dict[str, Any]]:
    return [
        {
            "sheet": row["sheet"],
            "number": row["row"],
            "cells": [row.get(field) or "" for _, field in kind.columns],
        }
        for row in rows
    ]


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Enter what the preview showed, all rows or none."""
    transfer, kind = _mine(request, pk)
    try:
        report = _read(transfer, kind)
        with transaction.atomic():
            stored = kind.store(report, newest_campaign(), by=request.user) if kind.store else 0
            exchange.finish(transfer, stored=stored)
    except (Refused, Unreadable) as refused:
        messages.error(request, f"没有导入任何一行：{refused}")
        return redirect("exchange:preview", pk=transfer.pk)
    messages.success(request, f"已导入{stored}行。")
    return redirect("exchange:transfers")


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Think better of it; nothing was entered."""
    transfer, _kind = _mine(request, pk)
    try:
        exchange.drop(transfer, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("exchange:transfers")


def download(request: Request, pk: int) -> FileResponse:
    """The result file of an own transfer."""
    transfer = get_object_or_404(Transfer, pk=pk, by=request.user)
    if not transfer.result:
        raise Http404
    return FileResponse(transfer.result.open("rb"), as_attachment=True, filename=transfer.name)


app_name = "exchange"
urlpatterns = [
    path("", transfers, name="transfers"),
    path("import/", choose, name="import"),
    path("<int:pk>/", preview, name="preview"),
    path("<int:pk>/confirm/", confirm, name="confirm"),
    path("<int:pk>/drop/", drop, name="drop"),
    path("<int:pk>/download/", download, name="download"),
]
