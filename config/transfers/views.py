"""The pages of an import: choose, see cell by cell what would happen, confirm, take back."""

from pathlib import Path
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

import exchange.rules as exchange
from common.pages import download as answer_with
from common.refusal import Refused
from common.workbook import Unreadable, marked_workbook
from config.imports import KINDS, Kind
from config.transfers.job import PREFIX, Job, kinds_for, list_for, mine, on_disk
from config.transfers.preview import Shown, words_beside_rows
from exchange.models import Transfer
from roster.http import Request

RECENT: Final = 50
KEPT_NAME: Final = 80


class ImportForm(forms.Form):
    """导入工作簿: what it is, and the file."""

    kind = forms.ChoiceField(label="内容")
    file = forms.FileField(
        label="工作簿", help_text="支持 .xlsx、.xls、.et、.ods、.csv，不超过10兆。"
    )

    def __init__(self, *arguments: Any, kinds: dict[str, Kind], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(name, kind.label) for name, kind in kinds.items()]
        self.fields["kind"] = forms.ChoiceField(label="内容", choices=choices)


def transfers(request: Request) -> HttpResponse:
    """What the person brought in and had made, newest first."""
    mine_all = Transfer.objects.filter(by=request.user).light()
    rows = mine_all.order_by("-created_at")[:RECENT]
    told = [
        {"row": row, "label": _label(row), "is_open": row.kind.startswith(PREFIX)} for row in rows
    ]
    can_import = bool(kinds_for(request.user))
    return render(request, "exchange/transfers.html", {"rows": told, "can_import": can_import})


def _label(transfer: Transfer) -> str:
    kind = KINDS.get(transfer.kind.removeprefix(PREFIX))
    return kind.label if kind else "导入" if transfer.is_import else "导出"


def choose(request: Request) -> HttpResponse:
    """Take a workbook; a small one is read at once, a large one by the sweep."""
    issue_list = list_for(request.user, request.GET.get("list"))
    kinds = {"issues": KINDS["issues"]} if issue_list else kinds_for(request.user)
    if not kinds:
        raise Http404
    initial = {"kind": next(iter(kinds))}
    form = ImportForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        name, file = form.cleaned_data["kind"], form.cleaned_data["file"]
        options = {"list": issue_list.pk} if issue_list else {}
        try:
            probe = Transfer(by=request.user, kind=PREFIX + name, options=options)
            Job(probe, kinds[name], issue_list).require()
            transfer = exchange.receive(file, kind=PREFIX + name, by=request.user, **options)
            job = Job(transfer, kinds[name], issue_list)
            if not job.is_large:
                job.show()
        except (Refused, Unreadable) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("exchange:preview", pk=transfer.pk)
    context = {"form": form, "list": issue_list, "kinds": kinds}
    return render(request, "exchange/import.html", context)


def preview(request: Request, pk: int) -> HttpResponse:
    """What would become of every row, cell by cell; while it is being read, how far it is."""
    job = mine(request, pk)
    if job.transfer.status in {Transfer.Status.WAITING, Transfer.Status.RUNNING}:
        return render(request, "exchange/reading.html", {"job": job, "transfer": job.transfer})
    shown = Shown(job, request.user, request.GET)
    return render(request, "exchange/preview.html", {"job": job, "shown": shown})


def state(request: Request, pk: int) -> HttpResponse:
    """How far the reading is; the page that asks is told to come again when it is done."""
    job = mine(request, pk, light=True)
    answer = render(request, "exchange/_state.html", {"transfer": job.transfer})
    if job.transfer.status not in {Transfer.Status.WAITING, Transfer.Status.RUNNING}:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Enter what the preview showed, all rows or none; a large file by the sweep."""
    job = mine(request, pk)
    try:
        job.require()
        if job.is_large:
            exchange.put_back(job.transfer, confirmed=True)
            return redirect("exchange:preview", pk=pk)
        stored = job.enter()
    except (Refused, Unreadable) as refused:
        messages.error(request, f"没有导入任何一行：{refused}")
        return redirect("exchange:preview", pk=pk)
    messages.success(request, f"已导入{stored}行。{'请补齐后提交。' if job.issue_list else ''}")
    return redirect(job.issue_list or "exchange:transfers")


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Think better of it; nothing was entered."""
    job = mine(request, pk)
    try:
        exchange.drop(job.transfer, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(job.issue_list or "exchange:transfers")


def returned(request: Request, pk: int) -> HttpResponse:
    """The same workbook again, with a word beside every row and every faulty cell."""
    job = mine(request, pk)
    try:
        words = words_beside_rows(job.transfer)
        with on_disk(job.transfer.source) as source:
            content = marked_workbook(source, job.transfer.name, words)
    except Unreadable as refused:
        messages.error(request, str(refused))
        return redirect("exchange:preview", pk=pk)
    name = f"{Path(job.transfer.name).stem[:KEPT_NAME]}（导入结果{now():%m%d}）.xlsx"
    return answer_with(content, name)


def download(request: Request, pk: int) -> FileResponse:
    """The result file of an own transfer."""
    transfer = get_object_or_404(Transfer.objects.light(), pk=pk, by=request.user)
    if not transfer.result:
        raise Http404
    return FileResponse(transfer.result.open("rb"), as_attachment=True, filename=transfer.name)
