"""One form a deed on one issue."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from common.fields import Day, Lines
from issues.models import Issue
from issues.words import CallBack, Closure, Evidence, Rating, Scope, Source, Weight
from roster.models import Cadre


class Rated(forms.TypedChoiceField):
    """How far it is rectified; nothing chosen means all of it."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            choices=Rating.choices,
            initial=Rating.FULL,
            empty_value=Rating.FULL.value,
            required=False,
            **named,
        )


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = Lines(label="理由")


class ProgressForm(forms.Form):
    """填进展."""

    text = Lines(label="进展")


class MeasureForm(forms.Form):
    """完成措施."""

    on = Day(label="完成日期", initial=localdate)


class ExtendForm(forms.Form):
    """申请延期."""

    new_due_on = Day(label="申请延至")
    reason = Lines(label="延期原因")
    progress = Lines(label="当前进展", rows=2, required=False)


class AnswerForm(forms.Form):
    """审批延期."""

    passed = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "同意"), ("0", "不同意")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    answer = Lines(label="意见", rows=2, required=False)


class LongTermForm(forms.Form):
    """申请长期坚持, or its renewal."""

    goals = Lines(label="阶段目标", help_text="写到下次检查时可以对照检查。")
    check_on = Day(label="下次检查日期")
    reason = Lines(label="列为长期坚持的理由", rows=2)
    progress = Lines(
        label="上一阶段完成情况", rows=2, required=False, help_text="首次申请不用填，续期必填。"
    )


class LongTermAnswerForm(AnswerForm):
    """审批长期坚持."""

    due_on = Day(
        label="改为限期整改，完成时限", required=False, help_text="不同意时填写；同意的不用填。"
    )


class ClosureForm(forms.Form):
    """申请销号."""

    result = Lines(label="整改成效", rows=4)
    self_rating = Rated(label="自评", help_text="验收人另作核定，两者都会显示。")
    evidence_kind = forms.ChoiceField(
        label="佐证方式", choices=Evidence.choices, initial=Evidence.PAPER
    )
    evidence = forms.CharField(
        label="佐证材料目录",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明材料名称即可，不要求上传照片。",
    )
    paper_number = forms.CharField(label="佐证文号", max_length=100, required=False)


class CallBackForm(forms.Form):
    """What somebody of another unit has found, and what the person who raised it says."""

    opinion = Lines(label="验收意见")
    call_back = forms.CharField(
        label="回访情况",
        max_length=200,
        required=False,
        help_text="来自群众的问题必填：何时回访了谁；联系不上的也要注明。",
    )
    call_back_result = forms.ChoiceField(
        label="反映人评价", choices=[("", "未回访"), *CallBack.choices], required=False
    )


class VerifyForm(CallBackForm):
    """验收."""

    rating = Rated(
        label="核定",
        help_text="核定为部分整改、未整改的，只能按“办结未整改”销号；应继续整改的请驳回。",
    )


class DoneForm(forms.Form):
    """报已改."""

    result = Lines(label="怎么改的")
    on = Day(label="完成日期", initial=localdate)
    paper_number = forms.CharField(label="佐证文号", max_length=100, required=False)
    evidence = forms.CharField(label="佐证材料目录", max_length=1000, required=False)


class RelapseForm(forms.Form):
    """登记复发."""

    text = Lines(label="复发的情况")
    example = Lines(label="具体事例", rows=2, required=False)
    source = forms.ChoiceField(label="问题来源", choices=Source.choices, initial=Source.COVERT)
    due_on = Day(label="整改时限")


class DrawForm(forms.Form):
    """抽查回头看."""

    days = forms.TypedChoiceField(
        label="销号后", choices=[(30, "30天"), (90, "90天"), (180, "180天")], coerce=int
    )
    until = Day(label="应查日期截至", initial=localdate)
    share = forms.IntegerField(label="抽查比例（%）", min_value=1, max_value=100, initial=20)
    seed = forms.CharField(
        label="种子",
        max_length=60,
        required=False,
        help_text="可填当众摇出的号码或当日公开的数字；不填由系统随机生成，都会印在抽查表上。",
    )


class OpinionForm(forms.Form):
    """驳回销号."""

    opinion = Lines(label="驳回意见")


class CloseForm(forms.Form):
    """销号."""

    closure = forms.ChoiceField(
        label="销号类型",
        choices=[(code, Closure(code).label) for code in ("C1", "C2", "C3", "C8")],
        initial=Closure.BY_DATE,
    )
    note = Lines(label="销号意见", rows=2)


class CancelForm(forms.Form):
    """撤销."""

    closure = forms.ChoiceField(
        label="撤销类型", choices=[(code, Closure(code).label) for code in ("C4", "C5", "C6", "C7")]
    )
    note = Lines(label="依据")


class ReopenForm(ReasonForm):
    """反弹重启."""

    due_on = Day(label="新的整改时限", required=False, help_text="不填则仍按原时限，可能立即逾期。")


class LookBackForm(forms.Form):
    """回头看."""

    text = Lines(label="检查情况")
    is_rebound = forms.BooleanField(label="发现反弹，重新整改", required=False)
    due_on = Day(label="反弹后的新时限", required=False, help_text="没有反弹的不用填。")


class CorrectionForm(forms.Form):
    """更正公示: the right words and why."""

    reason = Lines(label="更正原因", rows=2)
    text = Lines(label="更正后的公示内容")
    measures = Lines(label="更正后的整改措施", required=False)


class PublicationForm(forms.Form):
    """申请公示."""

    scope = forms.ChoiceField(
        label="公示范围", choices=Scope.choices, initial=Scope.SYSTEM, widget=forms.RadioSelect
    )
    text = Lines(label="公示内容", rows=4)
    measures = Lines(label="整改措施", rows=4, required=False)


class ClaimForm(forms.Form):
    """认领."""

    cadre = forms.ModelChoiceField(label="认领人", queryset=Cadre.objects.none())
    weight = forms.ChoiceField(label="责任", choices=Weight.choices, initial=Weight.MAIN)

    def __init__(self, *arguments: Any, issue: Issue, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["cadre"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Cadre.objects.serving().of(issue.unit).by_post()
