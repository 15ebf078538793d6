"""Forms about windows: a new one, a period, what was done."""

from django import forms

from common.fields import Day, Lines, Narrowing
from evaluations.models import Window, WindowRating
from roster.models import Unit


class WindowForm(forms.Form):
    """A new window."""

    unit = forms.ModelChoiceField(Unit.objects.standing().in_official_order(), label="单位")
    name = forms.CharField(label="窗口名称", max_length=60, help_text="如：3号窗口、婚姻登记处。")


class WindowFilter(Narrowing):
    """Quick search by window and a period."""

    since = Day(label="从", required=False)
    until = Day(label="到", required=False)


class HandleForm(forms.Form):
    """What came of a bad rating."""

    outcome = forms.ChoiceField(
        label="办理方式",
        choices=[
            (WindowRating.Status.CALLED_BACK, "已回访"),
            (WindowRating.Status.PASSED_ON, "已登记为意见建议转办"),
        ],
        widget=forms.RadioSelect,
    )
    note = Lines(label="办理情况", max_length=200, help_text="保存后回访电话即删除。")
    channel = forms.ChoiceField(
        label="回访渠道", choices=[("", "未回访"), *WindowRating.Channel.choices], required=False
    )
    result = forms.ChoiceField(
        label="回访结果", choices=[("", "—"), *WindowRating.Result.choices], required=False
    )
    owner = forms.CharField(label="当事人（直接责任）", max_length=40, required=False)
    chief = forms.CharField(label="科室负责人（领导责任）", max_length=40, required=False)


class RatingFilter(Narrowing):
    """Which bad ratings."""

    window = forms.ModelChoiceField(
        Window.objects.select_related("unit"), label="窗口", empty_label="全部"
    )
    status = forms.ChoiceField(
        label="办理", choices=[("", "全部"), *WindowRating.Status.choices[1:]]
    )
    since = Day(label="从", required=False)
    until = Day(label="到", required=False)
