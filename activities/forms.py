"""Typed text into the arguments of one verb on the register."""

from typing import Any

from django import forms

from activities.models import ActivityKind, Effect, Requirement
from campaigns.forms import OfUnit
from campaigns.http import RegisterFilter
from common.fields import Count, Day, Lines
from roster.models import Cadre

NO_PHOTOS = "写要点即可，不要求上传照片和学习笔记。"


class ActivityFilter(RegisterFilter):
    """Quick search, unit, class of kinds and days."""

    group = forms.ChoiceField(label="类别", choices=[("", "全部"), *ActivityKind.Group.choices])
    since = Day(label="从")
    until = Day(label="到")


class HoldForm(OfUnit):
    """登记活动, with the fields of the kind and the people who led."""

    title = forms.CharField(label="名称", max_length=100)
    held_on = Day(label="日期")
    host = forms.CharField(label="主持人", max_length=40, required=False)
    expected_count = Count(label="应到人数", required=False)
    attended_count = Count(label="参加人数", initial=0)
    made_up_count = Count(
        label="补学人数",
        initial=0,
        help_text="没有到场、后来补学的人数。",
    )
    text = Lines(label="情况", rows=4, required=False, help_text=NO_PHOTOS)

    def __init__(
        self,
        *arguments: Any,
        kind: ActivityKind,
        requirements: Any,
        leaders: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        for number, field in enumerate(kind.fields):
            self.fields[f"fact_{number}"] = _own_field(field)
        if kind.is_test:
            self.fields["pass_mark"] = forms.IntegerField(
                label="及格分", min_value=1, max_value=100, initial=60
            )
        if requirements.exists():
            self.fields["requirement"] = forms.ModelChoiceField(
                requirements, label="完成的学习任务", required=False, empty_label="不属于布置的任务"
            )
        if leaders.exists():
            self.fields["leaders"] = forms.ModelMultipleChoiceField(
                leaders,
                label="到场领导",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="领导带头参加的，勾选姓名；只作记录，不排名。",
            )
        self.order_fields([*LEADING, *self.fields])

    def clean(self) -> dict[str, Any]:
        """Gather the kind's own fields under their labels."""
        found = dict(self.cleaned_data)
        facts = {
            field["label"]: found.pop(f"fact_{number}", None)
            for number, field in enumerate(self.kind.fields)
        }
        found["made_up_count"] = found.get("made_up_count") or 0
        return {**found, "kind": self.kind, "facts": facts}


LEADING = ("unit", "requirement", "title", "held_on", "host")


def _own_field(field: dict[str, Any]) -> forms.Field:
    asked: dict[str, Any] = {"label": field["label"], "required": bool(field.get("is_required"))}
    if field["type"] == "choice":
        choices = [(one, one) for one in field["choices"]]
        return forms.ChoiceField(choices=[("", "请选择"), *choices], **asked)
    if field["type"] == "number":
        return Count(**asked)
    return Day(**asked) if field["type"] == "date" else forms.CharField(max_length=300, **asked)


class CorrectForm(forms.Form):
    """更正登记."""

    attended_count = Count(label="参加人数")
    made_up_count = Count(label="补学人数")
    text = Lines(label="情况", rows=4, required=False)


class KindForm(forms.Form):
    """设定种类."""

    name = forms.CharField(label="名称", max_length=60)
    group = forms.ChoiceField(label="类别", choices=ActivityKind.Group.choices)
    fields_text = Lines(
        label="登记项",
        rows=6,
        required=False,
        help_text="一行写一项，例如：*授课人（前面加星号为必填）、篇数（数）、开班时间（日期）、形式：线下、线上。",
    )
    is_enabled = forms.BooleanField(label="启用", required=False, initial=True)


class RequirementForm(forms.Form):
    """布置学习."""

    title = forms.CharField(label="学习内容", max_length=100)
    kind = forms.ModelChoiceField(ActivityKind.objects.none(), label="种类", empty_label="请选择")
    is_required = forms.TypedChoiceField(
        label="要求",
        choices=[("1", "规定动作"), ("", "自选动作")],
        coerce=bool,
        required=False,
        initial="1",
    )
    rhythm = forms.ChoiceField(label="频次", choices=Requirement.Rhythm.choices)
    starts_on = Day(label="开始日期")
    due_on = Day(label="完成期限")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["kind"].queryset = ActivityKind.objects.in_use()


class ResultsForm(forms.Form):
    """登记成绩."""

    file = forms.FileField(label="成绩表", help_text="再次上传会更新同一人的成绩。")


class InstitutionForm(OfUnit):
    """登记制度."""

    title = forms.CharField(label="制度名称", max_length=100)
    old_text = Lines(label="原条款", required=False)
    new_text = Lines(label="新条款", rows=4)
    issued_on = Day(label="印发日期")
    issue_number = forms.CharField(label="对应问题编号", max_length=40, required=False)
    check_on = Day(label="成效检查日期", required=False, help_text="到期提醒检查执行情况。")


class EffectForm(forms.Form):
    """检查制度成效."""

    checked_on = Day(label="检查日期")
    finding = forms.ChoiceField(
        label="结论", choices=Effect.Finding.choices, widget=forms.RadioSelect
    )
    note = Lines(label="依据", rows=3, help_text="看了哪些记录、问了谁、同类问题有没有再发生。")
    check_again_on = Day(label="下次检查日期", required=False)


def leaders_of(units: Any) -> Any:
    """The people whose presence is noted: heads and members of these units' teams."""
    top = Cadre.LEVELS[:3]
    return Cadre.objects.serving().filter(unit__in=units, level__in=top).by_post()
