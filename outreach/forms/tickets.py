"""Typed text into the arguments of one verb on a ticket, and what its list may be narrowed by."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from campaigns.http import RegisterFilter
from common.fields import Day, Key, Lines
from outreach.figures import MEASURES

STATES = [
    ("", "全部"),
    ("open", "在办"),
    ("late", "超期"),
    ("bad", "不满意或未解决"),
    ("bouncing", "反复退办（满3次）"),
    ("visited", "有效回访"),
]


class TicketFilter(RegisterFilter):
    """Quick search, unit, state, category and the days counted."""

    issue = Key(label="清单问题")
    state = forms.ChoiceField(label="状态", choices=STATES)
    category = forms.CharField(label="事项类别", max_length=80)
    town = forms.CharField(label="街乡镇", max_length=60)
    first = Day(label="从")
    last = Day(label="到")
    daily = forms.DateField(label="日报（前一日12时至当日12时）", widget=forms.HiddenInput)
    shift = Key(label="接听班次")
    counted = forms.ChoiceField(
        label="统计口径", choices=[("", ""), *MEASURES.items()], widget=forms.HiddenInput
    )


class PlaceForm(OfUnit):
    """对应工单."""

    order_no = forms.CharField(label="办件编号", max_length=60)


class RuleForm(OfUnit):
    """裁定牵头单位."""

    ruling = Lines(label="裁定理由和要求")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].label = "牵头单位"
