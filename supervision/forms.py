"""Typed text into the arguments of one verb of supervision."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from campaigns.models import Campaign
from common.fields import Day, Lines
from evaluations.models import Round
from supervision.models import Inspection, Order, Rung


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

    kind = forms.ChoiceField(label="文书", choices=Order.Kind.choices[:2])
    subject = forms.CharField(label="督办事项", max_length=100)
    content = Lines(label="督办内容", rows=4)
    due_on = Day(label="交办时限")


class DueForm(forms.Form):
    """A new time limit."""

    due_on = Day(label="最后期限")


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


class WordsForm(forms.Form):
    """An explanation or an objection."""

    text = Lines(label="内容", rows=6)


class TalkForm(forms.Form):
    """登记约谈."""

    talked_on = Day(label="约谈日期")
    talked_with = forms.CharField(label="约谈对象", max_length=60)
    record = Lines(label="约谈要求", rows=4)


class AppealAnswerForm(forms.Form):
    """复核申诉."""

    agrees = forms.TypedChoiceField(
        label="结论",
        choices=[("no", "申诉不成立，维持亮牌"), ("yes", "申诉成立，撤销亮牌")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = Lines(label="复核意见")


class WeighForm(forms.Form):
    """计入评议: which round."""

    round_ = forms.ModelChoiceField(Round.objects.none(), label="评议轮次", empty_label="请选择")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        rounds = Round.objects.filter(campaign=campaign)
        self.fields["round_"].queryset = rounds  # type: ignore[attr-defined]


class RungForm(forms.Form):
    """修改亮牌等级."""

    name = forms.CharField(label="名称", max_length=40)
    colour = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$", label="颜色", help_text="六位颜色值，如 #F5C518。"
    )
    triggers = Lines(label="触发情形", required=False)
    meaning = Lines(label="后果", required=False)
    respond_workdays = forms.IntegerField(label="说明期限（工作日）", min_value=1, max_value=30)
    needs_leader = forms.BooleanField(label="须领导小组签发", required=False)
    overdue_from = forms.IntegerField(label="逾期几个工作日起", min_value=1, required=False)
    overdue_to = forms.IntegerField(label="逾期几个工作日止", min_value=1, required=False)
    after_workdays = forms.IntegerField(
        label="上一级亮牌几个工作日后未改正", min_value=1, required=False
    )
    times = forms.IntegerField(label="上一级累计几张", min_value=1, required=False)
    window_days = forms.IntegerField(label="累计时段（天）", min_value=30, max_value=732)
