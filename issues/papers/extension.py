"""延期申请表: one request for a later date on a card to be signed."""

from common.papers import card
from issues.models import Extension

SIGNED = ("责任领导\n意见", "督导组\n意见", "领导小组\n办公室审批")


def extension_document(row: Extension) -> bytes:
    """Return the card (.docx), filled in as far as the ledger knows."""
    issue = row.issue
    answer = f"{row.get_verdict_display()}。{row.answer}" if row.answered_by else ""
    if row.answered_by and row.answered_at:
        answer += f"\n{row.answered_by.name}　{row.answered_at:%Y年%m月%d日}"
    rows = [
        ("问题编号", issue.number, "责任单位", issue.unit.name),
        ("问题描述", issue.text),
        ("原时限", f"{row.old_due_on}", "申请延至", f"{row.new_due_on}"),
        ("延期原因", row.reason),
        ("当前进展", row.progress),
        ("预计完成时间", f"{row.new_due_on}", "此前已延期", f"{issue.extended_count}次"),
        ("申请人", row.asked_by.name, "申请时间", f"{row.asked_at:%Y-%m-%d}"),
        (SIGNED[0], ""),
        (SIGNED[1], ""),
        (SIGNED[2], answer),
    ]
    return card("问题整改延期申请表", rows, SIGNED)
