"""What is typed on the campaign's pages."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from campaigns.models import Campaign, Category, Phase, Task, Taxonomy
from campaigns.rules import templates
from common.fields import Day, Lines
from roster.models import Unit, User
from roster.words import Work

DAY_MARK = re.compile(r"(\d{1,2})\s*(?:[-./]|月)\s*(\d{1,2})日?")
SPAN = re.compile(rf"{DAY_MARK.pattern}\s*(?:至|到|~|—|－)\s*{DAY_MARK.pattern}")


class PlanForm(forms.Form):
    """筹备活动."""

    name = forms.CharField(label="活动名称", max_length=100)
    short = forms.CharField(label="简称", max_length=40, required=False)
    template = forms.ChoiceField(
        label="阶段模板", widget=forms.RadioSelect, help_text="生成后各任务期限都可以调整。"
    )
    starts_on = Day(label="开始日期", help_text="各阶段和任务期限从这一天起按工作日推算。")
    received_on = Day(
        label="交办日期", required=False, help_text="“收到后N个工作日”的时限从这一天起算。"
    )
    jurisdiction = forms.ModelChoiceField(
        Unit.objects.none(), label="所属区域", required=False, empty_label="不指定"
    )
    parent = forms.ModelChoiceField(
        Campaign.objects.none(),
        label="上级活动",
        required=False,
        empty_label="没有",
        help_text="街道、社区开展自己的活动时选；上级能看到进度和上报材料。",
    )
    office_name = forms.CharField(
        label="办公室名称", max_length=100, initial="作风整顿领导小组办公室"
    )
    taxonomies = forms.ModelMultipleChoiceField(
        Taxonomy.objects.none(),
        label="问题分类",
        widget=forms.CheckboxSelectMultiple,
        help_text="可同时选用几套；不选则用“十弊”和“五个方面”。",
        required=False,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["template"].choices = [(one["id"], one["name"]) for one in templates()]
        fields["parent"].queryset = Campaign.objects.filter(parent=None)
        fields["jurisdiction"].queryset = Unit.objects.standing().in_official_order()
        fields["taxonomies"].queryset = Taxonomy.objects.filter(is_enabled=True)


class EnrolForm(forms.Form):
    """参加: whole cohorts, single units, or both."""

    cohorts = forms.MultipleChoiceField(
        label="按分类添加",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="逐个勾选",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        present = campaign.participations.values("unit")
        self.free = Unit.objects.standing().exclude(pk__in=present).in_official_order()
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = self.free
        fields["cohorts"].choices = [(name, f"{name}类") for name in self.free.cohorts()]

    def clean(self) -> dict[str, Any]:
        """Make one set of units out of both choices."""
        asked = self.cleaned_data
        cohorts = asked.pop("cohorts", [])
        chosen = {unit.pk for unit in asked.get("units", [])}
        units = [unit for unit in self.free if unit.cohort in cohorts or unit.pk in chosen]
        if not units:
            raise forms.ValidationError("请选择分类或勾选单位，已参加的单位不会重复添加。")
        return {"units": units}


class RescheduleForm(forms.Form):
    """调整期限."""

    workdays = forms.IntegerField(
        label="阶段开始后第几个工作日", min_value=0, max_value=400, required=False
    )
    due_on = Day(label="或直接指定日期", required=False)


class AddTaskForm(forms.Form):
    """添加任务."""

    name = forms.CharField(label="任务名称", max_length=100)
    deliverable = forms.CharField(label="成果", max_length=100, required=False)
    owed_by = forms.ChoiceField(label="由谁完成", choices=Task.By.choices, initial="all_units")
    due_on = Day(label="期限")


class AttachForm(forms.Form):
    """上传文件."""

    title = forms.CharField(label="标题", max_length=200)
    number = forms.CharField(label="文号", max_length=60, required=False)
    issued_on = Day(label="印发日期", required=False)
    file = forms.FileField(
        label="文件",
        required=False,
        help_text="PDF、OFD、Word、WPS、Excel 或图片，20兆以内；严禁上传涉密文件。",
    )


class CompleteForm(forms.Form):
    """完成任务."""

    on = Day(label="完成日期")
    note = forms.CharField(label="说明", max_length=300, required=False)


class GridFilter(forms.Form):
    """Which part of the grid to show."""

    phase = forms.ModelChoiceField(
        Phase.objects.none(), label="阶段", required=False, empty_label="全部阶段"
    )
    cohort = forms.ChoiceField(label="评议分类", required=False)
    idle = forms.ChoiceField(
        label="范围", choices=[("", "全部单位"), ("1", "尚未启动的单位")], required=False
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["phase"].queryset = campaign.phases.all()
        entered = campaign.participations.exclude(cohort="").order_by("cohort")
        names = entered.values_list("cohort", flat=True).distinct()
        cohorts = [(name, f"{name}类") for name in names]
        fields["cohort"].choices = [("", "全部"), *cohorts]


class YearForm(forms.Form):
    """维护节假日: one year's table as the State Council prints it."""

    holidays = Lines(
        label="放假日期", rows=5, help_text="如：1月1日至1月3日、2-15至2-23、4-4、10-1至10-7。"
    )
    workdays = Lines(
        label="调休上班日期", rows=2, required=False, help_text="如：1-4、2-14、2-28。"
    )

    def __init__(self, *arguments: Any, year: int, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.year = year

    def clean_holidays(self) -> list[date]:
        """Days off."""
        return days_in(self.cleaned_data["holidays"], self.year)

    def clean_workdays(self) -> list[date]:
        """Shifted workdays."""
        return days_in(self.cleaned_data["workdays"], self.year)


def days_in(text: str, year: int) -> list[date]:
    """Read days and spans of days of one year from a text."""
    days: list[date] = []
    try:
        for found in SPAN.finditer(text):
            month, day, last_month, last_day = map(int, found.groups())
            days += _span(date(year, month, day), date(year, last_month, last_day))
        for found in DAY_MARK.finditer(SPAN.sub("、", text)):
            days.append(date(year, int(found[1]), int(found[2])))
    except ValueError:
        raise forms.ValidationError(f"“{found[0]}”不是{year}年的日期，请核对。") from None
    return sorted(set(days))


def _span(first: date, last: date) -> Iterable[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


class EditTaxonomyForm(forms.ModelForm):  # type: ignore[type-arg]
    """维护分类."""

    class Meta:
        model = Taxonomy
        fields = ("name", "note", "is_enabled", "is_verified")


class EditCategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """维护类别."""

    class Meta:
        model = Category
        fields = ("name", "short", "help", "local")
        widgets = {"help": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        own = self.instance.taxonomy_id
        field = self.fields["local"]
        field.queryset = Category.objects.filter(unit=None).exclude(taxonomy=own)  # type: ignore[attr-defined]
        field.help_text = "上级分类的类别对应本地哪一类；对应后，按本地类别查也能查到。"


class OfUnit(forms.Form):
    """A form whose first question is the unit, among those the person may write for."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="请选择")

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class RefineForm(OfUnit):
    """细化类别: which unit, what it calls it."""

    name = forms.CharField(label="细化后的类别", max_length=200)
    help = forms.CharField(label="释义", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ForceGateForm(forms.Form):
    """例外放行: which leader answers for it, and why."""

    leader = forms.ModelChoiceField(
        User.objects.filter(is_active=True, duties__work=Work.LEADER).distinct(),
        label="批准领导",
        empty_label="请选择",
    )
    reason = Lines(label="理由", max_length=300)
