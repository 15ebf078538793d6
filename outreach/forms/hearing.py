"""Typed text into the arguments of one verb on what people said."""

from typing import Any

from django import forms

from campaigns.forms import OfUnit
from campaigns.http import RegisterFilter
from campaigns.models import Campaign, Category
from common.fields import Day, Key, Lines
from outreach.models import Opinion, Team, Visit
from roster.models import Unit

HANDLINGS = [choice for choice in Visit.Handling.choices if choice[0] not in {"none", "adopted"}]


class VisitForm(OfUnit):
    """记走访."""

    kind = forms.ChoiceField(label="类型", choices=Visit.Kind.choices)
    target = forms.CharField(
        label="走访对象", max_length=100, help_text="与走访对象名单上的写法一致，计入覆盖率。"
    )
    visited_on = Day(label="走访日期")
    visitor = forms.CharField(label="走访干部", max_length=60)
    way = forms.ChoiceField(label="走访方式", choices=Visit.Way.choices, required=False)
    address = forms.CharField(label="地址", max_length=100, required=False)
    demand = Lines(label="反映问题和意见建议", required=False, help_text="没有诉求可以不填。")
    category = forms.CharField(label="问题类别", max_length=60, required=False)


class SettleForm(forms.Form):
    """办理诉求: three ways."""

    handling = forms.ChoiceField(label="处理方式", choices=HANDLINGS, widget=forms.RadioSelect)
    reply = Lines(
        label="怎样答复的", required=False, help_text="现场解决、解释说明的须写；转办的反馈后再写。"
    )
    duty_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="承办单位", required=False, help_text="交办时选择。"
    )
    order_no = forms.CharField(label="12345编号", max_length=60, required=False)
    due_on = Day(label="反馈时限", required=False)

    def __init__(self, *arguments: Any, units: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["duty_unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["due_on"].help_text = "转办、交办不填时为7个工作日。"


class TellBackForm(forms.Form):
    """反馈本人."""

    reply = Lines(label="办理结果，怎样反馈本人的")


class CallBackForm(forms.Form):
    """回访."""

    is_satisfied = forms.TypedChoiceField(
        label="本人满意吗",
        choices=[("yes", "满意"), ("no", "不满意")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    complaint = Lines(label="不满意的原因", required=False)


class TeamForm(OfUnit):
    """组队."""

    name = forms.CharField(label="队名", max_length=60)
    officer = forms.CharField(label="民情书记", max_length=40)
    members = forms.CharField(label="队员", max_length=300, required=False)


class TargetsForm(OfUnit):
    """列走访对象."""

    kind = forms.ChoiceField(label="类型", choices=Visit.Kind.choices)
    team = forms.ModelChoiceField(Team.objects.none(), label="服务队", required=False)
    names = Lines(label="走访对象", rows=8, help_text="一行一个，可从表格整列粘贴。")

    def __init__(self, *arguments: Any, teams: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        """One name a line."""
        return str(self.cleaned_data["names"]).splitlines()


class VisitFilter(RegisterFilter):
    """Quick search, unit, kind, way of handling, state."""

    issue = Key(label="清单问题")
    kind = forms.ChoiceField(label="类型", choices=[("", "全部"), *Visit.Kind.choices])
    handling = forms.ChoiceField(label="处理方式", choices=[("", "全部"), *Visit.Handling.choices])
    state = forms.ChoiceField(
        label="状态",
        choices=[
            ("", "全部"),
            ("untold", "有诉求未处理"),
            ("waiting", "待反馈本人"),
            ("late", "反馈逾期"),
            ("bad", "回访不满意"),
        ],
    )


class OpinionForm(OfUnit):
    """登记意见."""

    channel = forms.ChoiceField(label="渠道", choices=Opinion.Channel.choices)
    respondent = forms.ChoiceField(
        label="身份类别", choices=Opinion.Respondent.choices, required=False
    )
    text = Lines(label="意见原文", rows=5, help_text="原汁原味记录，登记后不能改动。")
    proposer = forms.CharField(label="提出人", max_length=40, required=False, help_text="可匿名。")
    received_on = Day(label="收到日期")
    occasion = forms.CharField(
        label="来信或座谈会",
        max_length=100,
        required=False,
        help_text="同一封信、同一次座谈会写法一致，按件统计。",
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label="类别", required=False, empty_label="请选择"
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["category"].queryset = Category.objects.offered(campaign)  # type: ignore[attr-defined]


class OpinionFilter(RegisterFilter):
    """Quick search, unit, channel, who spoke, what became of it."""

    issue = Key(label="清单问题")
    channel = forms.ChoiceField(label="渠道", choices=[("", "全部"), *Opinion.Channel.choices])
    status = forms.ChoiceField(label="采纳情况", choices=[("", "全部"), *Opinion.Status.choices])
    respondent = forms.ChoiceField(
        label="身份类别", choices=[("", "全部"), *Opinion.Respondent.choices]
    )
    occasion = forms.CharField(label="来信或座谈会", max_length=100)


class MergeForm(forms.Form):
    """归并."""

    into = forms.ModelChoiceField(Opinion.objects.none(), label="归并到")

    def __init__(self, *arguments: Any, rows: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]


class SortForm(forms.Form):
    """归类."""

    category = forms.ModelChoiceField(Category.objects.none(), label="类别", empty_label="请选择")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["category"].queryset = Category.objects.offered(campaign)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """反馈意见."""

    answer = Lines(label="怎样反馈的")


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = Lines(label="理由", required=False)
