"""Typed text into the arguments of one verb on circulars."""

from typing import Any

from django import forms

from campaigns.models import Campaign
from common.fields import Day, Narrowing
from evaluations.models import Round
from reports.models import Circular


class ArchiveFilter(Narrowing):
    """Full-text search of papers; campaign, kind, state, year."""

    of = forms.ModelChoiceField(Campaign.objects.none(), label="活动", empty_label="全部")
    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Circular.Kind.choices])
    status = forms.ChoiceField(label="状态", choices=[("", "全部"), *Circular.Status.choices])
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)

    def __init__(self, *arguments: Any, campaigns: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["of"].queryset = campaigns  # type: ignore[attr-defined]


class ComposeForm(forms.Form):
    """拟稿."""

    kind = forms.ChoiceField(label="文稿种类", choices=Circular.Kind.choices)
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label="评议",
        required=False,
        empty_label="不涉及评议",
        help_text="评议结果通报须选择已计票的评议。",
    )

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["round"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Round.objects.filter(campaign=campaign, status__in=Round.COUNTED)


class EditForm(forms.Form):
    """改稿: the title, the addressees, each section's text."""

    title = forms.CharField(label="标题", max_length=200)
    addressee = forms.CharField(label="主送", max_length=200, required=False)
    copies = forms.CharField(label="抄送", max_length=300, required=False)
    reports_to = forms.CharField(label="报", max_length=300, required=False)
    sends_to = forms.CharField(label="送", max_length=300, required=False)
    prints = forms.IntegerField(
        label="印发份数", min_value=0, max_value=9999, required=False, help_text="印在版记里。"
    )
    series = forms.CharField(
        label="文号代字", max_length=20, help_text="如“作风办发”；序号在印发时自动取得。"
    )

    def __init__(self, *arguments: Any, row: Circular, **named: Any) -> None:
        named["initial"] = {
            "title": row.title,
            "addressee": row.addressee,
            "copies": row.copies,
            "series": row.series,
            "reports_to": row.reports_to,
            "sends_to": row.sends_to,
            "prints": row.prints or None,
            **{f"text-{place}": part["text"] for place, part in enumerate(row.sections)},
        }
        super().__init__(*arguments, **named)
        self.row = row
        for place, part in enumerate(row.sections):
            self.fields[f"text-{place}"] = forms.CharField(
                label=part["title"], widget=forms.Textarea(attrs={"rows": 6}), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Gather the sections."""
        cleaned = super().clean() or {}
        sections = [
            {"title": part["title"], "text": cleaned.pop(f"text-{place}", "")}
            for place, part in enumerate(self.row.sections)
        ]
        return {**cleaned, "sections": sections}


class ReasonForm(forms.Form):
    """A deed with its reason."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))


class TemplateForm(forms.Form):
    """收模板."""

    name = forms.CharField(label="模板名称", max_length=60, help_text="如“区委办红头文件”。")
    kind = forms.ChoiceField(
        label="适用文稿", choices=[("", "各类文稿"), *Circular.Kind.choices], required=False
    )
    file = forms.FileField(label="模板文件（.docx，不超过5MB）")


class NoteForm(forms.Form):
    """登记数字."""

    label = forms.CharField(label="名称", max_length=30, help_text="如“企业送来锦旗”。")
    number = forms.DecimalField(label="数值", max_digits=14, decimal_places=2, min_value=0)
    measure = forms.CharField(label="计量单位", max_length=10, help_text="如面、件、人次。")
    source = forms.CharField(
        label="依据", max_length=100, help_text="哪份材料、哪个部门提供，写到能查得到。"
    )
    noted_on = Day(label="截至日期")
