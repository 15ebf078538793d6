"""Circulars: list, compose, edit, approve, release, withdraw, download."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from common.books import book
from common.pages import DOCX, done, download, issued, need, page
from common.refusal import Refused
from journal.models import Entry
from reports import policy, rules
from reports.drafts import Said, filled, named, words_of
from reports.drafts.warnings import warnings
from reports.figures import Facts, checks
from reports.forms import ArchiveFilter, ComposeForm, EditForm, ReasonForm
from reports.models import Circular, Template
from reports.models.circular import CircularQuerySet
from reports.papers import circular_pages, finished_document, masthead
from reports.sheets import circular_csv, circular_workbook
from reports.views.tracing import sections_of, tables_with_ways, units_at_fault, whole_of
from roster.http import Request
from roster.models import User


def _circular(request: Request, pk: int) -> Circular:
    """The paper; a draft always tells of today, its day is held when a leader agrees."""
    rows = Circular.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("campaign", "round", "made_by", "previous"), pk=pk)
    if not row.is_frozen:
        row.as_of = localdate()
    return row


def own_templates(user: User, row: Circular) -> QuerySet[Template]:
    """The organisation's own templates for this paper; what they may name is no unit's business."""
    fitting: QuerySet[Template] = Template.objects.fitting(row.kind)
    return fitting if user.sees_all_units else fitting.none()


def index(request: Request) -> HttpResponse:
    """The circulars, newest first."""
    if request.user.is_officer:
        raise Http404
    form, rows = _asked(request)
    return render(
        request,
        "reports/circulars.html",
        {
            "page": page(rows, ["-created_at"], request.GET.get("after", "")),
            "filters": form,
            "can": policy.granted(request.user),
        },
    )


def _asked(request: Request) -> tuple[ArchiveFilter, CircularQuerySet]:
    """The filter and the papers it leaves."""
    rows = Circular.objects.visible_to(request.user)
    form = ArchiveFilter(request.GET, campaigns=Campaign.objects.visible_to(request.user))
    if words := form.chosen("q"):
        rows = rows.saying(words)
    asked = {name: form.chosen(name) for name in ("kind", "status", "year")}
    asked["campaign"] = form.chosen("of")
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return form, rows.select_related("made_by", "campaign")


ARCHIVE: tuple[tuple[str, Callable[[Circular], object]], ...] = (
    ("文号", lambda row: row.full_number or "—"),
    ("标题", lambda row: row.title),
    ("种类", lambda row: row.get_kind_display()),
    ("活动", lambda row: row.campaign.name),
    ("数据截至", lambda row: row.as_of),
    ("状态", lambda row: row.get_status_display()),
    ("拟稿", lambda row: row.made_by.name),
    ("成文摘要", lambda row: row.text_digest),
)


def export_circulars(request: Request) -> HttpResponse:
    """The same papers as a register of papers in .xlsx."""
    if request.user.is_officer:
        raise Http404
    _, rows = _asked(request)
    lines = ([read(row) for _, read in ARCHIVE] for row in rows.order_by("-created_at", "-pk"))
    content = book("发文登记", [heading for heading, _ in ARCHIVE], lines)
    return download(content, f"发文登记{localdate()}.xlsx")


def compose(request: Request) -> HttpResponse:
    """Choose the kind; the draft comes with today's figures."""
    campaign = Campaign.objects.meant_by(request.user)
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
    context = {"form": form, "back": reverse("reports:circulars")}
    return render(request, "reports/compose.html", context)


def circular(request: Request, pk: int) -> HttpResponse:
    """The paper as it reads, its figures, its cross-checks, the verbs."""
    row = _circular(request, pk)
    facts = Facts(row.campaign, row.as_of)
    words = words_of(row, facts)
    asked = named(part["text"] for part in row.sections)
    tested = _checks(row, facts)
    return render(
        request,
        "reports/circular.html",
        {
            "circular": row,
            "can": policy.possible(request.user, row),
            "masthead": masthead(row),
            "sections": sections_of(request, row, words),
            "tables": tables_with_ways(request, row, facts),
            "figures": [(word, whole_of(row, word)) for word in words if word.label in asked],
            "others": [word for word in words if word.label not in asked],
            "checks": [(check, units_at_fault(check, facts)) for check in tested],
            "has_broken": row.is_frozen and any(_is_open(check) for check in tested),
            "warnings": warnings(row, _filled(row, words)),
            "templates": own_templates(request.user, row),
            "entries": Entry.objects.about(row)[:30],
        },
    )


