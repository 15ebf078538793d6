"""Pages of opinions: the register, one opinion with what was merged into it, and its verbs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import (
    LONGEST_KEY,
    Register,
    answered,
    exported_rows,
    newest_campaign,
    pressed,
    recorded,
)
from common.pages import page
from journal.models import Entry
from outreach import policy, rules
from outreach.forms import (
    AnswerForm,
    MergeForm,
    OpinionFilter,
    OpinionForm,
    ReasonForm,
    RequiredReasonForm,
    SortForm,
)
from outreach.models import Opinion
from outreach.views.visits import own_units
from roster.http import Request
from roster.models import Unit

PAGE, OPINIONS = "outreach/record.html", "/outreach/opinions/"
REGISTER = Register(
    "征求意见汇总表",
    Opinion,
    "-received_on",
    "text",
    (
        ("序号", lambda row: row.pk),
        ("收到日期", lambda row: row.received_on),
        ("意见来源", lambda row: row.get_channel_display()),
        ("来信或座谈会", lambda row: row.occasion),
        ("提出人", lambda row: row.proposer or "匿名"),
        ("身份类别", lambda row: row.get_respondent_display()),
        ("意见建议原文", lambda row: row.text),
        ("类别", lambda row: row.category.label if row.category else ""),
        ("涉及单位", lambda row: row.unit.name),
        ("合并条数", lambda row: row.said_again + 1),
        ("归入", lambda row: row.merged_into_id or ""),
        ("采纳情况", lambda row: row.get_status_display()),
        ("采纳（不采纳）理由", lambda row: row.reason),
        ("转为问题编号", lambda row: row.issue.number if row.issue else ""),
        ("反馈情况", lambda row: row.answer),
    ),
    ("unit", "issue"),
)
AT_OPINIONS = {"page": PAGE, "back": OPINIONS, "place": "意见建议"}


def _narrowed(request: Request) -> tuple[OpinionFilter, QuerySet[Opinion]]:
    campaign = newest_campaign(request.user)
    units = Unit.objects.visible_to(request.user).filter(participations__campaign=campaign)
    form = OpinionFilter(request.GET, units=units.in_official_order())
    rows = Opinion.objects.visible_to(request.user).filter(campaign=campaign)
    for name in ("unit", "channel", "status", "respondent", "occasion", "issue"):
        if said := form.chosen(name):
            rows = rows.filter(**{name: said})
    if word := form.chosen("q"):
        rows = rows.filter(text__icontains=word)
    return form, rows.select_related("unit", "issue", "category").annotate(
        said_again=Count("parts")
    )


def opinions(request: Request) -> HttpResponse:
    """意见建议: newest first, with how many were received, heard how, and decided."""
    form, found = _narrowed(request)
    rows = _of_class(request, found)
    screen = page(rows, [REGISTER.order], request.GET.get("after", ""))
    plain = rows.order_by()
    letters = plain.exclude(occasion="").values("channel", "occasion").distinct().count()
    facts = {
        "page": screen,
        "filters": form,
        "letters": letters,
        "classes": _classes(found),
        "may_record": own_units(request).exists(),
    }
    return render(request, "outreach/opinions.html", facts)


def _of_class(request: Request, rows: QuerySet[Opinion]) -> QuerySet[Opinion]:
    asked = request.GET.get("category", "")
    if asked == "none":
        return rows.filter(category=None)
    return (
        rows.filter(category=int(asked)) if asked.isdecimal() and len(asked) < LONGEST_KEY else rows
    )


def _classes(rows: QuerySet[Opinion]) -> list[dict[str, Any]]:
    """How many of each class, and how they were disposed of (003-02)."""
    counts = {
        status.value: Count("pk", filter=Q(status=status.value), distinct=True)
        for status in Opinion.Status
    }
    lines = rows.order_by().values("category", "category__name", "category__short")
    found = lines.annotate(n=Count("pk", distinct=True), **counts)
    return [dict(line) for line in found.order_by("category__order", "category")]


def export_opinions(request: Request) -> HttpResponse:
    """The same opinions as 征求意见汇总表."""
    return exported_rows(request, REGISTER, _of_class(request, _narrowed(request)[1]))


def record_opinion(request: Request) -> HttpResponse:
    """Note an opinion."""
    initial = {"received_on": localdate(), **request.GET.dict()}
    form = OpinionForm(
        request.POST or None,
        initial=initial,
        units=own_units(request),
        campaign=newest_campaign(request.user),
    )
    hint = "照原话记，登记后不能改动。"
    return recorded(request, form, rules.record_opinion, **AT_OPINIONS, title="登记意见", hint=hint)


def _one(request: Request, pk: int) -> Opinion:
    rows = Opinion.objects.visible_to(request.user).select_related(
        "unit", "issue", "merged_into", "category"
    )
    return get_object_or_404(rows, pk=pk)


def opinion(request: Request, pk: int) -> HttpResponse:
    """One opinion word for word, those merged into it, the decision and the answer."""
    row = _one(request, pk)
    facts = {
        "row": row,
        "parts": row.parts.select_related("unit").order_by("pk"),
        "may_decide": "decline" in policy.granted(request.user, row.unit),
        "may_merge": _others(request, row).exists(),
        "entries": Entry.objects.about(row),
    }
    return render(request, "outreach/opinion.html", facts)


def _deed(
    request: Request, pk: int, verb: Callable[..., Any], form: forms.Form, title: str
) -> HttpResponse:
    row = _may(request, pk)
    facts = {"page": PAGE, "back": row.get_absolute_url(), "title": title}
    return answered(request, form, verb, row, **facts)


def _may(request: Request, pk: int) -> Opinion:
    row = _one(request, pk)
    if "decline" not in policy.granted(request.user, row.unit):
        raise Http404
    return row


def decline(request: Request, pk: int) -> HttpResponse:
    """Say why an opinion is not adopted."""
    return _deed(request, pk, rules.decline, ReasonForm(request.POST or None), "不采纳")


def merge_opinion(request: Request, pk: int) -> HttpResponse:
    """Say which opinion says the same."""
    row = _may(request, pk)
    form = MergeForm(request.POST or None, rows=_others(request, row).order_by("-pk"))
    return _deed(request, pk, rules.merge_opinion, form, "归并")


def _others(request: Request, row: Opinion) -> QuerySet[Opinion]:
    """What this opinion may be merged into."""
    rows = Opinion.objects.filter(campaign=row.campaign_id, unit__in=own_units(request))
    return rows.filter(merged_into=None).exclude(pk=row.pk)


def sort_opinion(request: Request, pk: int) -> HttpResponse:
    """Say what an opinion is about."""
    form = SortForm(request.POST or None, campaign=newest_campaign(request.user))
    return _deed(request, pk, rules.sort_opinion, form, "归类")


def answer_opinion(request: Request, pk: int) -> HttpResponse:
    """Tell who said it what became of it."""
    return _deed(request, pk, rules.answer_opinion, AnswerForm(request.POST or None), "反馈意见")


def take_up_again(request: Request, pk: int) -> HttpResponse:
    """Open a declined opinion once more."""
    form = RequiredReasonForm(request.POST or None)
    return _deed(request, pk, rules.take_up_again, form, "重新研究")


@require_POST
def adopt(request: Request, pk: int) -> HttpResponse:
    """Put an opinion on the unit's list."""
    row = _may(request, pk)
    said = "已采纳并列入清单，请补齐措施和时限。"
    return pressed(request, rules.adopt, row, back=row.get_absolute_url(), said=said)
