"""Typed text into the arguments of one verb on an error."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from campaigns.http import RegisterFilter
from common.fields import Day, Key, Lines
from supervision.models import Incident


class IncidentFilter(RegisterFilter):
    """Quick search, unit, what went wrong, who came upon it, state, days."""

    issue = Key(label="清单问题")
    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), *Incident.Kind.choices])
    found = forms.ChoiceField(label="怎样发现", choices=[("", "全部"), *Incident.Found.choices])
    state = forms.ChoiceField(
        label="状态",
        choices=[
            ("", "全部"),
            ("open", "未纠正"),
            ("late", "超过时限"),
            ("at_once", "当日纠正"),
        ],
    )
    first = Day(label="从")
    last = Day(label="到")


class IncidentForm(OfUnit):
    """记差错."""

    kind = forms.ChoiceField(label="类别", choices=Incident.Kind.choices)
    found = forms.ChoiceField(label="怎样发现", choices=Incident.Found.choices)
    found_on = Day(label="发现日期")
    text = Lines(
        label="差错情况",
        rows=4,
        help_text="什么事、错在哪里、涉及哪份文书或哪项数据；不写当事干部和群众的姓名。",
    )
    harm = Lines(label="造成的影响", rows=2, required=False)
    due_on = Day(label="纠正时限", required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["due_on"].help_text = "不填为发现后下一个工作日。"


class MendForm(forms.Form):
    """纠正差错."""

    mended_on = Day(label="纠正日期")
    mending = Lines(label="怎样纠正，怎样避免再犯")
