"""Units with low satisfaction and many complaints, from where a focus is proposed."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from common.books import book
from common.fields import Narrowing
from common.pages import download
from reports.figures.discontent import MANY, RATE, Discontent, discontents
from roster.http import Request
from roster.words import Work

HEADINGS = ("单位", "满意率", "12345工单、意见、来信、窗口不满意合计", "依据", "重点整顿对象")


class ThresholdFilter(Narrowing):
    """From where on a unit is listed."""

    rate = forms.IntegerField(label="满意率低于（%）", min_value=1, max_value=100)
    many = forms.IntegerField(label="投诉不少于（件）", min_value=1, max_value=9999)


def _rows(request: Request) -> tuple[ThresholdFilter, list[Discontent]]:
    if not request.user.works_as(Work.OFFICE, Work.INSPECTOR, Work.LEADER):
        raise Http404
    form = ThresholdFilter(request.GET, initial={"rate": RATE, "many": MANY})
    rate, many = (form.chosen(name) or usual for name, usual in (("rate", RATE), ("many", MANY)))
    campaign = newest_campaign(request.user)
    return form, discontents(campaign, localdate(), rate=int(rate), many=int(many))


def discontent(request: Request) -> HttpResponse:
    """满意度低、投诉多的单位: every number leads to its rows."""
    form, rows = _rows(request)
    context = {
        "filters": form,
        "rows": rows,
        "rate": form.chosen("rate") or RATE,
        "many": form.chosen("many") or MANY,
        "may_propose": request.user.works_as(Work.OFFICE, Work.INSPECTOR),
    }
    return render(request, "reports/discontent.html", context)


def export_discontent(request: Request) -> HttpResponse:
    """The same as a workbook."""
    lines = (
        (
            row.unit.name,
            row.standing.percent_satisfied,
            row.total,
            row.ground,
            "是" if row.is_focus else "",
        )
        for row in _rows(request)[1]
    )
    content = book("满意度低、投诉多的单位", HEADINGS, lines)
    return download(content, f"满意度低投诉多的单位{localdate()}.xlsx")
