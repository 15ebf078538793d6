"""The reviewers' desk: narrowing the queue, drawing and giving second opinions."""

from typing import Any

from django import forms

from common.fields import Lines, Narrowing
from issues.models import IssueListQuerySet
from issues.words import Level, Verdict
from roster.models import User


class QueueFilter(Narrowing):
    """What the queue is narrowed to."""

    whose = forms.ChoiceField(
        label="审核员", choices=[("", "全部"), ("mine", "由我审核"), ("none", "没有人领取")]
    )
    level = forms.ChoiceField(label="层级", choices=[("", "全部"), *Level.choices])
    again = forms.ChoiceField(
        label="报送", choices=[("", "全部"), ("first", "首次"), ("again", "重报")]
    )

    def narrow(self, rows: IssueListQuerySet, user: User) -> IssueListQuerySet:
        """Apply what is set."""
        whose: dict[str, dict[str, Any]] = {"mine": {"reviewer": user}, "none": {"reviewer": None}}
        again: dict[str, dict[str, Any]] = {"first": {"round": 1}, "again": {"round__gt": 1}}
        rows = rows.filter(**whose.get(self.chosen("whose") or "", {}))
        rows = rows.filter(**again.get(self.chosen("again") or "", {}))
        if level := self.chosen("level"):
            rows = rows.filter(level=level)
        return rows.of_whom(self.chosen("q") or "")


class SampleForm(forms.Form):
    """抽查复审: how many, by which seed."""

    count = forms.IntegerField(label="抽取份数", min_value=1, max_value=200, initial=5)
    seed = forms.CharField(
        label="抽取种子", max_length=40, help_text="例如公开摇出的号码；同一种子可以重抽验证。"
    )


class SecondLookForm(forms.Form):
    """复审: the second opinion."""

    verdict = forms.ChoiceField(
        label="复审结论",
        choices=[(Verdict.PASSED, "通过"), (Verdict.REFUSED, "不通过")],
        widget=forms.RadioSelect,
    )
    text = Lines(label="复审意见", required=False, help_text="与原结论不一致的必须写理由。")
