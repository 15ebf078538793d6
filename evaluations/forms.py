"""Typed text into the arguments of one verb each."""

from typing import Any

from django import forms

from evaluations.models import Adjustment, Cohort, Round, Scheme, Side
from evaluations.words import AdjustmentKind, Source
from roster.models import Unit

CARDS = [("", "—"), ("黄牌", "黄牌"), ("橙牌", "橙牌"), ("红牌", "红牌")]
DATE = forms.DateInput(attrs={"type": "date"})


class DraftForm(forms.ModelForm[Round]):
    """A new round from a scheme."""

    class Meta:
        model = Round
        fields = ["name", "scheme", "show_min"]
        help_texts = {
            "scheme": "冻结前可以更换；冻结后办法、规则和参评单位不再变动。",
            "show_min": "某类计分票少于这个数，不单独显示。",
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["scheme"] = forms.ModelChoiceField(
            Scheme.objects.offered(), label="评议办法", help_text=self.fields["scheme"].help_text
        )


class ConfigureForm(forms.ModelForm[Cohort]):
    """Name, members, ranking and own scheme of a cohort."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="参评单位", widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Cohort
        fields = ["name", "is_ranked", "is_published", "scheme", "units"]

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = Unit.objects.filter(participations__campaign=round_.campaign)
        units = self.fields["units"]
        if isinstance(units, forms.ModelMultipleChoiceField):
            units.queryset = choices.in_official_order()

    def save(self, commit: bool = True) -> Cohort:
        """Saving is the rule's work; the form only reads."""
        raise NotImplementedError


class HandOutForm(forms.Form):
    """How many codes for whom."""

    side = forms.ModelChoiceField(Side.objects.none(), label="评议方")
    count = forms.IntegerField(
        label="每份张数", min_value=1, max_value=20_000, initial=1,
        help_text="选了单位时，为每个单位各发这么多张；没选单位时，共发这么多张。",
    )  # fmt: skip
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="单位", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="服务对象评：所评的单位。同级互评：评议人所在单位（票面上不出现本单位）。",
    )  # fmt: skip

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["side"] = forms.ModelChoiceField(round_.sides.all(), label="评议方")
        units = self.fields["units"]
        if isinstance(units, forms.ModelMultipleChoiceField):
            units.queryset = Unit.objects.filter(cohorts__round=round_).in_official_order()

    def clean(self) -> dict[str, Any]:
        """A side that spares the rater's own unit is handed out by that unit."""
        cleaned = super().clean() or self.cleaned_data
        side = cleaned.get("side")
        cleaned["spares_own"] = bool(side and side.excludes_self)
        return dict(cleaned)


class ReasonForm(forms.Form):
    """Why a round is voided."""

    reason = forms.CharField(label="作废原因", max_length=200)


class ImportForm(forms.Form):
    """A counting workbook, first or second entry."""

    file = forms.FileField(label="计票工作簿")
    source = forms.ChoiceField(
        label="第几遍录入", choices=[(s.value, s.label) for s in (Source.FIRST, Source.SECOND)]
    )


class AdjustForm(forms.ModelForm[Adjustment]):
    """Points or a card with its basis."""

    kind = forms.ChoiceField(label="类型", choices=AdjustmentKind.choices)
    card = forms.ChoiceField(label="牌", choices=CARDS, required=False)

    class Meta:
        model = Adjustment
        fields = ["unit", "kind", "points", "card", "basis", "basis_on"]
        widgets = {"basis_on": DATE}

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        super().__init__(*args, **named)
        units = Unit.objects.filter(cohorts__round=round_).in_official_order()
        self.fields["unit"] = forms.ModelChoiceField(units, label="单位")


class DecideForm(forms.Form):
    """Whether an adjustment is agreed to."""

    agrees = forms.TypedChoiceField(
        label="审批意见",
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class AppealForm(forms.Form):
    """Why a unit asks for a review."""

    text = forms.CharField(label="复核理由", widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """What the office answers."""

    text = forms.CharField(label="答复内容", widget=forms.Textarea(attrs={"rows": 4}))
