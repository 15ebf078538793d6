"""Typed text into the arguments of one verb of supervision."""

from django import forms

from campaigns.forms import OfUnit
from common.fields import Day, Lines
from supervision.models import Inspection, Rung


class InspectForm(OfUnit):
    """督查."""

    method = forms.ChoiceField(label="方式", choices=Inspection.Method.choices)
    inspected_on = Day(label="日期")
    place = forms.CharField(label="地点", max_length=100, required=False)
    inspectors = forms.CharField(label="检查人", max_length=100)
    text = Lines(label="检查情况")
    findings = Lines(label="发现问题", required=False, help_text="一行写一条，可以转入台账。")

    def clean_findings(self) -> list[str]:
        """One finding a line."""
        return [line for line in self.cleaned_data["findings"].splitlines() if line.strip()]


class OrderForm(OfUnit):
    """督办."""

    subject = forms.CharField(label="督办事项", max_length=100)
    content = Lines(label="督办内容", rows=4)
    due_on = Day(label="交办时限")


class CardForm(OfUnit):
    """建议亮牌."""

    rung = forms.ModelChoiceField(Rung.objects.all(), label="等级", empty_label="请选择")
    reason = Lines(label="事由和依据")


class FeedbackForm(forms.Form):
    """反馈办理情况."""

    feedback = Lines(label="办理情况", rows=4)


class AnswerForm(forms.Form):
    """Why a card is refused or lifted."""

    answer = Lines(label="情况说明")
