"""A workbook onto a list: choose, see what would happen row by row, confirm."""

from pathlib import Path

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import exchange.rules as exchange
from common.refusal import Refused
from common.workbook import Unreadable, open_workbook
from common.workbook.report import Report
from exchange.models import Transfer
from issues import policy, rules, sheets
from issues.forms import UploadForm
from issues.models import IssueList
from roster.http import Request

KIND = "issues"
SHOWN = 200


def _list(request: Request, pk: int) -> IssueList:
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "campaign")
    return get_object_or_404(rows, pk=pk)


def _read(transfer: Transfer, issue_list: IssueList) -> Report:
    workbook = open_workbook(Path(transfer.source.path), name=transfer.name)
    return sheets.read_for(issue_list.campaign, workbook, unit=issue_list.unit)


def _preview(transfer: Transfer, row: IssueList) -> None:
    """Read the file for its preview; one that cannot be read is noted as such."""
    try:
        report = _read(transfer, row)
    except Unreadable as fault:
        exchange.fail(transfer, str(fault))
        raise
    exchange.preview(transfer, report.as_json())


def choose(request: Request, pk: int) -> HttpResponse:
    """Take a workbook and read it; nothing is stored yet."""
    row = _list(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            policy.require_list(request.user, row, "edit")
            rules.require_open(row)
            transfer = exchange.receive(
                form.cleaned_data["file"], kind=KIND, by=request.user, list=row.pk
            )
            transfer.move(Transfer.Status.RUNNING)
            _preview(transfer, row)
        except (Refused, Unreadable) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("issues:import_preview", pk=transfer.pk)
    return render(
        request, "issues/import.html", {"form": form, "list": row, "back": row.get_absolute_url()}
    )


def preview(request: Request, pk: int) -> HttpResponse:
    """What would become of every row."""
    transfer = get_object_or_404(Transfer, pk=pk, by=request.user, kind=KIND)
    row = _list(request, transfer.options["list"])
    outcome = transfer.outcome
    return render(
        request,
        "issues/import_preview.html",
        {
            "transfer": transfer,
            "list": row,
            "rows": outcome.get("rows", [])[:SHOWN],
            "refused": outcome.get("refused", []),
            "warnings": outcome.get("warnings", []),
            "counts": outcome.get("counts", {}),
            "is_waiting": transfer.status == Transfer.Status.PREVIEW,
        },
    )


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Enter what the preview showed, all rows or none."""
    transfer = get_object_or_404(Transfer, pk=pk, by=request.user, kind=KIND)
    row = _list(request, transfer.options["list"])
    try:
        report = _read(transfer, row)
        with transaction.atomic():
            exchange.finish(transfer, stored=len(report.rows))
            count = sheets.store(report, row.campaign, by=request.user, issue_list=row)
    except (Refused, Unreadable) as refused:
        messages.error(request, f"没有导入任何一行：{refused}")
        return redirect("issues:import_preview", pk=transfer.pk)
    messages.success(request, f"已导入{count}条，请补齐后提交。")
    return redirect(row)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Think better of it; nothing was entered."""
    transfer = get_object_or_404(Transfer, pk=pk, by=request.user, kind=KIND)
    back = _list(request, transfer.options["list"])
    try:
        exchange.drop(transfer, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
