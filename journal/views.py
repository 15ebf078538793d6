"""The auditor's page: who did what, when, and whether anybody has rewritten it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.pages import page
from journal import rules
from journal.forms import JournalFilter
from journal.models import Entry
from roster.http import Request
from roster.words import Work


def _require_auditor(request: Request) -> None:
    if not request.user.works_as(Work.AUDITOR):
        raise Http404


def index(request: Request) -> HttpResponse:
    """操作日志: every deed, newest first."""
    _require_auditor(request)
    form = JournalFilter(request.GET or None)
    screen = page(form.narrow(Entry.objects.all()), ["-at"], request.GET.get("after", ""))
    return render(request, "journal/index.html", {"filters": form, "page": screen})


@require_POST
def verify_chain(request: Request) -> HttpResponse:
    """校验: walk the chain from its first link and say where it breaks."""
    _require_auditor(request)
    rules.chain()
    if broken := rules.verify_chain():
        places = "、".join(map(str, broken))
        messages.error(request, f"日志链在第 {places} 条处断开，记录可能被改动，请立即报告。")
    else:
        messages.success(request, "日志链完整，没有发现改动。")
    return redirect("journal:index")
