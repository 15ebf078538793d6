"""Typed text into the arguments of one verb on what people said."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from campaigns.models import Campaign, Category
from common.fields import Day, Lines
from outreach.models import Opinion, Visit

HANDLINGS = [choice for choice in Visit.Handling.choices if choice[0] not in {"none", "adopted"}]


class VisitForm(OfUnit):
    """记走访."""

    kind = forms.ChoiceField(label="类型", choices=Visit.Kind.choices)
    target = forms.CharField(label="走访对象", max_length=100)
    visited_on = Day(label="走访日期")
    visitor = forms.CharField(label="走访干部", max_length=60)
    demand = Lines(label="反映问题和意见建议", required=False, help_text="没有诉求可以不填。")


class SettleForm(forms.Form):
    """办理诉求."""

    handling = forms.ChoiceField(label="处理方式", choices=HANDLINGS, widget=forms.RadioSelect)
    reply = Lines(label="怎样答复的")


class OpinionForm(OfUnit):
    """登记意见."""

    channel = forms.ChoiceField(label="渠道", choices=Opinion.Channel.choices)
    category = forms.ModelChoiceField(
        Category.objects.none(), label="类别", required=False, empty_label="请选择"
    )
    text = Lines(label="意见原文", rows=5, help_text="原汁原味记录。")
    proposer = forms.CharField(label="提出人", max_length=40, required=False, help_text="可匿名。")
    received_on = Day(label="收到日期")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["category"].queryset = Category.objects.offered(campaign)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = Lines(label="理由", required=False)
