"""What is typed about plans, exposure, focus units and the registers."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from common.fields import Agreement, Count, Day, Lines
from roster.models import Unit
from supervision.models import Entry, Plan

SMALL = 30_000


class PlanForm(forms.Form):
    """制定计划."""

    title = forms.CharField(label="名称", max_length=100)
    rhythm = forms.ChoiceField(label="周期", choices=Plan.Rhythm.choices)
    starts_on = Day(label="开始日期")
    ends_on = Day(label="结束日期")
    focus = Lines(label="督查重点", rows=3)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="备选单位", widget=forms.CheckboxSelectMultiple
    )
    teams = Lines(label="督查组", help_text="一行一个组，如：第一组 赵正、何平。")
    share = Count(label="抽查单位数", min_value=1, most=SMALL)

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        chosen: Any = self.fields["units"]
        chosen.queryset = units
        self.fields["units"].initial = [unit.pk for unit in units]

    def clean_teams(self) -> list[str]:
        """One team a line."""
        return [line.strip() for line in self.cleaned_data["teams"].splitlines() if line.strip()]

    def clean_units(self) -> list[Unit]:
        """The pool as a list."""
        return list(self.cleaned_data["units"])


class DrawForm(forms.Form):
    """双随机抽取."""

    seed = forms.CharField(
        label="随机种子",
        max_length=80,
        required=False,
        help_text="如当天某期公开的开奖号码；空着则由系统产生并公开。",
    )
    seed_note = forms.CharField(label="种子来历", max_length=100, required=False)
    witness = forms.CharField(label="见证人", max_length=60)


class ExposeForm(OfUnit):
    """申请曝光."""

    text = Lines(label="曝光内容", rows=5, help_text="写事不写人：隐去个人姓名、电话和住址。")


class AgreeForm(forms.Form):
    """An answer yes or no, with words."""

    agrees = Agreement()
    answer = forms.CharField(label="意见", max_length=200, required=False)


class LaterForm(forms.Form):
    """登记后续."""

    later = Lines(label="后续整改情况", rows=4)
    withdraws = forms.BooleanField(label="整改到位，撤下曝光", required=False)


class FocusForm(OfUnit):
    """建议列为重点."""

    ground = Lines(label="依据", rows=4)


class DecideFocusForm(forms.Form):
    """确认重点整顿对象."""

    agrees = Agreement(yes="列为重点整顿对象", no="不列入")
    exit_rule = Lines(label="退出条件", required=False)
    team = forms.CharField(label="驻点督导组", max_length=100, required=False)
    stationed_on = Day(label="驻点开始", required=False)
    note = Lines(label="意见", required=False)


class NoteForm(forms.Form):
    """退出重点."""

    note = Lines(label="怎样核对了退出条件", rows=4)


class EntryForm(forms.Form):
    """登记问责表彰."""

    kind = forms.ChoiceField(label="类别", choices=Entry.Kind.choices)
    noted_on = Day(label="日期")
    people = Count(label="人数", most=SMALL, initial=0)
    matters = Count(label="件数", most=SMALL, initial=0)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="单位", required=False, empty_label="不指明"
    )
    paper_number = forms.CharField(
        label="文号", max_length=60, required=False, help_text="只记文号，不写姓名和案情。"
    )

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        chosen: Any = self.fields["unit"]
        chosen.queryset = units
