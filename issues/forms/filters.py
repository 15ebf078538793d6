"""What lists and the ledger are narrowed to; everything stands in the address."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, make_aware

from campaigns.models import Campaign, Category
from common.fields import Narrowing
from issues.models import (
    Issue,
    IssueList,
    IssueListQuerySet,
    IssueQuerySet,
    PublicationQuerySet,
)
from issues.models.marks import MARKS
from issues.words import MAIN, Level, Nature, Rectify, Scope, Source
from roster.models import Unit, User

DUE = [
    ("", "全部"),
    ("overdue", "已逾期"),
    ("week", "7天内到期"),
    ("month", "30天内到期"),
    ("standing", "长期坚持"),
    ("lapsed", "长期坚持未续期"),
    ("unapproved", "长期坚持未批准"),
]
ANY = ("", "全部")
MANY_UNITS = 200


class ListFilter(Narrowing):
    """What the lists are narrowed to."""

    level = forms.ChoiceField(label="层级", choices=[ANY, *Level.choices])
    status = forms.ChoiceField(label="状态", choices=[ANY, *IssueList.Status.choices])

    def narrow(self, rows: IssueListQuerySet) -> IssueListQuerySet:
        """Apply what is set."""
        for name in ("level", "status"):
            if value := self.chosen(name):
                rows = rows.filter(**{name: value})
        return rows.of_whom(self.chosen("q") or "")


class LedgerFilter(forms.Form):
    """What the ledger is narrowed to; everything stands in the address."""

    q = forms.CharField(label="关键词", required=False, max_length=60)
    ledger = forms.ChoiceField(label="台账", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[ANY, ("open", "未销号"), *((s.value, s.label) for s in Issue.LEDGER)],
    )
    due = forms.ChoiceField(label="时限", required=False, choices=DUE)
    rectify = forms.ChoiceField(label="类型", required=False, choices=[ANY, *Rectify.choices])
    nature = forms.ChoiceField(label="性质", required=False, choices=[ANY, *Nature.choices])
    level = forms.ChoiceField(label="层级", required=False, choices=[ANY, *Level.choices])
    mark = forms.ChoiceField(
        label="标记", required=False, choices=[ANY, *((k, m.label) for k, m in MARKS.items())]
    )
    source = forms.ChoiceField(label="来源", required=False, choices=[ANY, *Source.choices])
    campaign = forms.ChoiceField(label="活动", required=False, widget=forms.HiddenInput)
    below = forms.ChoiceField(label="单位及其下级", required=False, widget=forms.HiddenInput)
    since = forms.DateField(label="进入台账从", required=False, widget=forms.HiddenInput)
    until = forms.DateField(label="进入台账至", required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, campaign: Campaign, user: User, **named: Any) -> None:
        super().__init__(*arguments, **named)
        units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
        if not user.sees_all_units:
            reach = Q(pk__in=[])
            for path in user.unit_paths:
                reach |= Q(path__startswith=path)
            units = units.filter(reach)
        categories = Category.objects.filter(taxonomy__campaigns=campaign)
        self.ledgers = list(campaign.ledgers.all())
        self._offer("ledger", [("main", MAIN), *((row.pk, row.name) for row in self.ledgers)])
        self._offer("unit", self._few(units.values_list("pk", "short")))
        self._offer("category", [(category.pk, category.label) for category in categories])
        self._offer("campaign", [(campaign.pk, str(campaign))])
        asked = self.data.get("below", "")
        below = Unit.objects.visible_to(user).filter(pk=asked if asked.isdecimal() else 0)
        self._offer("below", below.values_list("pk", "short") if asked else [])

    def _few(self, units: QuerySet[Unit, tuple[int, str]]) -> list[tuple[int, str]]:
        """Beyond a district's worth of units nobody scrolls: the search box finds them by name."""
        offered = list(units[: MANY_UNITS + 1])
        if len(offered) <= MANY_UNITS:
            return offered
        asked = self.data.get("unit", "")
        return list(units.filter(pk=asked if asked.isdecimal() else 0))

    def _offer(self, name: str, choices: Iterable[tuple[int | str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [ANY, *((str(pk), label) for pk, label in choices)]

    @property
    def ledger_name(self) -> str:
        """The name of the one ledger asked for; nothing for the main one or for all."""
        asked = self.data.get("ledger", "")
        return next((row.name for row in self.ledgers if str(row.pk) == asked), "")

    def narrow(self, rows: IssueQuerySet) -> IssueQuerySet:
        """Apply what is set; what cannot be understood is left out, the form says so."""
        self.is_valid()
        set_to = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("unit", "rectify", "nature", "level", "source"):
            if name in set_to:
                rows = rows.filter(**{name: set_to[name]})
        if category := set_to.get("category"):
            rows = rows.in_category(category)
        if ledger := set_to.get("ledger"):
            rows = rows.filter(ledger=None if ledger == "main" else ledger)
        if mark := set_to.get("mark"):
            rows = rows.filter(MARKS[mark].condition)
        if below := set_to.get("below"):
            rows = rows.filter(unit__in=Unit.objects.below(Unit.objects.get(pk=below)))
        rows = _listed_between(rows, set_to.get("since"), set_to.get("until"))
        rows = rows.by_state(set_to.get("status", "")).saying(set_to.get("q", "").strip())
        return rows.by_due(set_to.get("due", ""), localdate())


def _listed_between(rows: IssueQuerySet, since: date | None, until: date | None) -> IssueQuerySet:
    """Which entered the ledger from a day to a day, both counted; either may be left open."""
    if since:
        rows = rows.filter(approved_at__gte=make_aware(datetime.combine(since, time.min)))
    if until:
        after = datetime.combine(until + timedelta(days=1), time.min)
        rows = rows.filter(approved_at__lt=make_aware(after))
    return rows


class UnclaimedFilter(Narrowing):
    """What the unclaimed issues are narrowed to."""

    level = forms.ChoiceField(label="层级", choices=[ANY, *Level.choices[:2]])
    source = forms.ChoiceField(label="来源", choices=[ANY, *Source.choices])

    def narrow(self, rows: IssueQuerySet) -> IssueQuerySet:
        """Apply what is set."""
        for name in ("level", "source"):
            if value := self.chosen(name):
                rows = rows.filter(**{name: value})
        return rows.saying(self.chosen("q") or "")


class BoardFilter(Narrowing):
    """What the board is narrowed to: whose issues, for whom they are shown."""

    level = forms.ChoiceField(label="层级", choices=[ANY, *Level.choices])
    scope = forms.ChoiceField(label="公示范围", choices=[ANY, *Scope.choices])

    def narrow(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        """Apply what is set."""
        if level := self.chosen("level"):
            rows = rows.filter(issue__level=level)
        if scope := self.chosen("scope"):
            rows = rows.filter(scope=scope)
        if word := self.chosen("q"):
            rows = rows.filter(Q(text__icontains=word) | Q(issue__unit__name__icontains=word))
        return rows
