"""Asking many units, and answering."""

from typing import Any

from django import forms

from campaigns.models import Campaign
from common.fields import Day, Lines
from issues.models import Enquiry
from roster.models import Unit


class EnquireForm(forms.Form):
    """发问: what, to whom, until when."""

    text = Lines(
        label="问题表现",
        help_text="写具体表现，例如“群众来电无人接听、接听后推给其他科室”。一次写一个问题。",
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="请哪些单位对照",
        required=False,
        help_text="不选就是所有参加单位。",
    )
    due_on = Day(label="答复期限")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.everyone = Unit.objects.filter(participations__campaign=campaign).in_official_order()
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the type checker
        field.queryset = self.everyone

    def clean_units(self) -> list[Unit]:
        """Nobody chosen means everybody."""
        return list(self.cleaned_data["units"] or self.everyone)


class AnswerEnquiryForm(forms.Form):
    """答复: yes with an example, no with how one looked."""

    has_it = forms.TypedChoiceField(
        label="本单位有无此类问题",
        choices=[("1", "有"), ("0", "无")],
        coerce=lambda sent: sent == "1",
        widget=forms.RadioSelect,
    )
    example = Lines(
        label="具体事例或排查情况",
        help_text="答“有”写何时、何地、何人、何事；答“无”写怎样排查的。",
    )


class EnquiryFilter(forms.Form):
    """Which enquiries are shown."""

    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *Enquiry.Kind.choices]
    )
