"""Writing a list and reviewing it."""

from typing import Any

from django import forms

from campaigns.models import Campaign, Category
from common.fields import Day, Lines
from issues.models import Issue
from issues.words import Rectify, ReturnReason, Source
from roster.models import User
from roster.words import Work


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
