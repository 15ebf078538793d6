"""What is typed about groups, members, pairings and reports upward."""

from typing import Any

from django import forms

from campaigns.models import Campaign, Group, Member, Task
from common.fields import Day, Lines
from roster.models import Cadre, Unit
from roster.words import PostLevel

QUEUES = [
    ("", "不承担"),
    *(
        (by.value, by.label)
        for by in Task.By
        if by.value not in {"all_units", "cadres", "unit_office"}
    ),
]


class GroupForm(forms.Form):
    """成立机构."""

    name = forms.CharField(label="名称", max_length=60)
    kind = forms.ChoiceField(label="类别", choices=Group.Kind.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位")
    duty = Lines(label="职责分工", rows=2, required=False, max_length=300)
    carries = forms.ChoiceField(
        label="承担的任务",
        choices=QUEUES,
        required=False,
        help_text="阶段任务里由谁完成的，列在这个机构名下。",
    )

    def __init__(self, *arguments: Any, units: Any, is_office: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
        fields["unit"].required = not is_office
        fields["unit"].empty_label = "全区" if is_office else "请选择"
        if not is_office:
            del fields["carries"]


class SeatForm(forms.Form):
    """任成员."""

    cadre = forms.ModelChoiceField(
        Cadre.objects.none(), label="从名册选", required=False, empty_label="不在名册，直接写姓名"
    )
    name = forms.CharField(label="姓名", max_length=40, required=False)
    title = forms.CharField(
        label="职务", max_length=100, required=False, help_text="空着则用名册里的职务。"
    )
    role = forms.ChoiceField(label="组内职务", choices=Member.Role.choices)
    since_on = Day(label="任职日期")

    def __init__(self, *arguments: Any, cadres: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["cadre"]
        field.queryset = cadres.select_related("unit")
        field.label_from_instance = lambda one: f"{one.name}（{one.unit.short} {one.title}）"


class UnseatForm(forms.Form):
    """免成员."""

    until_on = Day(label="免去日期")


class PairForm(forms.Form):
    """包联."""

    leader = forms.ModelChoiceField(Cadre.objects.none(), label="领导", empty_label="请选择")
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="包联单位", widget=forms.CheckboxSelectMultiple
    )
    from_on = Day(label="生效日期")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        leaders: Any = self.fields["leader"]
        top = Cadre.objects.serving().filter(level=PostLevel.DISTRICT)
        leaders.queryset = top.select_related("unit").by_post()
        leaders.label_from_instance = lambda one: f"{one.name}（{one.title or one.unit.short}）"
        units: Any = self.fields["units"]
        taking_part = Unit.objects.filter(participations__campaign=campaign)
        units.queryset = taking_part.in_official_order()


class ReportUpForm(forms.Form):
    """上报."""

    title = forms.CharField(label="标题", max_length=100)
    text = Lines(label="正文", rows=12)
