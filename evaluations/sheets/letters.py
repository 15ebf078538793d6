"""Codes as texts to send: one line a rater, made once and kept nowhere."""

import re
from collections.abc import Sequence

from common.books import book
from evaluations.models import Round
from evaluations.rules.codes import Letter

WORDS = ("姓名", "评议", "范围", "链接", "网址", "测评码")
FIELD = re.compile(r"\{([^{}]*)\}")
HEADINGS = ("姓名", "联系电话或邮箱", "类别", "发送文本")


def messages_book(round_: Round, letters: Sequence[Letter], *, text: str, base: str) -> bytes:
    """短信文本: names, numbers and the finished message, ready for the sender's own system."""
    rows = [
        [
            letter.rater.name,
            letter.rater.contact,
            letter.rater.group,
            message(round_, letter, text=text, base=base),
        ]
        for letter in letters
    ]
    return book(f"{round_}测评码（发完即删）"[:31], HEADINGS, rows)


def message(round_: Round, letter: Letter, *, text: str, base: str) -> str:
    """One finished message."""
    slip = letter.slip
    values = (
        letter.rater.name,
        str(round_),
        slip.unit or slip.panel,
        f"{base}#{slip.code}",
        base,
        slip.code,
    )
    told = dict(zip(WORDS, values, strict=True))
    return FIELD.sub(lambda found: told[found[1]], text)


def strange_fields(text: str) -> bool:
    """Tell whether braces hold anything but our words; a text is filled in, never interpreted."""
    rest = FIELD.sub("", text)
    return not set(FIELD.findall(text)) <= set(WORDS) or "{" in rest or "}" in rest
