"""督办文书: the paper itself; its receipt is a sheet of its own."""

from django.utils.timezone import localdate

from common.papers import Paper, heads, written_date
from supervision.models import Order

CLOSINGS = {
    Order.Kind.ORDER: "请按时限办理并反馈，如不属本单位职责，请于1个工作日内提出异议。",
    Order.Kind.NOTICE: "请主要负责人签收，按时限逐条整改并反馈，一式两份，一份存根、一份送达。",
    Order.Kind.REMINDER: "上述事项即将到期，请抓紧办理。",
    Order.Kind.WARNING: "上述事项已逾期，本次为最后期限，届时仍未完成将提出问责建议。",
    Order.Kind.LIABILITY: "上述事项严重超期，建议按程序约谈主要负责人并研究问责。",
}


def order_paper(order: Order) -> bytes:
    """Return the paper as .docx, in letter form (practice §1.5)."""
    day, name = localdate(order.sent_at), order.get_kind_display()
    paper = Paper(f"{name} {order.number}")
    heads.letter_head(paper.document, order.campaign.office_name, order.number)
    paper.title(name)
    paper.addressee(order.unit.name)
    paper.first(1, "督办事项")
    paper.text(order.subject)
    if order.follows:
        former = order.follows
        paper.text(f"此前已发{former.get_kind_display()}（{former.number}）。")
    paper.first(2, "内容与要求")
    paper.text(order.content)
    paper.first(3, "时限")
    paper.text(
        f"请于{written_date(order.due_on)}前办结，填写回执并反馈。{CLOSINGS[Order.Kind(order.kind)]}"
    )
    paper.signature(order.campaign.office_name, day)
    return paper.content()
