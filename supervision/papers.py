"""Papers of supervision as Word documents: the notice of a card, the order and its receipt."""

from django.utils.timezone import localdate

from common.papers import Paper, card, written_date
from common.papers.heads import letter_head
from supervision.models import Card, Order

SIGNED = ("主要负责人（签字）", "承办单位（公章）")


def card_notice(row: Card) -> bytes:
    """亮牌通知书: what for, on what ground, until when to explain and how to object."""
    signed = localdate(row.signed_at) if row.signed_at else localdate()
    paper = Paper(f"{row.rung}通知书")
    letter_head(paper.document, row.campaign.office_name, row.number)
    paper.title(f"{row.rung}通知书")
    paper.addressee(row.unit.name)
    paper.text(f"经查，你单位存在以下情形：{row.reason}")
    until = f"请于{written_date(row.respond_by)}前书面说明情况。" if row.respond_by else ""
    paper.text(f"现对你单位予以{row.rung}。{until}")
    if row.rung.meaning:
        paper.text(f"按照规定：{row.rung.meaning}。")
    paper.text("如有异议，可自收到本通知之日起5个工作日内书面申诉，申诉期间不停止整改。")
    if row.signed_by:
        paper.text(f"签发人：{row.signed_by.name}")
    paper.signature(row.campaign.office_name, signed)
    return paper.content()


def order_notice(row: Order) -> bytes:
    """督办单: the matter, what is asked and until when."""
    paper = Paper(f"{row.get_kind_display()}（{row.number}）")
    letter_head(paper.document, row.campaign.office_name, row.number)
    paper.title(row.get_kind_display())
    paper.addressee(row.unit.name)
    paper.first(1, row.subject)
    paper.text(row.content)
    paper.first(2, "办理要求")
    paper.text(f"请于{written_date(row.due_on)}前办结并反馈；收到后1个工作日内签收。")
    paper.signature(row.campaign.office_name, localdate(row.sent_at))
    return paper.content()


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
