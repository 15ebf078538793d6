"""往期对照: this campaign beside an earlier one, and what is carried over from it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from campaigns.models import Campaign
from common.books import book
from common.pages import done, download
from issues import rules
from issues.figures import Scope, Summary, summaries
from issues.models import Issue
from roster.http import Request

HEADINGS = [
    *("单位", "往期在册", "往期整改销号率（%）", "往期未销号"),
    *("本期在册", "本期整改销号率（%）", "本期未销号", "自往期结转"),
]


class EarlierForm(forms.Form):
    """Which earlier campaign."""

    earlier = forms.ModelChoiceField(
        Campaign.objects.none(), label="往期活动", empty_label="请选择"
    )

    def __init__(self, *arguments: Any, campaign: Campaign, user: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        rows = Campaign.objects.visible_to(user).filter(starts_on__lt=campaign.starts_on)
        self.fields["earlier"].queryset = rows.exclude(pk=campaign.pk).distinct()  # type: ignore[attr-defined]


def carry_over(request: Request) -> HttpResponse:
    """Both campaigns side by side; the office opens here what the earlier one left open."""
    campaign, user = newest_campaign(request.user), request.user
    if not (user.sees_all_units or user.unit_paths):
        raise Http404
    form = EarlierForm(request.POST or None, campaign=campaign, user=user)
    if done(form, rules.carry_over, campaign, by=user):
        messages.success(request, "已结转，问题进入本次活动的台账，可从新问题查到旧问题。")
        return redirect("issues:carry_over")
    chosen = EarlierForm(request.GET or None, campaign=campaign, user=user)
    earlier = chosen.cleaned_data["earlier"] if chosen.is_valid() else _last(chosen)
    lines = _lines(request, campaign, earlier) if earlier else []
    if request.GET.get("format") == "xlsx":
        return _export(lines)
    facts = {
        "campaign": campaign,
        "earlier": earlier,
        "form": form,
        "offered": chosen.fields["earlier"].queryset,  # type: ignore[attr-defined]
        "lines": lines,
        "left": rules.to_carry(earlier, campaign).count() if earlier else 0,
    }
    return render(request, "issues/carry_over.html", facts)


def _last(form: EarlierForm) -> Campaign | None:
    found: Campaign | None = form.fields["earlier"].queryset.order_by("-starts_on").first()  # type: ignore[attr-defined]
    return found


def _lines(request: Request, campaign: Campaign, earlier: Campaign) -> list[dict[str, Any]]:
    """A line a unit: before, now, and how many came over."""
    before, now = (_by_unit(request, one) for one in (earlier, campaign))
    carried: dict[int, int] = {}
    ours = Issue.objects.visible_to(request.user).of(campaign).filter(repeats__campaign=earlier)
    for unit in ours.values_list("unit", flat=True):
        carried[unit] = carried.get(unit, 0) + 1
    units = list(dict.fromkeys([*now, *before]))
    return [
        {
            "unit": unit,
            "name": (now.get(unit) or before[unit]).name,
            "before": before.get(unit),
            "now": now.get(unit),
            "carried": carried.get(unit, 0),
        }
        for unit in units
    ]


def _by_unit(request: Request, campaign: Campaign) -> dict[int, Summary]:
    scope = Scope(request.user, campaign, localdate())
    return {row.unit_id or 0: row for row in summaries(scope, scope.ledger)}


def _numbers(row: Summary | None) -> list[Any]:
    return [row.counts["total"], row.closing_rate, row.counts["open"]] if row else ["—", "—", "—"]


def _export(lines: list[dict[str, Any]]) -> HttpResponse:
    rows = (
        [line["name"], *_numbers(line["before"]), *_numbers(line["now"]), line["carried"]]
        for line in lines
    )
    return download(book("往期对照", HEADINGS, rows), "往期对照.xlsx")
