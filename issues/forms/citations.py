"""What an issue is held against, and the page of all of it."""

from typing import Any

from django import forms
from django.db.models import Q

from campaigns.models import Category
from common.fields import Lines, Narrowing
from issues.models import CitationQuerySet, Issue
from issues.words import Cited


class CiteForm(forms.Form):
    """登记对照."""

    kind = forms.ChoiceField(label="对照什么", choices=Cited.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="名称",
        max_length=100,
        help_text="文件名、先进单位、案例、指标或任务、专题清单名称；群众关切写最怨、最恨、最急、最盼之一；"
        "标签写本地常用的说法，如“差不多”。",
    )
    note = Lines(
        label="条款、差距或说明",
        required=False,
        help_text="对照依据写第几条，对标先进写差距，典型案例写像在哪里；其他的可以不写。",
    )


class CitationFilter(Narrowing):
    """Which of what issues are held against."""

    kind = forms.ChoiceField(label="对照什么", choices=[("", "全部"), *Cited.choices])
    name = forms.CharField(label="名称", max_length=100)

    def narrow(self, rows: CitationQuerySet) -> CitationQuerySet:
        """Apply what is set."""
        for name in ("kind", "name"):
            if value := self.chosen(name):
                rows = rows.filter(**{name: value})
        if word := self.chosen("q"):
            said = Q(note__icontains=word) | Q(name__icontains=word)
            rows = rows.filter(said | Q(issue__unit__name__icontains=word))
        return rows


class _Named(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Each entry with its taxonomy before it."""

    def label_from_instance(self, obj: Category) -> str:
        return f"{obj.taxonomy}：{obj.label}"


class ClassifyForm(forms.Form):
    """归入其他分类: any entries of the campaign's taxonomies beside the issue's own."""

    categories = _Named(
        Category.objects.none(),
        label="其他体系类别",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, issue: Issue, **named: Any) -> None:
        super().__init__(*arguments, **named)
        rows = Category.objects.offered(issue.campaign, issue.unit)
        if issue.category is not None:
            rows = rows.exclude(taxonomy=issue.category.taxonomy_id)
        field = self.fields["categories"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the type checker
        field.queryset = rows.select_related("taxonomy")
