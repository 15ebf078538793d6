"""Numbers inside sentences: people write {台账问题}, the paper says 527."""

import re
from collections.abc import Iterable, Mapping, Sequence

from common.refusal import Refused
from reports.drafts.said import Said

TOKEN = re.compile(r"\{([^{}\n]{1,30})\}")
Section = dict[str, str]
Part = tuple[str, Said | None, str]
"""Some text, the name that says it, and its way."""


def fill(text: str, words: Mapping[str, str]) -> str:
    """Put the numbers in; what has no name among them stays as it was written."""
    return TOKEN.sub(lambda found: words.get(found[1].strip(), found[0]), text)


def filled(sections: Sequence[Section], words: Mapping[str, str]) -> list[Section]:
    """Fill the text of every section; no full stop twice, no per cent of nothing."""
    return [
        {
            "title": part["title"],
            "text": fill(part["text"], words).replace("。。", "。").replace("—%", "—"),
        }
        for part in sections
    ]


def traced(text: str, words: Mapping[str, Said]) -> list[list[Part]]:
    """The text as paragraphs of parts; a part made from a figure keeps the way to its rows."""
    return [
        paragraph
        for line in text.splitlines()
        if line.strip()
        for paragraph in _paragraphs(_parts(line, words))
    ]


def _paragraphs(parts: list[Part]) -> list[list[Part]]:
    """A phrase of several lines makes several paragraphs."""
    made: list[list[Part]] = [[]]
    for text, word, way in parts:
        first, *more = text.split("\n")
        made[-1].append((first, word, way))
        made += [[(line, word, way)] for line in more]
    return [paragraph for paragraph in made if any(text for text, _, _ in paragraph)]


def _parts(line: str, words: Mapping[str, Said]) -> list[Part]:
    parts: list[Part] = []
    for place, piece in enumerate(TOKEN.split(line)):
        word = words.get(piece.strip()) if place % 2 else None
        if word is None:
            parts.append((piece, None, ""))
        else:
            parts += [(one.text, word, one.way) for one in word.pieces]
    return [part for part in parts if part[0]]


def named(texts: Iterable[str]) -> set[str]:
    """The names of figures that some texts ask for."""
    return {found.strip() for text in texts for found in TOKEN.findall(text)}


def refuse_unknown(texts: Iterable[str], words: Mapping[str, str]) -> None:
    """Raise Refused when a text asks for a figure that does not exist."""
    if unknown := sorted(named(texts) - words.keys()):
        names = "、".join(f"{{{name}}}" for name in unknown)
        raise Refused(f"没有叫{names}的数字，请从“可用的数字”里选，或去掉花括号。")
