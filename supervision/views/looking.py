"""Pages of supervision."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import (
    Register,
    answered,
    exported,
    listed,
    narrowed,
    newest_campaign,
    pressed,
    recorded,
)
from common.pages import DOCX, download, given_out, need
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work
from supervision import policy, rules
from supervision.forms.looking import (
    AnswerForm,
    FeedbackForm,
    InspectForm,
    ObjectionForm,
    OrderForm,
)
from supervision.models import Finding, Inspection, Order, Photo
from supervision.papers import order_paper, receipt_document

PAGE = "supervision/record.html"
INSPECTIONS, ORDERS = "/supervision/", "/supervision/orders/"
AT_INSPECTIONS = {"page": PAGE, "back": INSPECTIONS, "place": "督查"}
AT_ORDERS = {"page": PAGE, "back": ORDERS, "place": "督办文书"}


def units_to_look_at(request: Request) -> QuerySet[Unit]:
    user, campaign = request.user, newest_campaign(request.user)
    if not user.works_as(Work.OFFICE, Work.INSPECTOR):
        raise Http404
    return Unit.objects.filter(participations__campaign=campaign).in_official_order()


def looks(user: User) -> bool:
    return user.works_as(Work.OFFICE, Work.INSPECTOR)


INSPECTION_REGISTER = Register(
    "督查",
    Inspection,
    "-inspected_on",
    "text",
    (
        ("日期", lambda row: row.inspected_on),
        ("受检单位", lambda row: row.unit.name),
        ("方式", lambda row: row.get_method_display()),
        ("地点", lambda row: row.place),
        ("检查人", lambda row: row.inspectors),
        ("检查情况", lambda row: row.text),
        ("反馈时间", lambda row: row.released_at),
    ),
)
ORDER_REGISTER = Register(
    "督办单",
    Order,
    "-sent_at",
    "content",
    (
        ("文号", lambda row: row.number),
        ("文书", lambda row: row.get_kind_display()),
        ("承办单位", lambda row: row.unit.name),
        ("督办事项", lambda row: row.subject),
        ("督办内容", lambda row: row.content),
        ("交办时限", lambda row: row.due_on),
        ("签收时间", lambda row: row.acknowledged_at),
        ("办理情况", lambda row: row.feedback),
    ),
    sorts={"unit": ["unit__order", "unit_id"], "due": ["due_on"]},
)


def supervises(user: User) -> bool:
    """Those who may read plans, trials and registers."""
    return user.works_as(Work.OFFICE, Work.INSPECTOR, Work.LEADER)


def inspections(request: Request) -> HttpResponse:
    """督查: newest first, with what was found."""
    _, rows = narrowed(request, INSPECTION_REGISTER)
    return listed(
        request,
        INSPECTION_REGISTER,
        "supervision/inspections.html",
        rows.prefetch_related("findings__issue", "photos"),
        may_look=looks(request.user),
        supervises=supervises(request.user),
    )


def orders(request: Request) -> HttpResponse:
    """督办单: newest first."""
    own = {unit.pk for unit in request.user.units_as(Work.CLERK, Work.HEAD)}
    may_look = looks(request.user)
    return listed(
        request,
        ORDER_REGISTER,
        "supervision/orders.html",
        may_look=may_look,
        own=own,
        today=localdate(),
        supervises=supervises(request.user),
    )


def export_inspections(request: Request) -> HttpResponse:
    """The same inspections as a workbook."""
    return exported(request, INSPECTION_REGISTER)


def export_orders(request: Request) -> HttpResponse:
    """The same orders as a workbook."""
    return exported(request, ORDER_REGISTER)


def inspect(request: Request) -> HttpResponse:
    """Note an inspection."""
    form = InspectForm(request.POST or None, request.FILES or None, units=units_to_look_at(request))
    hint = "检查人署名；受检单位在反馈后才能看到督查情况。"
    return recorded(request, form, rules.inspect, **AT_INSPECTIONS, title="登记督查", hint=hint)


def photo(request: Request, pk: int) -> HttpResponseBase:
    """A file of an inspection, for those who see the inspection."""
    seen = Inspection.objects.visible_to(request.user)
    row = get_object_or_404(Photo.objects.filter(inspection__in=seen), pk=pk)
    return given_out(row.file, row.name)


def send_order(request: Request) -> HttpResponse:
    """Hand a matter to a unit."""
    form = OrderForm(request.POST or None, units=units_to_look_at(request))
    hint = "发出后单位收到提醒，须签收并按时限反馈。"
    return recorded(request, form, rules.send_order, **AT_ORDERS, title="发督办文书", hint=hint)


def _one(request: Request, model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """Let the unit see the inspection."""
    row = _one(request, Inspection, pk)
    return pressed(request, rules.release, row, back=INSPECTIONS, said="已反馈给单位。")


@require_POST
def raise_issue(request: Request, pk: int) -> HttpResponse:
    """Put a finding on the list of the unit."""
    seen = Inspection.objects.visible_to(request.user)
    row = get_object_or_404(Finding.objects.filter(inspection__in=seen), pk=pk)
    said = "已列入清单，来源为督查，请单位补齐措施和时限。"
    return pressed(request, rules.raise_issue, row, back=INSPECTIONS, said=said)


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Sign for an order."""
    row = _one(request, Order, pk)
    return pressed(request, rules.acknowledge, row, back=ORDERS, said="已签收。")


def answer_order(request: Request, pk: int) -> HttpResponse:
    """Say what was done about an order."""
    row = _one(request, Order, pk)
    if "answer_order" not in policy.granted(request.user, row.unit):
        raise Http404
    form = FeedbackForm(request.POST or None)
    return answered(request, form, rules.answer_order, row, **AT_ORDERS, title="反馈办理情况")


def object_to(request: Request, pk: int) -> HttpResponse:
    """Say why a matter is not one's own."""
    row = _one(request, Order, pk)
    need(policy.granted(request.user, row.unit), "object_to")
    form = ObjectionForm(request.POST or None)
    return answered(request, form, rules.object_to, row, **AT_ORDERS, title="提出异议")


def answer_objection(request: Request, pk: int) -> HttpResponse:
    """Decide on an objection."""
    row = _one(request, Order, pk)
    need(policy.granted(request.user, row.unit), "answer_objection")
    form = AnswerForm(request.POST or None)
    return answered(request, form, rules.answer_objection, row, **AT_ORDERS, title="答复异议")


def receipt(request: Request, pk: int) -> HttpResponse:
    """督办回执 to print, sign and send back."""
    row = _one(request, Order, pk)
    return download(receipt_document(row), f"{row.number}督办回执.docx", DOCX)


def order_document(request: Request, pk: int) -> HttpResponse:
    """The paper, as .docx."""
    row = _one(request, Order, pk)
    return download(order_paper(row), f"{row.get_kind_display()}{row.number}.docx", DOCX)
