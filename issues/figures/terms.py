"""Checks of what the ledger promises for later: long-term terms, claims, handovers."""

from django.db.models import Exists, OuterRef

from common.dictionaries import dictionary
from issues.figures.scope import NOBODY, STALLED, SUMS, Check, Scope
from issues.models import Handover, IssueQuerySet
from issues.models.marks import MARKS
from issues.words import Rectify, Source

MOST_BOUNCES = dictionary("issues", "deadlines")["deadline_rules"]["handover"]["bounces"]


def _unapproved(scope: Scope) -> IssueQuerySet:
    return scope.ledger.by_due("unapproved", scope.today)


def _lapsed(scope: Scope) -> IssueQuerySet:
    return scope.ledger.by_due("lapsed", scope.today)


def _television(scope: Scope) -> IssueQuerySet:
    shown = scope.ledger.open().filter(source=Source.TELEVISION)
    return shown.filter(rectify=Rectify.STANDING)


def _undecided(scope: Scope) -> IssueQuerySet:
    decided = Handover.objects.filter(issue=OuterRef("pk"), is_decision=True)
    bounced = scope.ledger.open().filter(bounced_count__gte=MOST_BOUNCES)
    return bounced.exclude(Exists(decided))


def _claimed_late(scope: Scope) -> IssueQuerySet:
    late = scope.ledger.open().filter(claim_due_on__lt=scope.today)
    return late.filter(MARKS["unclaimed"].condition)


TERMS = (
    Check(
        "standing",
        NOBODY,
        "长期坚持未经批准",
        "由单位写明阶段目标和下次检查日期，报领导批准；不批准的改为限期整改。",
        "issue",
        _unapproved,
    ),
    Check(
        "lapsed",
        STALLED,
        "长期坚持过了检查日期没有续期",
        "由单位对照阶段目标说明完成情况并申请续期，或申请销号。",
        "issue",
        _lapsed,
    ),
    Check(
        "bounced",
        STALLED,
        f"转办退回{MOST_BOUNCES}次还没有裁定",
        "由领导小组办公室在问题页面裁定责任单位。",
        "issue",
        _undecided,
    ),
    Check(
        "claiming",
        STALLED,
        "外部点出的问题过了认领时限",
        "催责任单位认领；不属于该单位的，由其提出转办。",
        "issue",
        _claimed_late,
    ),
    Check(
        "television",
        SUMS,
        "电视问政曝光的问题列为长期坚持",
        "不得以长期坚持应付，由办公室改为限期整改。",
        "issue",
        _television,
    ),
)
