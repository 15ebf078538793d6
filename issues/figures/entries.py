"""Checks of single entries: what is missing, written twice, copied, or at once and never done."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef

from issues.figures.scope import FROM_OUTSIDE, HINTS, NOBODY, STALLED, SUMS, Check, Scope
from issues.models import Foresight, Issue, IssueQuerySet, Likeness
from issues.words import Rectify

AT_ONCE_DAYS, MATCH_DAYS, VERY_ALIKE = 30, 15, 90


def _closed_before_found(scope: Scope) -> IssueQuerySet:
    return scope.ledger.filter(closed_on__lt=F("found_on"))


def _written_twice(scope: Scope) -> IssueQuerySet:
    same = Issue.objects.in_ledger().filter(
        campaign=OuterRef("campaign"), unit=OuterRef("unit"), text=OuterRef("text")
    )
    return scope.ledger.filter(Exists(same.exclude(pk=OuterRef("pk"))))


def _without_category(scope: Scope) -> IssueQuerySet:
    return scope.ledger.open().filter(category=None)


def _never_done(scope: Scope) -> IssueQuerySet:
    since = scope.today - timedelta(days=AT_ONCE_DAYS)
    return scope.ledger.open().filter(rectify=Rectify.AT_ONCE, approved_at__date__lt=since)


def _unmatched(scope: Scope) -> IssueQuerySet:
    since = scope.today - timedelta(days=MATCH_DAYS)
    matched = Foresight.objects.filter(outside=OuterRef("pk"))
    standing = matched.exclude(status=Foresight.Status.REFUSED)
    rows = scope.ledger.filter(source__in=FROM_OUTSIDE, created_at__date__lt=since)
    return rows.exclude(Exists(standing))


def _alike(scope: Scope) -> IssueQuerySet:
    pairs = Likeness.objects.waiting().filter(second=OuterRef("pk"), similarity__gte=VERY_ALIKE)
    return scope.ledger.filter(Exists(pairs))


ENTRIES = (
    Check(
        "before",
        SUMS,
        "完成日期早于发现时间",
        "核对发现时间和完成日期，哪个写错改哪个。",
        "issue",
        _closed_before_found,
    ),
    Check(
        "twice",
        SUMS,
        "同一单位写了两遍的问题",
        "核对是否同一件事；重复的由办公室撤销一条。",
        "issue",
        _written_twice,
    ),
    Check(
        "category",
        NOBODY,
        "没有问题类别",
        "由单位选定类别，统计才归得拢。",
        "issue",
        _without_category,
    ),
    Check(
        "slow",
        STALLED,
        f"立行立改超过{AT_ONCE_DAYS}天还没销号",
        "说明原因，确需时间的改为限期整改。",
        "issue",
        _never_done,
    ),
    Check(
        "foreseen",
        HINTS,
        f"外部点出的问题{MATCH_DAYS}天没有核对是否自查发现在先",
        "在“自查发现率”里由两人核对。",
        "issue",
        _unmatched,
        "amber",
    ),
    Check(
        "alike",
        HINTS,
        f"与别的问题相似{VERY_ALIKE}%以上，还没有判定是否雷同",
        "在“雷同比对”里左右对照后判定。",
        "issue",
        _alike,
        "amber",
    ),
)
