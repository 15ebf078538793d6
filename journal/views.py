"""The auditor's page: who did what, when, and whether anybody has rewritten it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_POST

from common.books import book
from common.pages import did, done, download, page
from journal import rules
from journal.forms import HoldForm, JournalFilter
from journal.models import Checkpoint, Entry, Erasure
from roster.http import Request
from roster.views.proving import proved_lately
from roster.words import Work

MOST_ROWS = 50_000
MOMENT = "%Y-%m-%d %H:%M:%S"
CUT = f"只导出最近{MOST_ROWS}条，更早的请按日期筛选后分次导出。"
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
    content = book("操作日志", HEADINGS, _lines(rows))
    rules.write(request.user, "导出日志", by=request.user, note=hashlib.sha256(content).hexdigest())
    return download(content, f"操作日志{localdate()}.xlsx")


def _lines(rows: QuerySet[Entry]) -> Iterator[list[Any]]:
    """The newest entries as lines; where the file holds no more of them, the last line says so."""
    for e in rows[:MOST_ROWS].iterator():
        at = localtime(e.at).strftime(MOMENT)
        yield [at, e.actor_name, e.verb, e.title, e.note, e.seq, e.digest]
    if rows[MOST_ROWS : MOST_ROWS + 1]:
        yield ["", "", "", "", CUT, "", ""]


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


def retention(request: Request) -> HttpResponse:
    """保存期限: every table's term, law and remainder, how many rows are over it; numbers only."""
    if not (request.user.is_office or request.user.is_officer):
        raise Http404
    standing = {row.term: row for row in Erasure.objects.standing()}
    rows = [
        {"term": term, "count": count, "erasure": standing.get(term.key)}
        for term, count in rules.overdue(localdate())
    ]
    past = Erasure.objects.filter(status=Erasure.Status.DONE).select_related("by")
    told = [(row, rules.terms().get(row.term)) for row in past.order_by("-decided_at")[:20]]
    context = {"rows": rows, "past": told, "may": request.user.is_office}
    return render(request, "journal/retention.html", context)


def _erasure(request: Request, pk: int) -> Erasure:
    if not request.user.is_office:
        raise Http404
    return get_object_or_404(Erasure, pk=pk)


@require_POST
@proved_lately("清除到期的个人信息")
def erase(request: Request, pk: int) -> HttpResponse:
    """清除: for good."""
    did(request, "已清除，并记入操作日志。", rules.erase, _erasure(request, pk), by=request.user)
    return redirect("journal:retention")


@proved_lately("暂缓清除")
def hold_erasure(request: Request, pk: int) -> HttpResponse:
    """暂缓清除."""
    row = _erasure(request, pk)
    form = HoldForm(request.POST or None)
    if done(form, rules.hold_erasure, row, by=request.user):
        messages.success(request, "已暂缓，解除前不会清除。")
        return redirect("journal:retention")
    facts = {"form": form, "term": rules.terms().get(row.term), "row": row}
    return render(request, "journal/hold.html", {**facts, "back": "/journal/retention/"})


@require_POST
@proved_lately("解除暂缓清除")
def let_go(request: Request, pk: int) -> HttpResponse:
    """解除暂缓."""
    did(request, "已解除暂缓。", rules.let_go, _erasure(request, pk), by=request.user)
    return redirect("journal:retention")
