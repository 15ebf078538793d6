"""Forms of handing over, of ledgers, and of what others pointed out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate

import campaigns.rules as campaigns
from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.fields import Day, Lines
from issues.models import Issue, Ledger
from issues.rules.origins import ORIGINS
from issues.words import MAIN, Level, Source
from roster.models import Unit


class UnitForm(forms.Form):
    """A unit of the campaign and a reason."""

    to_unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="请选择")
    reason = Lines(label="理由")

    def __init__(self, *arguments: Any, issue: Issue, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "to_unit", _units(issue.campaign))


class LedgerForm(forms.Form):
    """设专项台账."""

    name = forms.CharField(label="台账名称", max_length=60)
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="文件、反馈意见或交办单。"
    )
    is_shut = forms.BooleanField(label="不再登记新问题", required=False)


class PutForm(forms.Form):
    """归入台账."""

    ledger = forms.ModelChoiceField(
        Ledger.objects.none(), label="台账", required=False, empty_label=MAIN
    )

    def __init__(self, *arguments: Any, issue: Issue, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "ledger", issue.campaign.ledgers.filter(is_shut=False))


class OriginForm(forms.Form):
    """登记外部问题."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="责任单位", empty_label="请选择")
    source = forms.ChoiceField(
        label="来源", choices=[(code, Source(code).label) for code in ORIGINS]
    )
    origin = forms.CharField(
        label="来源说明", max_length=200, help_text="谁在什么时候、什么文件或节目中点出。"
    )
    text = Lines(label="存在问题")
    example = Lines(label="具体事例", rows=2, required=False)
    level = forms.ChoiceField(
        label="层级",
        choices=[(Level.UNIT, Level.UNIT.label), (Level.TEAM, Level.TEAM.label)],
        required=False,
        initial=Level.UNIT,
    )
    found_on = Day(label="点出时间", required=False, initial=localdate)
    claim_due_on = Day(label="认领时限")
    due_on = Day(label="整改时限")
    ledger = forms.ModelChoiceField(
        Ledger.objects.none(), label="归入台账", required=False, empty_label=MAIN
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "unit", _units(campaign))
        _offer(self, "ledger", campaign.ledgers.filter(is_shut=False))
        rule = dictionary("issues", "deadlines")["deadline_rules"]["claim"]
        self.initial.setdefault(
            "claim_due_on", campaigns.calendar().add(localdate(), rule["workdays"])
        )
        self.initial.setdefault("due_on", localdate() + timedelta(days=30))

    def clean_level(self) -> str:
        """A unit's issue unless said otherwise."""
        return self.cleaned_data["level"] or Level.UNIT


def _units(campaign: Campaign) -> Any:
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.queryset = rows
