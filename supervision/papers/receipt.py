"""督办回执: what a unit signs and sends back for an order."""

from common.papers import card
from supervision.models import Order

SIGNED = ("主要负责人\n（签字）", "承办单位\n（公章）")


def receipt_document(order: Order) -> bytes:
    """Return the receipt (.docx), filled in as far as the order has been answered."""
    signer = order.acknowledged_by.name if order.acknowledged_by else ""
    rows = [
        ("文号", order.number, "承办单位", order.unit.name),
        ("督办事项", order.subject),
        ("督办内容", order.content),
        ("交办时间", f"{order.sent_at:%Y-%m-%d}", "交办时限", f"{order.due_on}"),
        ("签收人", signer, "签收时间", _day(order.acknowledged_at)),
        ("办理情况", order.feedback),
        ("完成日期", _day(order.answered_at)),
        (SIGNED[0], ""),
        (SIGNED[1], ""),
    ]
    return card("督办事项办理回执", rows, (*SIGNED, "办理情况"))


def _day(moment: object) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
