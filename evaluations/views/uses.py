"""Designations, commendations and the register of how results were used."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from campaigns.http import Register, answered, exported, listed, newest_campaign, recorded
from common.pages import need
from evaluations import policy, rules
from evaluations.forms import (
    CommendForm,
    ConditionForm,
    DesignateForm,
    FollowForm,
    RevokeForm,
    UseForm,
    VerdictForm,
)
from evaluations.models import Commendation, Designation, DesignationRule, Use
from evaluations.rules.yearly import FACTS, ground
from roster.http import Request
from roster.models import Unit

PAGE = "evaluations/use_verb.html"
DESIGNATIONS, COMMENDATIONS, USES = (
    "/results/designations/",
    "/results/commendations/",
    "/results/uses/",
)

DESIGNATION_REGISTER = Register(
    "满意单位和不满意单位",
    Designation,
    "-pk",
    "ground",
    (
        ("单位", lambda row: row.unit.name),
        ("认定", lambda row: row.get_kind_display()),
        ("依据", lambda row: row.ground),
        ("状态", lambda row: row.get_status_display()),
        ("审批人", lambda row: row.decided_by.name if row.decided_by else ""),
        ("措施", lambda row: row.measures),
        ("落实情况", lambda row: row.followed),
        ("落实日期", lambda row: row.followed_on),
    ),
    ("unit", "proposed_by", "decided_by"),
    {"unit": ["unit__order", "unit_id"], "kind": ["kind"]},
)
COMMENDATION_REGISTER = Register(
    "表扬名单",
    Commendation,
    "-pk",
    "reason",
    (
        ("类别", lambda row: row.get_kind_display()),
        ("单位", lambda row: row.unit.name),
        ("姓名", lambda row: row.name),
        ("事迹", lambda row: row.reason),
        ("状态", lambda row: row.get_status_display()),
        ("审批人", lambda row: row.decided_by.name if row.decided_by else ""),
    ),
    ("unit", "proposed_by", "decided_by"),
    {"unit": ["unit__order", "unit_id"], "kind": ["kind"]},
)
USE_REGISTER = Register(
    "结果运用登记",
    Use,
    "-used_on",
    "text",
    (
        ("日期", lambda row: row.used_on),
        ("单位", lambda row: row.unit.name),
        ("评议", lambda row: str(row.round or "")),
        ("用于", lambda row: row.get_kind_display()),
        ("怎样运用", lambda row: row.text),
        ("文号", lambda row: row.paper_number),
        ("登记人", lambda row: row.by.name if row.by else ""),
    ),
    ("unit", "round", "by"),
    {"unit": ["unit__order", "unit_id"], "date": ["used_on"]},
)
DECIDED = "由提出人以外的领导批准才生效。"
AT_DESIGNATIONS = {"page": PAGE, "back": DESIGNATIONS, "place": "满意单位认定"}
AT_COMMENDATIONS = {"page": PAGE, "back": COMMENDATIONS, "place": "表扬名单"}
AT_USES = {"page": PAGE, "back": USES, "place": "结果运用登记"}


def _units(request: Request) -> Any:
    """The units of the campaign, which is where results can be used."""
    campaign = newest_campaign(request.user)
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def designations(request: Request) -> HttpResponse:
    """满意单位、不满意单位: what the rules would name, what waits, what was decided."""
    can = policy.granted(request.user)
    campaign = newest_campaign(request.user)
    found = rules.fitting(campaign, rules.yearly(campaign)) if "designate" in can else []
    labels = dict(Designation.Kind.choices)
    return listed(
        request,
        DESIGNATION_REGISTER,
        "evaluations/designations.html",
        found=[(row, kind, labels[kind], text) for row, kind, text in found],
        conditions=DesignationRule.objects.all() if request.user.sees_all_units else [],
        can=can,
    )


def export_designations(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported(request, DESIGNATION_REGISTER)


def designate(request: Request) -> HttpResponse:
    """提出认定; with ?unit= and ?kind= the figures stand in the form already."""
    need(policy.granted(request.user), "designate")
    start = {name: request.GET.get(name, "") for name in ("unit", "kind")}
    if start["unit"].isdecimal() and request.method == "GET":
        rows = rules.yearly(newest_campaign(request.user))
        start["ground"] = next(
            (ground(row) for row in rows if str(row.unit.pk) == start["unit"]), ""
        )
    form = DesignateForm(request.POST or None, units=_units(request), initial=start)
    return recorded(
        request, form, rules.designate, **AT_DESIGNATIONS, title="提出认定", hint=DECIDED
    )


def _answer_designation(
    request: Request, pk: int, can: str, form: type[Form], verb: Callable[..., Any], title: str
) -> HttpResponse:
    """Do a verb on a proposed or standing designation, for those who may do `can`."""
    rows = Designation.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, pk=pk)
    need(policy.granted(request.user), can)
    filled = form(request.POST or None)
    return answered(request, filled, verb, row, **AT_DESIGNATIONS, title=title)


def decide_designation(request: Request, pk: int) -> HttpResponse:
    """审批认定."""
    can, verb = "decide_designation", rules.decide_designation
    return _answer_designation(request, pk, can, VerdictForm, verb, "审批认定")


def revoke_designation(request: Request, pk: int) -> HttpResponse:
    """撤销认定."""
    can, verb = "decide_designation", rules.revoke_designation
    return _answer_designation(request, pk, can, RevokeForm, verb, "撤销认定")


def follow_designation(request: Request, pk: int) -> HttpResponse:
    """登记措施落实."""
    can, verb = "designate", rules.follow_designation
    return _answer_designation(request, pk, can, FollowForm, verb, "登记措施落实")


def keep_designation_rule(request: Request, pk: int) -> HttpResponse:
    """修改认定条件."""
    need(policy.granted(request.user), "designate")
    row = get_object_or_404(DesignationRule, pk=pk)
    form = ConditionForm(request.POST or None, initial={"text": row.written})
    return answered(
        request,
        form,
        rules.keep_designation_rule,
        row,
        **AT_DESIGNATIONS,
        title="认定条件",
        press="保存条件",
        hint=f"可用的数据：{'、'.join(FACTS)}；用 >=、<、== 比较，用“且”“或”连接，满意率写小数。",
    )


def commendations(request: Request) -> HttpResponse:
    """表扬名单: places, units and persons with their reasons."""
    can = policy.granted(request.user)
    return listed(request, COMMENDATION_REGISTER, "evaluations/commendations.html", can=can)


def export_commendations(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported(request, COMMENDATION_REGISTER)


def commend(request: Request) -> HttpResponse:
    """提出表扬."""
    need(policy.granted(request.user), "commend")
    start = {name: request.GET.get(name, "") for name in ("unit", "kind")}
    form = CommendForm(request.POST or None, units=_units(request), initial=start)
    return recorded(
        request, form, rules.commend, **AT_COMMENDATIONS, title="提出表扬", hint=DECIDED
    )


def decide_commendation(request: Request, pk: int) -> HttpResponse:
    """审批表扬."""
    rows = Commendation.objects.visible_to(request.user).select_related("unit")
    row = get_object_or_404(rows, pk=pk)
    need(policy.granted(request.user), "decide_commendation")
    form = VerdictForm(request.POST or None)
    rule = rules.decide_commendation
    return answered(request, form, rule, row, **AT_COMMENDATIONS, title="审批表扬")


def uses(request: Request) -> HttpResponse:
    """结果运用登记: which result went into which paper."""
    can = policy.granted(request.user)
    return listed(request, USE_REGISTER, "evaluations/uses.html", can=can)


def export_uses(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return exported(request, USE_REGISTER)


def note_use(request: Request) -> HttpResponse:
    """登记结果运用."""
    need(policy.granted(request.user), "note_use")
    rounds = newest_campaign(request.user).rounds.filter(status__in=["published", "final"])
    form = UseForm(request.POST or None, units=_units(request), rounds=rounds)
    return recorded(request, form, rules.note_use, **AT_USES, title="登记结果运用")