def _filled(row: Circular, words: Sequence[Said]) -> list[dict[str, str]]:
    return filled(row.sections, {word.label: word.text for word in words})


def _is_open(check: Any) -> bool:
    return not check.is_ok and not check.overridden_by_id


def _checks(row: Circular, facts: Facts) -> list[Any]:
    if row.is_frozen:
        return list(row.reconciliations.select_related("overridden_by"))
    return list(checks(facts, row.earlier))


def edit(request: Request, pk: int) -> HttpResponse:
    """Write on the text."""
    row = _circular(request, pk)
    need(policy.possible(request.user, row), "edit")
    form = EditForm(request.POST or None, row=row)
    if done(form, rules.edit, row, by=request.user):
        messages.success(request, "已保存。")
        return redirect(row)
    words = words_of(row)
    return render(
        request, "reports/edit_circular.html", {"form": form, "circular": row, "words": words}
    )


@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    """A leader agrees."""
    return _do(
        request, pk, rules.approve, "已审定，数字已冻结，办公室可以印发。", today=localdate()
    )


def _do(
    request: Request, pk: int, verb: Callable[..., object], said: str, **more: object
) -> HttpResponse:
    row = _circular(request, pk)
    try:
        verb(row, by=request.user, **more)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(row)


def _reasoned(request: Request, pk: int, verb: str, said: str) -> HttpResponse:
    """Do a verb that asks for a reason, or show its form to those who may."""
    row = _circular(request, pk)
    need(policy.possible(request.user, row), verb)
    form = ReasonForm(request.POST or None)
    if done(form, getattr(rules, verb), row, by=request.user):
        messages.success(request, said)
        return redirect(row)
    context = {"form": form, "circular": row, "back": row.get_absolute_url()}
    return render(request, f"reports/{verb}.html", context)


def send_back(request: Request, pk: int) -> HttpResponse:
    """The leader wants changes."""
    return _reasoned(request, pk, "send_back", "已退回改稿。")


def release(request: Request, pk: int) -> HttpResponse:
    """Freeze and number the paper."""
    row = _circular(request, pk)
    if request.method == "POST":
        return _do(request, pk, rules.release, "已印发，取得文号。")
    need(policy.granted(request.user), "release")
    tested = list(row.reconciliations.all())
    broken = [check for check in tested if not check.is_ok and not check.overridden_by_id]
    context = {
        "circular": row,
        "back": row.get_absolute_url(),
        "broken": broken,
        "count": len(tested),
        "warnings": warnings(row, _filled(row, words_of(row))),
    }
    return render(request, "reports/release.html", context)


def override(request: Request, pk: int) -> HttpResponse:
    """A leader lets a paper go in spite of a broken cross-check, with the reason."""
    row = _circular(request, pk)
    need(policy.possible(request.user, row), "override")
    form = ReasonForm(request.POST or None)
    if done(form, rules.override, row, by=request.user):
        messages.success(request, "已放行，理由随文稿留存。")
        return redirect(row)
    broken = row.reconciliations.filter(is_ok=False, overridden_by=None)
    context = {"form": form, "circular": row, "back": row.get_absolute_url(), "broken": broken}
    return render(request, "reports/override.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a released paper back."""
    return _reasoned(request, pk, "withdraw", "已撤回。")


def word(request: Request, pk: int) -> HttpResponse:
    """The paper as .docx."""
    row = _circular(request, pk)
    return download(finished_document(row), f"{row.title}.docx", DOCX)


def pages(request: Request, pk: int) -> HttpResponse:
    """The printed pages as PDF; without LibreOffice the web page says so and stands in."""
    row = _circular(request, pk)
    made = circular_pages(row)
    if made is None:
        messages.warning(
            request, "本机没有安装 LibreOffice，不能按页预览；请看本页排版或下载 Word。"
        )
        return redirect(row)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(row.title)}.pdf"
    answer["Cache-Control"] = "no-store"
    return issued(answer) if row.status == Circular.Status.RELEASED else answer


def sheet_csv(request: Request, pk: int) -> HttpResponse:
    """One of the paper's tables as .csv."""
    row = _circular(request, pk)
    title = request.GET.get("table", "")
    made = circular_csv(row, title)
    if made is None:
        raise Http404
    return download(made, f"{row.title}（{title}）.csv", "text/csv; charset=utf-8")


def sheet(request: Request, pk: int) -> HttpResponse:
    """The paper's tables as .xlsx."""
    row = _circular(request, pk)
    return download(circular_workbook(row), f"{row.title}（附表）.xlsx")
