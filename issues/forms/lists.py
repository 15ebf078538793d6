"""Writing a list and reviewing it."""

from typing import Any

from django import forms

from campaigns.models import Campaign, Category
from common.fields import Day, Lines
from issues.models import Issue, IssueList, Link
from issues.models.issue_list import CHAIN
from issues.words import Level, Nature, Rectify, ReturnReason, Source
from roster.models import Cadre, Unit, User
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
    nature = forms.ChoiceField(
        label="性质", choices=[("", "请选择"), *Nature.choices], required=False
    )
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

    def __init__(
        self, *arguments: Any, campaign: Campaign, unit: Unit | None = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Category.objects.offered(campaign, unit)

    def clean_measures(self) -> list[str]:
        """One measure a line."""
        return [line.strip() for line in self.cleaned_data["measures"].splitlines() if line.strip()]


class ExamineForm(forms.Form):
    """对照检查材料."""

    text = Lines(
        label="对照检查材料",
        rows=18,
        required=False,
        help_text="对照标准、对照先进、对照群众意见，写差在哪里、根子在哪里、打算怎么改。",
    )


class SignForm(forms.Form):
    """责任链签字: the person oneself, or somebody whose paper signature the clerk puts down."""

    cadre = forms.ModelChoiceField(Cadre.objects.none(), label="签字人", empty_label="请选择")

    def __init__(self, *arguments: Any, issue_list: IssueList, user: User, **named: Any) -> None:
        super().__init__(*arguments, **named)
        people = Cadre.objects.serving().of(issue_list.unit).filter(level__in=CHAIN)
        if not user.works_for(issue_list.unit_id, Work.CLERK, Work.HEAD):
            people = people.filter(pk=user.cadre_id or 0)
        field = self.fields["cadre"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = people.by_post()


class AbsorbForm(forms.Form):
    """并入: which issue of a cadre, as a new row or under which one of the list."""

    issue = forms.ModelChoiceField(Issue.objects.none(), label="个人问题", empty_label="请选择")
    target = forms.ModelChoiceField(
        Issue.objects.none(), label="并入哪一条", required=False, empty_label="新列一条"
    )

    def __init__(self, *arguments: Any, issue_list: IssueList, **named: Any) -> None:
        super().__init__(*arguments, **named)
        personal = Issue.objects.standing().filter(
            campaign=issue_list.campaign_id, unit=issue_list.unit_id, level=Level.PERSON
        )
        absorbed = Link.objects.filter(kind=Link.Kind.ABSORBED).values("lower")
        offered = {
            "issue": personal.exclude(pk__in=absorbed),
            "target": issue_list.issues.standing(),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset = rows.order_by("seq", "pk")


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
