"""Files that wait for a second person before they leave."""

from urllib.parse import quote

import exchange.rules as exchange
from common.labels import Label
from roster.models import User


def fill(office: User, second: User, leader: User) -> None:
    """One colleague's request waits, one was allowed and one declined."""
    sensitive = Label.SENSITIVE
    exchange.ask_export(
        target="/cadres/export/",
        name="干部名册.xlsx",
        label=sensitive,
        rows=1260,
        reason="报组织部核对干部名册，核完删除。",
        by=second,
    )
    allowed = exchange.ask_export(
        target="/handover/",
        name="全区作风整顿移交包.zip",
        label=sensitive,
        rows=None,
        reason="阶段归档，刻盘交档案室保管。",
        by=office,
    )
    exchange.decide_export(allowed, agrees=True, answer="同意，刻盘后删除本机文件。", by=leader)
    declined = exchange.ask_export(
        target=f"/outreach/opinions/export/?q={quote('停车')}",
        name="意见建议.xlsx",
        label=sensitive,
        rows=820,
        reason="给外单位参考。",
        by=second,
    )
    exchange.decide_export(declined, agrees=False, answer="对外提供须去掉姓名电话。", by=leader)
