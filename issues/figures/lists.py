"""Checks of the lists themselves: the chain, the self-examination, questions, exceptions."""

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.models import Gate
from issues.figures.scope import HINTS, NOBODY, STALLED, SUMS, Check, Scope
from issues.models import Answer, IssueList, Signature
from roster.models import Unit


def _sent(scope: Scope) -> QuerySet[IssueList]:
    lists = IssueList.objects.visible_to(scope.user).of(scope.campaign)
    return lists.filter(status__in=[IssueList.Status.SUBMITTED, IssueList.Status.APPROVED])


def _unsigned(scope: Scope) -> QuerySet[IssueList]:
    signed = Signature.objects.filter(issue_list=OuterRef("pk"))
    return _sent(scope).filter(~Exists(signed), cadre=None)


def _unexamined(scope: Scope) -> QuerySet[IssueList]:
    return _sent(scope).filter(self_examination="")


def _silent(scope: Scope) -> QuerySet[Unit]:
    late = Answer.objects.late(scope.today).filter(enquiry__campaign=scope.campaign)
    return scope.units.filter(Exists(late.filter(unit=OuterRef("pk"))))


def _forced(scope: Scope) -> QuerySet[Unit]:
    gates = Gate.objects.filter(campaign=scope.campaign).exclude(forced_at=None)
    return scope.units.filter(Exists(gates.filter(unit=OuterRef("pk"))))


LISTS = (
    Check(
        "forced",
        SUMS,
        "清单没有通过、例外放行召开专题会的单位",
        "批准人和理由见“专题会准入”；督促单位补办清单审核，例外记录不抹去。",
        "unit",
        _forced,
    ),
    Check(
        "silent",
        STALLED,
        "共性问题或举一反三过期没有答复",
        "由单位在“共性与举一反三”逐条答复有或无。",
        "unit",
        _silent,
    ),
    Check(
        "unsigned",
        NOBODY,
        "已报送的清单责任链没有人签字",
        "由一把手、班子成员、中层依次在清单页签字。",
        "list",
        _unsigned,
        "amber",
    ),
    Check(
        "unexamined",
        HINTS,
        "已报送的清单没有对照检查材料",
        "下次报送时在清单页点“对照检查材料”补写。",
        "list",
        _unexamined,
        "amber",
    ),
)
