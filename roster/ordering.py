"""姓氏笔画 and 姓名笔画: the two orders in which rosters are printed."""

from functools import cache
from pathlib import Path

STROKES = Path(__file__).parent / "reference" / "strokes.txt"
BLANK = "00000"


@cache
def _places() -> dict[str, int]:
    return {sign: place for place, sign in enumerate(STROKES.read_text("utf-8").strip(), 1)}


def stroke_key(name: str, *, surname_first: bool = False) -> str:
    """Return the sort key of a name: five digits a character, in stroke order.

    By default the second characters are compared directly (姓名笔画: 田大利 before 田富); with
    `surname_first` a missing third character counts as zero strokes (姓氏笔画: 田富 before 田大利).
    """
    signs = [sign for sign in name if not sign.isspace()]
    if surname_first and len(signs) == 2:
        return _place(signs[0]) + BLANK + _place(signs[1])
    return "".join(_place(sign) for sign in signs)


def _place(sign: str) -> str:
    return f"{_places().get(sign, 90000 + ord(sign) % 10000):05d}"
