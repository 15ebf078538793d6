"""Typed text into the arguments of one verb."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from campaigns.models import Campaign, Category
from common.fields import Day, Lines
from issues.models import Issue, IssueQuerySet
from issues.words import Closure, Evidence, Level, Rectify, ReturnReason, Source
from roster.models import Unit, User
from roster.words import Work

DUE = [
    ("", "全部"),
    ("overdue", "已逾期"),
    ("week", "7天内到期"),
    ("month", "30天内到期"),
    ("standing", "长期坚持"),
]


def _words(field: str, **more: Any) -> forms.CharField:
    """A long text whose label is the model's."""
    return Lines(label=Issue.label(field), **more)


class IssueForm(forms.Form):
    """One issue as a form: the way in for those without JavaScript."""

    text = _words("text")
    example = _words(
        "example", required=False, help_text="何时、何地、何事、多少：有例子才算具体。"
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label="问题类别", required=False, empty_label="请选择"
    )
    source = forms.ChoiceField(label="问题来源", choices=Source.choices, initial=Source.SELF)
    cause = _words("cause", required=False, help_text="从作风上找根源，不只讲客观。")
    target = _words("target", required=False)
    measures = forms.CharField(
        label="整改措施",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行写一项，写到可以检查。",
    )
    rectify = forms.ChoiceField(label="整改类型", choices=Rectify.choices, initial=Rectify.BY_DATE)
    due_on = Day(label="完成时限", required=False)
    leader = forms.CharField(label="责任领导", max_length=60, required=False)
    owner = forms.CharField(label="责任人", max_length=120, required=False)
    dept = forms.CharField(label="责任科室", max_length=100, required=False)
    note = forms.CharField(label="备注", max_length=200, required=False)

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Category.objects.filter(taxonomy__campaigns=campaign)

    def clean_measures(self) -> list[str]:
        """One measure a line."""
        return [line.strip() for line in self.cleaned_data["measures"].splitlines() if line.strip()]


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = Lines(label="理由")


class AssignForm(forms.Form):
    """分派审核."""

    reviewer = forms.ModelChoiceField(
        User.objects.filter(
            is_active=True, duties__work__in=[Work.OFFICE, Work.REVIEWER]
        ).distinct(),
        label="审核员",
        empty_label="请选择",
    )


class ApproveForm(forms.Form):
    """审核通过."""

    text = Lines(label="审核意见", rows=2, required=False)


class SendBackForm(forms.Form):
    """退回修改: reasons for the list and for each issue."""

    reasons = forms.MultipleChoiceField(
        label="清单退回原因",
        choices=ReturnReason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = Lines(label="总体意见", rows=2, required=False)

    def __init__(self, *arguments: Any, issues: list[Issue], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.issues = issues
        for issue in issues:
            self.fields[f"reasons-{issue.pk}"] = forms.MultipleChoiceField(
                label="退回原因",
                choices=ReturnReason.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"text-{issue.pk}"] = forms.CharField(
                label="意见", required=False, max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """Gather the remarks per issue."""
        cleaned = super().clean() or {}
        remarks = {
            issue.pk: (
                cleaned.pop(f"reasons-{issue.pk}", []),
                cleaned.pop(f"text-{issue.pk}", ""),
            )
            for issue in self.issues
        }
        return {**cleaned, "remarks": remarks}


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


class ClosureForm(forms.Form):
    """申请销号."""

    result = Lines(label="整改成效", rows=4)
    evidence_kind = forms.ChoiceField(
        label="佐证方式", choices=Evidence.choices, initial=Evidence.PAPER
    )
    evidence = forms.CharField(
        label="佐证材料目录",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明材料名称即可，不要求上传照片。",
    )


class VerifyForm(forms.Form):
    """验收."""

    opinion = Lines(label="验收意见")
    call_back = forms.CharField(label="回访情况", max_length=200, required=False)


class OpinionForm(forms.Form):
    """驳回销号."""

    opinion = Lines(label="驳回意见")


class CloseForm(forms.Form):
    """销号."""

    closure = forms.ChoiceField(
        label="销号类型",
        choices=[(code, Closure(code).label) for code in ("C1", "C2", "C3")],
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


class UploadForm(forms.Form):
    """导入工作簿."""

    file = forms.FileField(label="工作簿", help_text="支持 .xlsx、.xls、.csv，不超过10兆。")


ANY = ("", "全部")
MANY_UNITS = 200


class LedgerFilter(forms.Form):
    """What the ledger is narrowed to; everything stands in the address."""

    q = forms.CharField(label="搜索", required=False, max_length=60)
    unit = forms.ChoiceField(label="单位", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[ANY, ("open", "未销号"), *((s.value, s.label) for s in Issue.LEDGER)],
    )
    due = forms.ChoiceField(label="时限", required=False, choices=DUE)
    rectify = forms.ChoiceField(label="类型", required=False, choices=[ANY, *Rectify.choices])
    level = forms.ChoiceField(label="层级", required=False, choices=[ANY, *Level.choices])
    source = forms.ChoiceField(label="来源", required=False, choices=[ANY, *Source.choices])

    def __init__(self, *arguments: Any, campaign: Campaign, user: User, **named: Any) -> None:
        super().__init__(*arguments, **named)
        units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
        if not user.sees_all_units:
            reach = Q(pk__in=[])
            for path in user.unit_paths:
                reach |= Q(path__startswith=path)
            units = units.filter(reach)
        categories = Category.objects.filter(taxonomy__campaigns=campaign)
        self._offer("unit", self._few(units.values_list("pk", "short")))
        self._offer("category", [(category.pk, category.label) for category in categories])

    def _few(self, units: QuerySet[Unit, tuple[int, str]]) -> list[tuple[int, str]]:
        """Beyond a district's worth of units nobody scrolls: the search box finds them by name."""
        offered = list(units[: MANY_UNITS + 1])
        if len(offered) <= MANY_UNITS:
            return offered
        asked = self.data.get("unit", "")
        return list(units.filter(pk=asked if asked.isdigit() else 0))

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [ANY, *((str(pk), label) for pk, label in choices)]

    def narrow(self, rows: IssueQuerySet) -> IssueQuerySet:
        """Apply what is set; what cannot be understood is left out, the form says so."""
        self.is_valid()
        set_to = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("unit", "category", "rectify", "level", "source"):
            if name in set_to:
                rows = rows.filter(**{name: set_to[name]})
        rows = rows.by_state(set_to.get("status", "")).saying(set_to.get("q", "").strip())
        return rows.by_due(set_to.get("due", ""), localdate())
