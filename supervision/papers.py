"""Papers of supervision as Word documents: the notice of a card, the order with its receipt."""

from django.utils.timezone import localdate

from common.papers import Paper, written_date
from common.papers.heads import letter_head
from supervision.models import Card, Order


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
    """督办单: the matter, its time limit, and the receipt to be signed and sent back."""
    paper = Paper(f"{row.get_kind_display()}（{row.number}）")
    letter_head(paper.document, row.campaign.office_name, row.number)
    paper.title(row.get_kind_display())
    paper.addressee(row.unit.name)
    paper.first(1, row.subject)
    paper.text(row.content)
    paper.first(2, "办理要求")
    paper.text(f"请于{written_date(row.due_on)}前办结并反馈；收到后1个工作日内签收。")
    paper.signature(row.campaign.office_name, localdate(row.sent_at))
    paper.annex(1, "回执", only=True)
    signed = f"{localdate(row.acknowledged_at):%Y-%m-%d}" if row.acknowledged_at else ""
    name = row.acknowledged_by.name if row.acknowledged_by else ""
    rows = [
        ["文号", row.number],
        ["承办单位", row.unit.name],
        ["签收人", name],
        ["签收时间", signed],
        ["办理情况", row.feedback],
        ["主要负责人签字", ""],
        ["单位（公章）", ""],
    ]
    paper.table(["项目", "内容"], rows, [30, 126], (1,))
    return paper.content()
