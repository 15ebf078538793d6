"""Typed text into the arguments of one verb on circulars."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from campaigns.models import Campaign, Phase
from common.fields import Day, Narrowing
from evaluations.models import Round
from reports.figures.period import Period, span, spans
from reports.models import Circular
from roster.models import Unit, User

MANY_UNITS = 200
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2200, 12, 31)


class ArchiveFilter(Narrowing):
    """Full-text search of papers; campaign, kind, state, year."""

    of = forms.ModelChoiceField(Campaign.objects.none(), label="活动", empty_label="全部")
    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Circular.Kind.choices])
    status = forms.ChoiceField(label="状态", choices=[("", "全部"), *Circular.Status.choices])
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)

    def __init__(self, *arguments: Any, campaigns: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["of"].queryset = campaigns  # type: ignore[attr-defined]


class ScopeForm(forms.Form):
    """What figures are narrowed to; everything stands in the address, all that is set must meet."""

    campaign = forms.ModelChoiceField(Campaign.objects.none(), label="活动", empty_label=None)
    phase = forms.ModelChoiceField(Phase.objects.none(), label="阶段", empty_label="全部")
    span = forms.ChoiceField(label="月份或季度")
    since = Day(label="从")
    until = Day(label="至")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位及其下级", empty_label="全部单位")
    sole = forms.BooleanField(label="不含下级", widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, campaign: Campaign, user: User, has_period: bool = True
    ) -> None:
        super().__init__({"campaign": campaign.pk, **data.dict()})
        for field in self.fields.values():
            field.required = False
        self._offer("campaign", Campaign.objects.visible_to(user).order_by("-starts_on", "-pk"))
        self._offer("phase", campaign.phases.order_by("number"))
        self._offer("unit", _units(campaign, user, data.get("unit", "")))
        listed = spans(campaign.starts_on, max(campaign.ends_on, localdate()))
        span_field = self.fields["span"]
        assert isinstance(span_field, forms.ChoiceField)  # noqa: S101 - for the type checker
        span_field.choices = [("", "全部"), *listed]
        for name in () if has_period else ("phase", "span", "since", "until"):
            del self.fields[name]
        self.is_valid()

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Days in order, and something left of what is set."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", f"截止日期早于起始日期{since}，请改正；现在显示的不受它限制。")
        elif (period := self._period(cleaned)) and period.is_empty:
            self.add_error("phase", "所选的阶段、月份和起止日期没有共同的日子，请去掉其中一项。")
        return cleaned

    @property
    def root(self) -> Unit | None:
        """The unit whose tree is meant."""
        return self.cleaned_data.get("unit")

    @property
    def is_sole(self) -> bool:
        """Tell whether the unit alone is meant, without those below it."""
        return bool(self.cleaned_data.get("sole"))

    @property
    def period(self) -> Period | None:
        """The days that all that is set has in common."""
        return self._period(self.cleaned_data)

    def _period(self, cleaned: Mapping[str, Any]) -> Period | None:
        since, until = cleaned.get("since"), cleaned.get("until")
        meant = [span(cleaned.get("span") or "")]
        if phase := cleaned.get("phase"):
            meant.append(Period(phase.starts_on, phase.ends_on, phase.pk))
        if since or until:
            meant.append(Period(since or FIRST_DAY, until or LAST_DAY))
        found = [period for period in meant if period is not None]
        return reduce(Period.both, found) if found else None


def _units(campaign: Campaign, user: User, asked: str) -> Any:
    """Those that take part and those above them; of very many only those with others below."""
    units = Unit.objects.visible_to(user).in_official_order()
    taking_part = Q(participations__campaign=campaign)
    above = Q(pk__in=Unit.objects.filter(taking_part).values("parent"))
    chosen = Q(pk=asked) if asked.isdecimal() else Q(pk__in=[])
    few = Unit.objects.filter(taking_part).count() <= MANY_UNITS
    part = Q(pk__in=Unit.objects.filter(taking_part).values("pk"))
    return units.filter(above | part if few else above | (chosen & part))


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
    file = forms.FileField(label="模板文件（.docx，不超过5兆）")


class NoteForm(forms.Form):
    """登记数字."""

    label = forms.CharField(label="名称", max_length=30, help_text="如“企业送来锦旗”。")
    number = forms.DecimalField(label="数值", max_digits=14, decimal_places=2, min_value=0)
    measure = forms.CharField(label="计量单位", max_length=10, help_text="如面、件、人次。")
    source = forms.CharField(
        label="依据", max_length=100, help_text="哪份材料、哪个部门提供，写到能查得到。"
    )
    noted_on = Day(label="截至日期")
