"""Typed text into the arguments of one verb on circulars."""

from typing import Any

from django import forms

from campaigns.models import Campaign
from evaluations.models import Round
from reports.models import Circular


class ComposeForm(forms.Form):
    """拟稿."""

    kind = forms.ChoiceField(label="文稿种类", choices=Circular.Kind.choices)
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label="评议",
        required=False,
        empty_label="不涉及评议",
        help_text="评议结果通报须选择已计票的评议。",
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["round"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Round.objects.filter(campaign=campaign, status__in=Round.COUNTED)


class EditForm(forms.Form):
    """改稿: the title, the addressees, each section's text."""

    title = forms.CharField(label="标题", max_length=200)
    addressee = forms.CharField(label="主送", max_length=200)
    copies = forms.CharField(label="抄送", max_length=300, required=False)
    series = forms.CharField(
        label="文号代字", max_length=20, help_text="如“作风办发”；序号在印发时自动取得。"
    )

    def __init__(self, *arguments: Any, row: Circular, **named: Any) -> None:
        named["initial"] = {
            "title": row.title,
            "addressee": row.addressee,
            "copies": row.copies,
            "series": row.series,
            **{f"text-{place}": part["text"] for place, part in enumerate(row.sections)},
        }
        super().__init__(*arguments, **named)
        self.row = row
        for place, part in enumerate(row.sections):
            self.fields[f"text-{place}"] = forms.CharField(
                label=part["title"], widget=forms.Textarea(attrs={"rows": 6}), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Gather the sections."""
        cleaned = super().clean() or {}
        sections = [
            {"title": part["title"], "text": cleaned.pop(f"text-{place}", "")}
            for place, part in enumerate(self.row.sections)
        ]
        return {**cleaned, "sections": sections}


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))
