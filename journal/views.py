"""The auditor's page: who did what, when, and whether anybody has rewritten it."""

import hashlib
import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_POST

from common.books import book
from common.pages import download, page
from journal import rules
from journal.forms import JournalFilter
from journal.models import Checkpoint, Entry
from roster.http import Request
from roster.words import Work

MOST_ROWS = 50_000
MOMENT = "%Y-%m-%d %H:%M:%S"
HEADINGS = ["时间", "操作人", "操作", "对象", "说明", "链序", "摘要"]


def _require_auditor(request: Request) -> None:
    if not request.user.works_as(Work.AUDITOR):
        raise Http404


def index(request: Request) -> HttpResponse:
    """操作日志: every deed, newest first."""
    _require_auditor(request)
    form = JournalFilter(request.GET or None)
    screen = page(form.narrow(Entry.objects.all()), ["-at"], request.GET.get("after", ""))
    points = Checkpoint.objects.order_by("-number")[:3]
    context = {"filters": form, "page": screen, "points": points}
    return render(request, "journal/index.html", context)


def export_entries(request: Request) -> HttpResponse:
    """导出日志: what the list shows as a workbook; exporting is noted like any other deed."""
    _require_auditor(request)
    rows = JournalFilter(request.GET or None).narrow(Entry.objects.order_by("-pk"))
    lines = (
        [localtime(e.at).strftime(MOMENT), e.actor_name, e.verb, e.title, e.note, e.seq, e.digest]
        for e in rows[:MOST_ROWS].iterator()
    )
    content = book("操作日志", HEADINGS, lines)
    rules.write(request.user, "导出日志", by=request.user, note=hashlib.sha256(content).hexdigest())
    return download(content, f"操作日志{localdate()}.xlsx")


def export_checkpoints(request: Request) -> HttpResponse:
    """导出校验点: to be kept outside this machine, month by month."""
    _require_auditor(request)
    rules.mark_checkpoint()
    body = json.dumps(rules.export_checkpoints(), ensure_ascii=False, indent=1).encode()
    rules.write(request.user, "导出校验点", by=request.user)
    return download(body, f"日志校验点{localdate()}.json", "application/json")


@require_POST
def verify_chain(request: Request) -> HttpResponse:
    """校验: walk the chain from its first link and say where it breaks."""
    _require_auditor(request)
    rules.chain()
    if faults := rules.verify_journal():
        messages.error(request, f"日志被改动过，请立即报告：{''.join(faults)}")
    else:
        messages.success(request, "日志链完整，校验点全部相符，没有发现改动。")
    return redirect("journal:index")
