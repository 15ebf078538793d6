"""亮牌通知书: what a unit was shown a card for, what follows and until when it answers."""

from django.utils.timezone import localdate

from common.papers import Paper, heads, written_date, written_number
from supervision.figures import appeal_until
from supervision.models import Card

STOPS = "。；，"


def card_notice(card: Card) -> bytes:
    """Return the notice of a signed card as .docx, in letter form (practice §3.1, GB/T 9704)."""
    day = localdate(card.signed_at)
    paper = Paper(f"{card.rung}通知书")
    if card.status == Card.Status.REVOKED:
        paper.withdrawn("本件所载亮牌经申诉已撤销，不得引用")
    number = written_number("作风亮牌", day.year, card.pk)
    heads.letter_head(paper.document, card.campaign.office_name, number)
    paper.title(f"{card.rung}通知书")
    paper.addressee(card.unit.name)
    signer = f"（{card.signed_by.name}签发）" if card.signed_by else ""
    paper.text(f"经研究，决定对你单位予以{card.rung}{signer}。")
    paper.first(1, "事由")
    paper.text(f"{card.reason.rstrip(STOPS)}。")
    paper.first(2, "要求")
    for line in _demands(card):
        paper.text(line)
    if card.rung.meaning:
        paper.first(3, "后果")
        paper.text(f"{card.rung.meaning.rstrip(STOPS)}。")
    paper.signature(card.campaign.office_name, day)
    return paper.content()


def _demands(card: Card) -> list[str]:
    lines = []
    if card.respond_by:
        lines.append(f"请于{written_date(card.respond_by)}前书面说明原因、整改措施和完成时间。")
    if card.signed_at:
        until = written_date(appeal_until(card.signed_at))
        lines.append(f"如有异议，可于{until}前向领导小组办公室提出申诉，申诉期间不停止整改。")
    lines.append("整改到位后申请解除，由督导组核实；解除后记录保留。")
    return lines
