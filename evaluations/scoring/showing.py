"""What of a standing may be shown apart: small and unanimous sides hide, and so does what is left.

A hidden side could be worked out from the total and the other sides; therefore the next smallest
one hides with it, until those that are hidden are many enough together.
"""

from collections.abc import Iterable, Mapping
from typing import Any

FEW = "票数不足，不单独显示"
ALIKE = "意见完全一致，不单独显示"
BESIDE = "为防推算，一并不单独显示"
ALIKE_BELOW = 20
Sides = Mapping[str, Mapping[str, Any]]


def hidden(sides: Sides, least: int) -> dict[str, str]:
    """The sides that are not shown apart, each with the reason."""
    found = {code: why for code, side in sides.items() if (why := _why(side, least))}
    counting = {code for code in found if not sides[code].get("dropped")}
    open_sides = [code for code in _voiced(sides) if code not in found]
    for code in sorted(open_sides, key=lambda code: _size(sides[code])):
        if not counting or _enough(counting, sides, least):
            break
        found[code] = BESIDE
        counting.add(code)
    return found


def _why(side: Mapping[str, Any], least: int) -> str:
    size = _size(side)
    if side.get("given") or not size:
        return ""
    if size < least:
        return FEW
    return ALIKE if side.get("alike") and size < ALIKE_BELOW else ""


def _size(side: Mapping[str, Any]) -> int:
    return int(side["counted"] or sum(side["counts"].values()) or side.get("marks", 0))


def _voiced(sides: Sides) -> list[str]:
    """The sides that are ballots and count into the total."""
    return [
        code
        for code, side in sides.items()
        if not side.get("given") and not side.get("dropped") and side["counted"]
    ]


def _enough(codes: Iterable[str], sides: Sides, least: int) -> bool:
    chosen = list(codes)
    return len(chosen) > 1 and sum(_size(sides[code]) for code in chosen) >= least


def too_few(sides: Sides, least: int) -> bool:
    """Whether all ballots together are fewer than may be shown."""
    voiced = _voiced(sides)
    return bool(voiced) and sum(_size(sides[code]) for code in voiced) < least


def steps_shown(detail: Mapping[str, Any], names: Mapping[str, str], least: int) -> list[str]:
    """The sentences that may be shown: none of a hidden side or a small part, no sum over them."""
    sides = detail.get("sides", {})
    gone = hidden(sides, least)
    away = tuple(names.get(code, code) for code in gone)
    away += ("总分：", "满意率") if gone else ()
    small = {f"{names.get(code, code)}·" for code, side in sides.items() if _thin(side, least)}
    unwanted = (*away, *small)
    return [
        text for text in detail.get("steps", []) if not unwanted or not text.startswith(unwanted)
    ]


def _thin(side: Mapping[str, Any], least: int) -> bool:
    """Whether a sub-group of the side is too small to be shown apart."""
    parts = [part for part in side.get("parts", []) if part["part"]]
    return any(0 < part["counted"] < least for part in parts)
