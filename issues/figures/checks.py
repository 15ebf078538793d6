"""What does not add up in the lists and the ledger, or has nobody to look after it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from issues.figures.differences import count_differences
from issues.figures.entries import ENTRIES
from issues.figures.lists import LISTS
from issues.figures.scope import (
    FROM_OUTSIDE,
    FROM_THE_PUBLIC,
    GROUPS,
    HINTS,
    NOBODY,
    STALLED,
    SUMS,
    Check,
    Scope,
)
from issues.figures.terms import TERMS
from issues.models import (
    Claim,
    Issue,
    IssueList,
    IssueQuerySet,
    Measure,
    Progress,
    Verification,
)
from issues.words import Level, Rectify, Verdict, Weight
from roster.models import Cadre, Unit

QUIET_DAYS = 30


def _without_day(scope: Scope) -> IssueQuerySet:
    return scope.ledger.closed().filter(closed_on=None)


def _without_opinion(scope: Scope) -> IssueQuerySet:
    passed = Verification.objects.filter(issue=OuterRef("pk"), verdict=Verdict.PASSED)
    return scope.ledger.closed().exclude(Exists(passed.exclude(opinion="")))


def _due_before_found(scope: Scope) -> IssueQuerySet:
    return scope.ledger.filter(due_on__lt=F("found_on"))


def _done_in_future(scope: Scope) -> IssueQuerySet:
    return scope.ledger.filter(closed_on__gt=scope.today)


def _miscounted(scope: Scope) -> QuerySet[Unit]:
    wrong = {difference.unit_id for difference in count_differences(scope.campaign)}
    return Unit.objects.visible_to(scope.user).filter(pk__in=wrong)


def _without_owner(scope: Scope) -> IssueQuerySet:
    return scope.ledger.open().filter(owner="")


def _without_leader(scope: Scope) -> IssueQuerySet:
    return scope.ledger.open().filter(leader="")


def _unclaimed(scope: Scope) -> IssueQuerySet:
    mainly = Claim.objects.filter(issue=OuterRef("pk"), weight=Weight.MAIN)
    rows = scope.ledger.open().exclude(level=Level.PERSON).exclude(Exists(mainly))
    return rows.exclude(source__in=FROM_OUTSIDE)


def _unclaimed_outside(scope: Scope) -> IssueQuerySet:
    claims = Claim.objects.filter(issue=OuterRef("pk"))
    rows = scope.ledger.open().exclude(level=Level.PERSON).exclude(Exists(claims))
    return rows.filter(source__in=FROM_OUTSIDE)


def _without_measure(scope: Scope) -> IssueQuerySet:
    return scope.ledger.open().exclude(Exists(Measure.objects.filter(issue=OuterRef("pk"))))


def _without_date(scope: Scope) -> IssueQuerySet:
    dated = scope.ledger.open().exclude(rectify=Rectify.STANDING)
    return dated.filter(due_on__year=9999)


def _gone_quiet(scope: Scope) -> IssueQuerySet:
    since = scope.today - timedelta(days=QUIET_DAYS)
    measures = Measure.objects.filter(issue=OuterRef("pk"))
    fresh = Progress.objects.filter(issue=OuterRef("pk"), at__date__gt=since)
    ticked = Exists(measures), ~Exists(measures.filter(done_on=None)), ~Exists(fresh)
    rows = scope.ledger.filter(*ticked, status__in=Issue.IN_HAND)
    return rows.exclude(approved_at__date__gt=since)


def _returned_late(scope: Scope) -> QuerySet[IssueList]:
    lists = IssueList.objects.visible_to(scope.user).of(scope.campaign)
    return lists.returned_by(scope.today - timedelta(days=1))


def _unknown_owner(scope: Scope) -> IssueQuerySet:
    """A person written as “张三、李四（科长）” counts as known if one name of the unit is in it."""
    serving = Cadre.objects.serving()
    named = serving.filter(unit__issues=OuterRef("pk"), unit__issues__owner__contains=F("name"))
    return scope.ledger.open().exclude(owner="").exclude(Exists(named))


def _without_public(scope: Scope) -> QuerySet[Unit]:
    standing = Issue.objects.of(scope.campaign).standing().filter(unit=OuterRef("pk"))
    heard = standing.filter(source__in=FROM_THE_PUBLIC)
    return scope.units.filter(Exists(standing), ~Exists(heard))


BASIC = (
    Check(
        "day", SUMS, "已销号但没有完成日期", "核对销号材料，补登完成日期。", "issue", _without_day
    ),
    Check(
        "opinion",
        SUMS,
        "已销号但没有验收意见",
        "查明是否经他方验收；未经验收的应重新打开。",
        "issue",
        _without_opinion,
    ),
    Check(
        "found",
        SUMS,
        "完成时限早于发现时间",
        "核对发现时间和时限，哪个写错改哪个。",
        "issue",
        _due_before_found,
    ),
    Check("future", SUMS, "完成日期在今天之后", "核对完成日期。", "issue", _done_in_future),
    Check(
        "count",
        SUMS,
        "计数与实际条数不一致",
        "每夜自动重数并改正；反复出现请告知系统管理员。",
        "unit",
        _miscounted,
    ),
    Check("owner", NOBODY, "未销号且没有责任人", "由单位明确责任人。", "issue", _without_owner),
    Check(
        "leader", NOBODY, "未销号且没有责任领导", "由单位明确责任领导。", "issue", _without_leader
    ),
    Check(
        "measure",
        NOBODY,
        "未销号且没有整改措施",
        "由单位补写可检验的措施。",
        "issue",
        _without_measure,
    ),
    Check("date", NOBODY, "不是长期坚持却没有时限", "由单位明确完成时限。", "issue", _without_date),
    Check(
        "outside",
        NOBODY,
        "外部点出的问题没有人认领",
        "上级通报、巡视巡察、电视问政、舆情、信访、热线点出的，由班子成员认领。",
        "issue",
        _unclaimed_outside,
    ),
    Check(
        "quiet",
        STALLED,
        f"措施已全部登记完成，{QUIET_DAYS}天没有进展也没有申请销号",
        "请单位申请销号，或说明还差什么。",
        "issue",
        _gone_quiet,
    ),
    Check("late", STALLED, "退回的清单过了重报期限", "催单位重新报送。", "list", _returned_late),
    Check(
        "roster",
        HINTS,
        "责任人不在本单位干部名册中",
        "核对姓名；调离的应更换责任人，名册缺人的应补录。",
        "issue",
        _unknown_owner,
        "amber",
    ),
    Check(
        "unclaimed",
        HINTS,
        "班子、单位问题没有人认领主要责任",
        "由班子成员在问题页面点“认领”。",
        "issue",
        _unclaimed,
        "amber",
    ),
    Check(
        "public",
        HINTS,
        "所列问题没有一条来自群众",
        "提示开门找问题不够，可从遍访、热线、意见中补充。",
        "unit",
        _without_public,
        "amber",
    ),
)
EVERY = (*BASIC, *TERMS, *LISTS, *ENTRIES)
CHECKS = tuple(sorted(EVERY, key=lambda check: GROUPS.index(check.group)))


@dataclass(frozen=True)
class Finding:
    """One check and how many rows it found."""

    check: Check
    found: int


def findings(scope: Scope) -> list[Finding]:
    """Ask every check for its count."""
    return [Finding(check, check.rows(scope).count()) for check in CHECKS]
