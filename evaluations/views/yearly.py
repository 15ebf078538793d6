"""Results over the year: the table for the annual assessment, lower campaigns, three gains."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from campaigns.models import Campaign, UpwardReport
from common.books import book
from common.pages import done, download, need
from evaluations import policy, rules
from evaluations.forms import GainForm, NoteForm
from evaluations.models import Designation, Gain, Round
from evaluations.rules.using import reported_words
from evaluations.rules.yearly import YearRow, rounds_of_year
from roster.http import Request

GAIN_HEADINGS = ("方面", "指标", "单位", "期初", "期中", "期末", "目标", "提升", "来源")


def _table(request: Request, campaign: Campaign) -> tuple[list[Round], list[YearRow]]:
    return rounds_of_year(campaign), rules.yearly(campaign, request.user)


def _named(request: Request, campaign: Campaign) -> dict[int, str]:
    """Which units are designated, as far as this person may know."""
    rows = Designation.objects.visible_to(request.user).filter(
        campaign=campaign, status=Designation.Status.APPROVED
    )
    return {row.unit_id: row.get_kind_display() for row in rows}


def yearly(request: Request) -> HttpResponse:
    """年度汇总: every unit with all published rounds side by side."""
    campaign = newest_campaign(request.user)
    rounds, rows = _table(request, campaign)
    cohorts = list(dict.fromkeys(row.cohort for row in rows))
    asked = request.GET.get("cohort", "")
    named = _named(request, campaign)
    chosen = [row for row in rows if not asked or row.cohort == asked]
    context = {
        "campaign": campaign,
        "rounds": rounds,
        "rows": [(row, row.across(rounds), named.get(row.unit.pk, "")) for row in chosen],
        "counted": f"共{len(chosen)}个单位",
        "cohorts": cohorts,
        "asked": asked,
    }
    return render(request, "evaluations/yearly.html", context)


def export_yearly(request: Request) -> HttpResponse:
    """年度考核用表: the same as a workbook."""
    campaign = newest_campaign(request.user)
    rounds, rows = _table(request, campaign)
    named = _named(request, campaign)
    asked = request.GET.get("cohort", "")
    per_round = [f"{round_}\n{what}" for round_ in rounds for what in ("得分", "名次", "等次")]
    headings = [
        "分类",
        "单位",
        *per_round,
        "平均得分",
        "平均满意率",
        "年度名次",
        "末位次数",
        "认定",
    ]
    lines = (
        [
            row.cohort,
            row.unit.name,
            *(cell for one in row.across(rounds) for cell in _cells(one)),
            row.score,
            row.rate,
            row.rank,
            int(row.facts["末位次数"]),
            named.get(row.unit.pk, ""),
        ]
        for row in rows
        if not asked or row.cohort == asked
    )
    title = f"{campaign.year}年评议结果（年度考核用）"
    return download(book(title, headings, lines), f"{title}{localdate()}.xlsx")


def _cells(one: Any) -> list[Any]:
    return [one.score_shown or "不计分", one.rank, one.tier] if one else ["", "", ""]


def gains(request: Request) -> HttpResponse:
    """三提升: base, mid and end of every measure, and what the rounds themselves say."""
    campaign = newest_campaign(request.user)
    context = {
        "campaign": campaign,
        "rows": _gains(campaign),
        "rates": [(round_, _mean_rate(round_)) for round_ in rounds_of_year(campaign)],
        "can": policy.granted(request.user),
    }
    return render(request, "evaluations/gains.html", context)


def _gains(campaign: Campaign) -> list[Gain]:
    """Style, business, satisfaction: in the order of the name 三提升."""
    return sorted(campaign.gains.all(), key=lambda row: Gain.Aspect.values.index(row.aspect))


def _mean_rate(round_: Round) -> str:
    """The mean satisfaction rate of the published cohorts of a round."""
    rates = round_.standings.filter(cohort__is_published=True, satisfied_rate__isnull=False)
    known = [rate for rate in rates.values_list("satisfied_rate", flat=True) if rate is not None]
    return f"{sum(known, Decimal(0)) / len(known) * 100:.2f}%" if known else "—"


def export_gains(request: Request) -> HttpResponse:
    """The same as a workbook."""
    campaign = newest_campaign(request.user)
    lines = (
        (
            row.get_aspect_display(),
            row.name,
            row.measure,
            row.base,
            row.mid,
            row.end,
            row.target,
            row.change,
            row.source,
        )
        for row in _gains(campaign)
    )
    return download(book("三提升指标", GAIN_HEADINGS, lines), f"三提升指标{localdate()}.xlsx")


def keep_gain(request: Request, pk: int | None = None) -> HttpResponse:
    """新建或修改指标."""
    need(policy.granted(request.user), "keep_gain")
    campaign = newest_campaign(request.user)
    row = get_object_or_404(Gain, campaign=campaign, pk=pk) if pk else None
    kept = Gain(campaign=campaign) if row is None else row
    form = GainForm(request.POST or None, instance=kept)
    if done(form, rules.keep_gain, campaign, by=request.user, row=row):
        messages.success(request, "已保存。")
        return redirect("evaluations:gains")
    context = {
        "form": form,
        "title": "修改指标" if row else "新建指标",
        "press": "保存指标",
        "back": "/results/gains/",
        "place": "三提升指标",
    }
    return render(request, "evaluations/use_verb.html", context)


def lower(request: Request) -> HttpResponse:
    """下级评议: rounds of the campaigns below, and whether they were reported."""
    if not request.user.sees_all_units:
        raise Http404
    campaign = newest_campaign(request.user)
    rounds = Round.objects.filter(campaign__parent=campaign).select_related(
        "campaign__jurisdiction", "scheme"
    )
    sent = {
        (row.campaign_id, row.title): row
        for row in UpwardReport.objects.filter(campaign__parent=campaign)
    }
    context = {
        "campaign": campaign,
        "lower": campaign.children.select_related("jurisdiction"),
        "rows": [(round_, sent.get((round_.campaign_id, round_.result_name))) for round_ in rounds],
        "can": policy.granted(request.user),
    }
    return render(request, "evaluations/lower.html", context)


def report_round(request: Request, pk: int) -> HttpResponse:
    """上报评议结果: what will be sent is read first."""
    need(policy.granted(request.user), "report_round")
    rows = Round.objects.visible_to(request.user).filter(campaign__parent__isnull=False)
    round_ = get_object_or_404(rows, pk=pk, status__in=Round.SHOWN)
    form = NoteForm(request.POST or None)
    if done(form, rules.report_round, round_, by=request.user):
        messages.success(request, "已上报上级活动办公室。")
        return redirect("evaluations:lower")
    context = {
        "form": form,
        "title": "上报评议结果",
        "back": "/results/lower/",
        "place": "下级评议",
        "text": reported_words(round_),
    }
    return render(request, "evaluations/use_verb.html", context)
