"""Typed text into the arguments of one verb of supervision."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from common.attached import FilesField
from common.fields import Day, Lines
from supervision.models import Inspection, Order


class InspectForm(OfUnit):
    """督查."""

    method = forms.ChoiceField(label="方式", choices=Inspection.Method.choices)
    inspected_on = Day(label="日期")
    place = forms.CharField(label="地点", max_length=100, required=False)
    inspectors = forms.CharField(label="检查人", max_length=100)
    text = Lines(label="检查情况")
    findings = Lines(label="发现问题", required=False, help_text="一行写一条，可以列入清单。")

    photos = FilesField(
        label="照片或材料",
        required=False,
        help_text="可不传；JPG、PNG或PDF，每个不超过5兆，最多10个。",
    )

    def clean_findings(self) -> list[str]:
        """One finding a line."""
        return [line for line in self.cleaned_data["findings"].splitlines() if line.strip()]


class OrderForm(OfUnit):
    """督办."""

    subject = forms.CharField(label="督办事项", max_length=100)
    content = Lines(label="督办内容", rows=4)
    due_on = Day(label="交办时限")
    kind = forms.ChoiceField(label="文书", choices=Order.Kind.choices)
    follows = forms.ModelChoiceField(
        Order.objects.none(),
        label="上一份文书",
        required=False,
        empty_label="第一次发",
        help_text="督办单之后依次是提醒书、告诫书、问责建议书。",
    )

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, units=units, **named)
        former: Any = self.fields["follows"]
        former.queryset = Order.objects.filter(unit__in=units, answered_at=None).order_by("-pk")
        former.label_from_instance = lambda row: f"{row.unit.short} {row.number} {row.subject}"


class FeedbackForm(forms.Form):
    """反馈办理情况."""

    feedback = Lines(label="办理情况", rows=4)


class ObjectionForm(forms.Form):
    """提出异议."""

    objection = Lines(label="为什么不属于本单位", rows=4)


class AnswerForm(forms.Form):
    """An answer in words."""

    answer = Lines(label="答复意见")
