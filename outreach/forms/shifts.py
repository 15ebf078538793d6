"""Typed text into the arguments of one verb on leaders answering the hotline."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from campaigns.forms import OfUnit
from campaigns.http import RegisterFilter
from common.fields import Day, Lines
from common.workbook.around import DAY, day_in
from roster.models import Unit

MOST_CALLS: Final = 500
HALF_A_YEAR: Final = timedelta(days=180)
TYPES: Final = [(word, word) for word in ("投诉", "求助", "咨询", "举报", "建议", "申诉")]
STATES: Final = [
    ("", "全部"),
    ("coming", "待接听"),
    ("missed", "逾期未登记"),
    ("answered", "已接听"),
]


class ShiftFilter(RegisterFilter):
    """Quick search, unit, state and days."""

    state = forms.ChoiceField(label="状态", choices=STATES)
    first = Day(label="从")
    last = Day(label="到")


class ArrangeForm(OfUnit):
    """排班接听."""

    days = Lines(
        label="日期和接听领导",
        rows=6,
        help_text="一行一天，先写日期再写姓名职务，如“2026-05-12 张明 局长”；可从表格粘贴两列。",
    )

    def clean_days(self) -> list[tuple[date, str]]:
        """A day and a name a line; a line that says neither is named."""
        lines = [line.strip() for line in str(self.cleaned_data["days"]).splitlines()]
        return [self._read(number, line) for number, line in enumerate(lines, 1) if line]

    def _read(self, number: int, line: str) -> tuple[date, str]:
        found = DAY.match(line)
        day = day_in(found.group(), localdate().year) if found and found["d"] else None
        if found is not None and day and not found["y"] and day < localdate() - HALF_A_YEAR:
            day = day_in(found.group(), localdate().year + 1)
        if found is None or day is None:
            raise ValidationError(
                f"第{number}行“{line[:30]}”看不出日期，请写成2026-05-12或5月12日。"
            )
        if not (leader := line[found.end() :].strip(" \t，,：:")):
            raise ValidationError(f"第{number}行没有写接听领导。")
        return day, leader[:60]


class AnswerShiftForm(forms.Form):
    """登记接听."""

    answered_by = forms.CharField(
        label="实际接听人", max_length=60, help_text="由他人代接的，如实写代接人。"
    )
    calls = forms.IntegerField(label="接听电话", min_value=0, max_value=MOST_CALLS)
    note = Lines(label="接听情况", required=False)


class CallForm(forms.Form):
    """记来电."""

    content = Lines(
        label="反映的事", rows=4, help_text="不要写来电人的姓名、电话；写了的号码会自动遮蔽。"
    )
    appeal_type = forms.ChoiceField(label="诉求类型", choices=TYPES)
    category = forms.CharField(label="事项类别", max_length=80, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="承办单位", required=False)
    order_no = forms.CharField(
        label="办件编号",
        max_length=60,
        required=False,
        help_text="热线平台已有编号的填上；没有的由系统编号。",
    )

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].help_text = "不选即由接听的单位承办。"
        if not units.exists():
            del self.fields["unit"]
