"""Numbers inside sentences: people write {台账问题}, the paper says 527."""

import re
from collections.abc import Iterable, Mapping, Sequence

from common.refusal import Refused
from reports.drafts.said import Said

STOPS = re.compile(r"。{2,}")
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
        {"title": part["title"], "text": _mended(fill(part["text"], words))} for part in sections
    ]


def _mended(text: str) -> str:
    """What a name that has nothing to say leaves behind: a stop after a stop, an empty line."""
    lines = (STOPS.sub("。", line.replace("—%", "—")).lstrip("。") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


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
    tidy = [_without_stops(paragraph) for paragraph in made]
    return [paragraph for paragraph in tidy if paragraph]


def _without_stops(paragraph: list[Part]) -> list[Part]:
    """The same as `_mended` does to plain text, piece by piece."""
    told, kept = "", []
    for text, word, way in paragraph:
        left = text.lstrip("。") if not told or told.endswith("。") else text
        kept += [(left.replace("—%", "—"), word, way)] if left else []
        told += left
    return kept


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
