"""自查发现率: outside events per unit, what was found before, what came too late."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.books import book
from common.fields import Lines
from common.pages import done, download, page
from issues import policy, rules
from issues.figures import FROM_OUTSIDE
from issues.models import Foresight, Issue, IssueQuerySet, Liability
from issues.views.ledger import chosen_campaign
from roster.http import Request
from roster.models import Unit, User

STATES: Final = {
    "": "全部",
    "before": "自查发现在先",
    "late": "发现在后",
    "proposed": "待复核",
    "open": "未核对",
}
HEADS: Final = ("单位", "外部点出", "自查发现在先", "发现在后", "待复核", "未核对", "自查发现率%")


@dataclass
class Line:
    """One unit with its outside events by what is known about them."""

    unit: Unit
    before: int = 0
    late: int = 0
    proposed: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.before + self.late + self.proposed + self.open

    @property
    def judged(self) -> int:
        return self.before + self.late

    @property
    def rate(self) -> int | None:
        """Found before ÷ all that two people have judged, in per cent."""
        return round(100 * self.before / self.judged) if self.judged else None


class ProposeForm(forms.Form):
    """提出核对."""

    own = forms.ModelChoiceField(
        Issue.objects.none(), label="对应的自查问题", required=False, empty_label="没有自查发现"
    )
    reason = forms.CharField(label="理由", max_length=300, required=False)

    def __init__(self, *arguments: Any, issue: Issue, user: User, **named: Any) -> None:
        super().__init__(*arguments, **named)
        rows = Issue.objects.visible_to(user).filter(unit=issue.unit_id, approved_at__isnull=False)
        rows = rows.exclude(source__in=FROM_OUTSIDE).exclude(pk=issue.pk).order_by("pk")
        self.fields["own"].queryset = rows  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """复核."""

    passed = forms.TypedChoiceField(
        label="意见",
        choices=[("1", "同意"), ("0", "不同意")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    answer = forms.CharField(label="说明", max_length=300, required=False)


class LiabilityForm(forms.Form):
    """研究责任."""

    pursue = forms.TypedChoiceField(
        label="决定",
        choices=[("1", "追究责任"), ("0", "不予追究")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    text = Lines(label="处理意见")


def _events(request: Request, campaign: Campaign) -> IssueQuerySet:
    rows = Issue.objects.visible_to(request.user).of(campaign).standing()
    return rows.filter(source__in=FROM_OUTSIDE)


def _known(rows: QuerySet[Issue]) -> dict[int, Foresight]:
    """The standing foresight of every event."""
    found = Foresight.objects.filter(outside__in=rows).exclude(status=Foresight.Status.REFUSED)
    return {row.outside_id: row for row in found}


def _state(row: Foresight | None) -> str:
    if row is None:
        return "open"
    if row.status == Foresight.Status.PROPOSED:
        return "proposed"
    return "before" if row.own_id else "late"


def rates(events: QuerySet[Issue]) -> list[Line]:
    """Every unit with outside events, in official order."""
    known = _known(events)
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pk, unit in events.order_by().values_list("pk", "unit"):
        counts[unit][_state(known.get(pk))] += 1
    units = Unit.objects.filter(pk__in=counts).in_official_order()
    return [Line(unit, **counts[unit.pk]) for unit in units]


def foresight(request: Request) -> HttpResponse:
    """The rate of every unit, and the events behind it."""
    campaign = chosen_campaign(request)
    events = _events(request, campaign)
    lines = rates(events)
    if request.GET.get("format") == "xlsx":
        return _exported(lines)
    known = _known(events)
    unit, state = request.GET.get("unit", ""), request.GET.get("state", "")
    if unit.isdecimal():
        events = events.filter(unit=int(unit))
    if state in STATES and state:
        every = events.values_list("pk", flat=True)
        events = events.filter(pk__in=[pk for pk in every if _state(known.get(pk)) == state])
    screen = page(events.select_related("unit"), ["-pk"], request.GET.get("after", ""))
    context = {
        "campaign": campaign,
        "lines": lines,
        "page": screen,
        "rows": [(row, known.get(row.pk)) for row in screen.rows],
        "states": STATES,
        "state": state,
        "unit": unit,
    }
    return render(request, "issues/foresight.html", context)


def _exported(lines: list[Line]) -> HttpResponse:
    rows = ((x.unit.name, x.total, x.before, x.late, x.proposed, x.open, x.rate) for x in lines)
    return download(book("自查发现率", HEADS, rows), f"自查发现率{localdate()}.xlsx")


def match(request: Request, pk: int) -> HttpResponse:
    """One outside event: the own issues that may have foreseen it, the two people's words."""
    issue = get_object_or_404(_events(request, chosen_campaign_of(request, pk)), pk=pk)
    row = issue.foresights.exclude(status=Foresight.Status.REFUSED).first()
    form = ProposeForm(request.POST or None, issue=issue, user=request.user)
    if request.method == "POST" and done(form, rules.propose_foresight, issue, by=request.user):
        messages.success(request, "已提出，请另一人复核。")
        return redirect("issues:match", pk=pk)
    context = {
        "issue": issue,
        "row": row,
        "refused": issue.foresights.filter(status=Foresight.Status.REFUSED),
        "likely": [] if row else rules.foreseen_by(issue, by=request.user),
        "form": form,
        "outside_on": rules.found_outside_on(issue),
        "can": policy.may_foresee(request.user, issue),
        "can_decide": policy.may_decide(request.user, issue),
        "confirm_form": ConfirmForm(),
        "liability_form": LiabilityForm(),
    }
    return render(request, "issues/match.html", context)


def chosen_campaign_of(request: Request, pk: int) -> Campaign:
    """The campaign of an issue the person may see."""
    rows = Issue.objects.visible_to(request.user).select_related("campaign")
    return get_object_or_404(rows, pk=pk).campaign


def confirm_foresight(request: Request, pk: int) -> HttpResponse:
    """The second person's word."""
    rows = Foresight.objects.visible_to(request.user).select_related("outside__unit")
    row = get_object_or_404(rows, pk=pk)
    form = ConfirmForm(request.POST or None)
    if done(form, rules.confirm_foresight, row, by=request.user):
        messages.success(request, "已登记复核意见。")
        return redirect("issues:match", pk=row.outside_id)
    back = {"form": form, "row": row, "verb": "复核", "issue": row.outside}
    return render(request, "issues/answer_foresight.html", back)


def decide_liability(request: Request, pk: int) -> HttpResponse:
    """What follows from an event that was found late."""
    rows = Liability.objects.select_related("foresight__outside__unit")
    seen = Foresight.objects.visible_to(request.user)
    row = get_object_or_404(rows.filter(foresight__in=seen), pk=pk)
    form = LiabilityForm(request.POST or None)
    if done(form, rules.decide_liability, row, by=request.user):
        messages.success(request, "已登记决定。")
        return redirect("issues:match", pk=row.foresight.outside_id)
    outside = row.foresight.outside
    back = {"form": form, "row": row, "verb": "研究责任", "issue": outside}
    return render(request, "issues/answer_foresight.html", back)
