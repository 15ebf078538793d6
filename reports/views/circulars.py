"""Circulars: list, compose, edit, approve, release, withdraw, download."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from common.pages import done, page
from common.refusal import Refused
from journal.models import Entry
from reports import policy, rules
from reports.figures import Facts, checks
from reports.forms import ComposeForm, EditForm, ReasonForm
from reports.models import Circular
from reports.papers import circular_document
from reports.sheets import circular_workbook
from roster.http import Request

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _circular(request: Request, pk: int) -> Circular:
    rows = Circular.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign", "round", "made_by"), pk=pk)


def index(request: Request) -> HttpResponse:
    """The circulars, newest first."""
    if request.user.is_officer:
        raise Http404
    rows = Circular.objects.visible_to(request.user).select_related("made_by", "campaign")
    status = request.GET.get("status", "")
    if status:
        rows = rows.filter(status=status)
    return render(
        request,
        "reports/circulars.html",
        {
            "page": page(rows, ["-created_at"], request.GET.get("after", "")),
            "statuses": Circular.Status.choices,
            "status": status,
            "can": policy.granted(request.user),
        },
    )


def compose(request: Request) -> HttpResponse:
    """Choose the kind; the draft comes with today's figures."""
    campaign = Campaign.objects.newest()
    if campaign is None or "compose" not in policy.granted(request.user):
        raise Http404
    form = ComposeForm(request.POST or None, campaign=campaign)
    if form.is_bound and form.is_valid():
        try:
            row = rules.compose(campaign, by=request.user, today=localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reports:edit_circular", pk=row.pk)
    return render(request, "reports/compose.html", {"form": form})


def circular(request: Request, pk: int) -> HttpResponse:
    """The paper as it reads, its figures, its cross-checks, the verbs."""
    row = _circular(request, pk)
    is_free = row.status in {Circular.Status.DRAFT, Circular.Status.APPROVED}
    return render(
        request,
        "reports/circular.html",
        {
            "circular": row,
            "can": policy.possible(request.user, row),
            "figures": row.figures.all(),
            "checks": checks(Facts(row.campaign, row.as_of))
            if is_free
            else row.reconciliations.select_related("overridden_by"),
            "length": sum(len(part["text"]) for part in row.sections),
            "limit": rules.LIMIT,
            "entries": Entry.objects.about(row)[:30],
        },
    )


def edit(request: Request, pk: int) -> HttpResponse:
    """Write on the text."""
    row = _circular(request, pk)
    if "edit" not in policy.possible(request.user, row):
        raise Http404
    form = EditForm(request.POST or None, row=row)
    if done(form, rules.edit, row, by=request.user):
        messages.success(request, "已保存。")
        return redirect(row)
    return render(request, "reports/edit_circular.html", {"form": form, "circular": row})


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    """A leader agrees."""
    return _do(request, pk, rules.approve, "已审定，办公室可以印发。")


def _do(request: Request, pk: int, verb: Callable[..., object], said: str) -> HttpResponse:
    row = _circular(request, pk)
    try:
        verb(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(row)


def send_back(request: Request, pk: int) -> HttpResponse:
    """The leader wants changes."""
    row = _circular(request, pk)
    form = ReasonForm(request.POST or None)
    if done(form, rules.send_back, row, by=request.user):
        messages.success(request, "已退回改稿。")
        return redirect(row)
    return render(
        request,
        "reports/send_back.html",
        {"form": form, "circular": row, "back": row.get_absolute_url()},
    )


def release(request: Request, pk: int) -> HttpResponse:
    """Freeze and number the paper."""
    row = _circular(request, pk)
    if request.method == "POST":
        return _do(request, pk, rules.release, "已印发，数字已冻结。")
    tested = checks(Facts(row.campaign, row.as_of))
    broken = [check for check in tested if not check.is_ok]
    context = {
        "circular": row,
        "back": row.get_absolute_url(),
        "broken": broken,
        "count": len(tested),
    }
    return render(request, "reports/release.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a released paper back."""
    row = _circular(request, pk)
    form = ReasonForm(request.POST or None)
    if done(form, rules.withdraw, row, by=request.user):
        messages.success(request, "已撤回。")
        return redirect(row)
    return render(
        request,
        "reports/withdraw.html",
        {"form": form, "circular": row, "back": row.get_absolute_url()},
    )


def word(request: Request, pk: int) -> HttpResponse:
    """The paper as .docx."""
    row = _circular(request, pk)
    return _file(circular_document(row), WORD, f"{row.title}.docx")


def sheet(request: Request, pk: int) -> HttpResponse:
    """The paper's tables as .xlsx."""
    row = _circular(request, pk)
    return _file(circular_workbook(row), SHEET, f"{row.title}（附表）.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
