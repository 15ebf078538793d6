"""Numbers inside sentences: people write {台账问题}, the paper says 527."""

import re
from collections.abc import Iterable, Mapping, Sequence

from common.refusal import Refused

TOKEN = re.compile(r"\{([^{}\n]{1,30})\}")
Section = dict[str, str]


def fill(text: str, words: Mapping[str, str]) -> str:
    """Put the numbers in; what has no name among them stays as it was written."""
    return TOKEN.sub(lambda found: words.get(found[1].strip(), found[0]), text)


def filled(sections: Sequence[Section], words: Mapping[str, str]) -> list[Section]:
    """Fill the text of every section; a full stop after a phrase that has one is not doubled."""
    return [
        {"title": part["title"], "text": fill(part["text"], words).replace("。。", "。")}
        for part in sections
    ]


def refuse_unknown(texts: Iterable[str], words: Mapping[str, str]) -> None:
    """Raise Refused when a text asks for a figure that does not exist."""
    asked = {found.strip() for text in texts for found in TOKEN.findall(text)}
    if unknown := sorted(asked - words.keys()):
        names = "、".join(f"{{{name}}}" for name in unknown)
        raise Refused(f"没有叫{names}的数字，请从“可用的数字”里选，或去掉花括号。")
