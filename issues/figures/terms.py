"""Checks of what the ledger promises for later: long-term rectification."""

from issues.figures.scope import NOBODY, STALLED, SUMS, Check, Scope
from issues.models import IssueQuerySet
from issues.words import Rectify, Source


def _unapproved(scope: Scope) -> IssueQuerySet:
    return scope.ledger.by_due("unapproved", scope.today)


def _lapsed(scope: Scope) -> IssueQuerySet:
    return scope.ledger.by_due("lapsed", scope.today)


def _television(scope: Scope) -> IssueQuerySet:
    shown = scope.ledger.open().filter(source=Source.TELEVISION)
    return shown.filter(rectify=Rectify.STANDING)


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
        "television",
        SUMS,
        "电视问政曝光的问题列为长期坚持",
        "不得以长期坚持应付，由办公室改为限期整改。",
        "issue",
        _television,
    ),
)
