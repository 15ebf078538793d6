"""Forms of a round: draft, cohorts, codes, paper, adjustments, answers."""

from typing import Any

from django import forms

from evaluations.models import Cohort, Round, Scheme, Side
from evaluations.words import AdjustmentKind, Source
from roster.models import Unit

CARDS = [("", "—"), ("黄牌", "黄牌"), ("橙牌", "橙牌"), ("红牌", "红牌")]


class DraftForm(forms.Form):
    """A new round from a scheme."""

    name = forms.CharField(label="评议名称", max_length=100)
    scheme = forms.ModelChoiceField(
        Scheme.objects.offered(),
        label="评议办法",
        help_text="冻结后办法、规则和参评单位不再变动。",
    )
    show_min = forms.IntegerField(
        label="单独显示的最少票数",
        min_value=1,
        max_value=100,
        initial=5,
        help_text="某类计分票少于这个数，不单独显示。",
    )


class ConfigureForm(forms.Form):
    """Name, members, ranking and own scheme of a cohort."""

    name = forms.CharField(label="分类名称", max_length=60)
    is_ranked = forms.BooleanField(label="排名", required=False)
    is_published = forms.BooleanField(label="公布", required=False)
    scheme = forms.ModelChoiceField(
        Scheme.objects.offered(), label="单独适用的办法", required=False
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="参评单位", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, cohort: Cohort, **named: Any) -> None:
        names = ("name", "is_ranked", "is_published", "scheme")
        now = {name: getattr(cohort, name) for name in names}
        named["initial"] = {**now, "units": cohort.units.all()}
        super().__init__(*args, **named)
        choices = Unit.objects.filter(participations__campaign=cohort.round.campaign)
        units = self.fields["units"]
        if isinstance(units, forms.ModelMultipleChoiceField):
            units.queryset = choices.in_official_order()


class HandOutForm(forms.Form):
    """How many codes for whom."""

    side = forms.ModelChoiceField(Side.objects.none(), label="评议方")
    count = forms.IntegerField(
        label="每份张数", min_value=1, max_value=20_000, initial=1,
        help_text="选了单位时，为每个单位各发这么多张；没选单位时，共发这么多张。",
    )  # fmt: skip
    all_units = forms.BooleanField(label="为全部参评单位发码", required=False)
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
        units = self.fields["units"]
        if cleaned.pop("all_units", False) and isinstance(units, forms.ModelMultipleChoiceField):
            cleaned["units"] = units.queryset
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


class AdjustForm(forms.Form):
    """Points or a card with its basis."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位")
    kind = forms.ChoiceField(label="类型", choices=AdjustmentKind.choices)
    points = forms.DecimalField(
        label="分值", min_value=0, max_digits=6, decimal_places=2, initial=0,
        help_text="扣分也填正数；只限制等次时填0。",
    )  # fmt: skip
    card = forms.ChoiceField(label="牌", choices=CARDS, required=False)
    basis = forms.CharField(label="依据", max_length=200, help_text="文号或事由。")
    basis_on = forms.DateField(label="依据日期", widget=forms.DateInput(attrs={"type": "date"}))

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


class SignForm(forms.Form):
    """A supervisor without an account who has signed the paper record."""

    name = forms.CharField(label="监票人姓名", max_length=40)
    identity = forms.CharField(
        label="身份", max_length=60, required=False, help_text="如：区人大代表、企业代表。"
    )


class AppealForm(forms.Form):
    """Why a unit asks for a review."""

    text = forms.CharField(label="复核理由", widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """What the office answers."""

    text = forms.CharField(label="答复内容", widget=forms.Textarea(attrs={"rows": 4}))
