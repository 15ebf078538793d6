"""What is typed about the use of results."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from campaigns.forms import OfUnit
from common.fields import Agreement, Day, Lines
from evaluations.models import Commendation, Designation, Gain, Round, Use


class DesignateForm(OfUnit):
    """提出认定."""

    kind = forms.ChoiceField(
        label="认定为", choices=Designation.Kind.choices, widget=forms.RadioSelect
    )
    ground = Lines(label="依据", rows=3, help_text="历次得分、名次、满意率、亮牌等，写数据。")
    measures = Lines(
        label="表彰或约束措施", rows=3, required=False, help_text="不满意单位必填，批准后登记落实。"
    )


class VerdictForm(forms.Form):
    """同意或不同意."""

    agrees = Agreement()
    opinion = forms.CharField(label="意见", max_length=200, required=False)


class RevokeForm(forms.Form):
    """撤销."""

    opinion = forms.CharField(label="撤销理由", max_length=200)


class FollowForm(forms.Form):
    """措施落实."""

    text = Lines(label="落实情况", rows=4)
    on = Day(label="落实日期", initial=localdate)


class ConditionForm(forms.Form):
    """认定条件."""

    text = Lines(label="条件", rows=3, max_length=300)

    def clean_text(self) -> str:
        """People join conditions with 且 and 或; what is kept is read by the parser."""
        text = str(self.cleaned_data["text"]).replace("，", "")
        return text.replace("且", " and ").replace("或", " or ")


class CommendForm(OfUnit):
    """提出表扬."""

    kind = forms.ChoiceField(
        label="表扬", choices=Commendation.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="姓名", max_length=40, required=False, help_text="只在表扬个人时填。"
    )
    reason = Lines(label="事迹", rows=4)


class UseForm(OfUnit):
    """登记结果运用."""

    round = forms.ModelChoiceField(Round.objects.none(), label="评议", required=False)
    kind = forms.ChoiceField(label="用于", choices=Use.Kind.choices)
    used_on = Day(label="日期", initial=localdate)
    text = forms.CharField(
        label="怎样运用", max_length=200, help_text="如：作为年度考核“满意度”指标，折算9.1分。"
    )
    paper_number = forms.CharField(label="文号", max_length=60, required=False)

    def __init__(self, *arguments: Any, rounds: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]


class GainForm(forms.ModelForm):  # type: ignore[type-arg]
    """三提升指标."""

    class Meta:
        model = Gain
        fields = [
            "aspect",
            "name",
            "measure",
            "is_better_high",
            "source",
            "base",
            "mid",
            "end",
            "target",
        ]
        help_texts = {
            "measure": "如：%、天、件。",
            "source": "写明从哪里取数，如：第三方满意度调查、12345热线月报。",
        }


class NoteForm(forms.Form):
    """上报时另说的话."""

    note = Lines(label="补充说明", rows=3, required=False)
