"""整改措施: the numbered parts of a cell, split only where the numbering goes on."""

import re
from collections.abc import Callable
from typing import Final

from common.numerals import number
from common.workbook.text import tidy

CIRCLED: Final = {
    **{chr(0x2460 + index): index + 1 for index in range(20)},
    **{chr(0x2474 + index): index + 1 for index in range(20)},
    **{chr(0x2488 + index): index + 1 for index in range(20)},
    **{chr(0x2776 + index): index + 1 for index in range(10)},
    **{chr(0x3220 + index): index + 1 for index in range(10)},
}
ARABIC: Final = r"([0-9０-９]{1,2})"
CHINESE: Final = r"([一二三四五六七八九十]{1,3})"
BOUNDARIES: Final = '\n；;。！!：: \t\u3000)）”"'
ENDS: Final = "；;。，,、 \t\n\u3000"
WHOLE_SPAN: Final = re.compile(r"\d{2,}个?(?:工作日|日|天|分钟)")
BULLET: Final = re.compile(
    r"(?:^|(?<=\n))(?:[-–—](?!\d)|[*＊●•·◆■▪►▶➢★☆○◇□√✓])\s*|(?<=[；;。 ])[●•◆■▪►▶➢◇□]\s*"
)
LEAD_IN: Final = re.compile(r"^[^。；;\n]{0,16}[：:]\s*$")


def _arabic(text: str) -> int | None:
    return int(text)


def _circled(text: str) -> int | None:
    return CIRCLED.get(text)


IN_TURN: Final = {"首先": 1, "其次": 2, "再次": 3}


def _in_turn(text: str) -> int | None:
    return IN_TURN.get(text)


def _lettered(text: str) -> int | None:
    return ord(text.upper()) - ord("A") + 1


STYLES: Final[list[tuple[re.Pattern[str], Callable[[str], int | None]]]] = [
    (re.compile(rf"(?<![0-9０-９.．]){ARABIC}\s*[.．、]"), _arabic),
    (re.compile(rf"[（(]\s*{ARABIC}\s*[)）][、.．]?"), _arabic),
    (re.compile(rf"(?<![0-9０-９.．（(]){ARABIC}\s*[)）][、.．]?"), _arabic),
    (re.compile(f"([{''.join(CIRCLED)}])[、.．]?"), _circled),
    (re.compile(rf"{CHINESE}\s*[、.．]"), number),
    (re.compile(rf"[（(]\s*{CHINESE}\s*[)）][、.．]?"), number),
    (re.compile(rf"{CHINESE}是(?!否)[，,：:]?"), number),
    (re.compile(rf"(?:措施|第){ARABIC}(?:条|项|步)?[、，,：:.．]"), _arabic),
    (re.compile(rf"(?:措施|第){CHINESE}(?:条|项|步)?[、，,：:.．]"), number),
    (re.compile(rf"其{CHINESE}[，,、：:]"), number),
    (re.compile(rf"(?:^|(?<=[\n；;。])){CHINESE}要"), number),
    (re.compile(rf"(?:^|(?<=\n)){ARABIC}[：:\t ]+(?=\D)"), _arabic),
    (re.compile(r"(首先|其次|再次)[，,：:]"), _in_turn),
    (re.compile(r"(?:^|(?<=[\n；;。 \u3000]))([A-Ha-h])[.．、)）](?!\d)"), _lettered),
]


def split(cell: str) -> list[str]:
    """The measures of one cell; unnumbered lines are measures too, one text is one measure."""
    text = tidy(cell)
    if not text:
        return []
    if numbered := _numbered(text):
        return numbered
    lines = [trimmed for line in BULLET.sub("\n", text).split("\n") if (trimmed := _trimmed(line))]
    return lines or [text]


def is_numbered(text: str) -> bool:
    """Whether a text is a numbered list of more than one part."""
    return len(_numbered(tidy(text))) > 1


def _numbered(text: str) -> list[str]:
    for pattern, value in STYLES:
        if parts := _split_by(text, pattern, value):
            return parts
    return []


def _split_by(text: str, pattern: re.Pattern[str], value: Callable[[str], int | None]) -> list[str]:
    marks = [(found, value(found.group(1))) for found in pattern.finditer(text)]
    first = next((found for found, worth in marks if worth == 1), None)
    if first is None or not _begins(text, first):
        return []
    chosen = [first]
    while (following := _next_mark(text, marks, chosen)) is not None:
        chosen.append(following)
    if len(chosen) == 1 and not _stands_alone(text, first):
        return []
    ends = [mark.start() for mark in chosen[1:]] + [len(text)]
    parts = [_trimmed(text[mark.end() : end]) for mark, end in zip(chosen, ends, strict=True)]
    return [part for part in parts if part]


def _begins(text: str, mark: re.Match[str]) -> bool:
    """Numbering counts only from the beginning of the text or after a short lead-in."""
    before = text[: mark.start()]
    return not before.strip() or LEAD_IN.match(before) is not None


def _next_mark(
    text: str, marks: list[tuple[re.Match[str], int | None]], chosen: list[re.Match[str]]
) -> re.Match[str] | None:
    wanted = len(chosen) + 1
    later = [
        found for found, worth in marks if worth == wanted and found.start() >= chosen[-1].end()
    ]
    at_boundary = [found for found in later if text[found.start() - 1] in BOUNDARIES]
    inside = [found for found in later if not _may_be_a_fraction(text, found)]
    return next(iter(at_boundary), None) or next(iter(inside), None)


def _may_be_a_fraction(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark may be the beginning of 1.5公里; a circled number never is."""
    return mark.group(1).isdecimal() and text[mark.end() : mark.end() + 1].isdigit()


def _stands_alone(text: str, mark: re.Match[str]) -> bool:
    """Whether a single number is a numbering and not the beginning of 1.5公里."""
    rest = text[mark.end() :]
    return not rest[:1].isdigit() or WHOLE_SPAN.match(rest) is not None


def _trimmed(part: str) -> str:
    return " ".join(line.strip() for line in part.strip(ENDS).split("\n")).strip(ENDS)
