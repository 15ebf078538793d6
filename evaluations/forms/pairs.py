"""Lines such as 好=90 in a text box, to and from the rows that scheme data keeps."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

SIGN = re.compile(r"[=＝]")
WHEN = re.compile(r"[:：]")
TIMES = re.compile(r"[×xX*]\s*(\d+)$")
NOT_COUNTED = ("不计", "不计分", "不计入", "-", "—")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(written: str, line: str) -> int | float:
    try:
        value = Decimal(written.strip().rstrip("%分"))
    except InvalidOperation as fault:
        raise forms.ValidationError(f"“{line}”里等号后面应是数字。") from fault
    return int(value) if value == int(value) else float(value)


def pairs_in(text: str) -> list[tuple[str, int | float | None]]:
    """满意=100 and 不了解=不计 as labels with scores."""
    found: list[tuple[str, int | float | None]] = []
    for line in _lines(text):
        label, sign, written = SIGN.sub("=", line).partition("=")
        if not sign or not label.strip():
            raise forms.ValidationError(f"“{line}”应写成“名称=分数”。")
        score = None if written.strip() in NOT_COUNTED else _number(written, line)
        found.append((label.strip(), score))
    return found


def shares_in(text: str) -> list[dict[str, Any]]:
    """Names with or without a weight; either all have one or none."""
    rows: list[dict[str, Any]] = []
    for line in _lines(text):
        name, sign, written = SIGN.sub("=", line).partition("=")
        row: dict[str, Any] = {"name": name.strip()}
        rows.append(row | ({"weight": _number(written, line)} if sign else {}))
    if len({"weight" in row for row in rows}) > 1:
        raise forms.ValidationError("比重请每行都写，或者都不写。")
    return rows


def shares_of(rows: Iterable[Any] | None) -> str:
    """The same rows as lines."""
    named = [{"name": row} if isinstance(row, str) else row for row in rows or ()]
    return lines_of(named, "name", "weight")


def lines_of(rows: Iterable[Mapping[str, Any]], name: str, value: str) -> str:
    """Rows as lines; a row without the value stands alone, one with None is not counted."""
    written = []
    for row in rows:
        if value not in row:
            written.append(str(row[name]))
        else:
            written.append(f"{row[name]}={'不计' if row[value] is None else row[value]}")
    return "\n".join(written)


def tiers_in(text: str) -> list[dict[str, Any]]:
    """好=90, 满意：满意率>=0.9, or a last line that takes all the rest."""
    rows: list[dict[str, Any]] = []
    for line in _lines(text):
        if WHEN.search(line):
            label, when = WHEN.split(line, maxsplit=1)
            rows.append({"label": label.strip(), "when": when.strip()})
            continue
        label, sign, written = SIGN.sub("=", line).partition("=")
        rows.append({"label": label.strip()} | ({"min": _number(written, line)} if sign else {}))
    return rows


def tiers_of(data: Any) -> str:
    """A grade table as lines."""
    rows = data.get("rules") or data.get("tiers") if isinstance(data, Mapping) else data
    written = []
    for row in rows or ():
        if row.get("when"):
            written.append(f"{row['label']}：{row['when']}")
        elif row.get("min") is None:
            written.append(str(row.get("label") or row.get("else")))
        else:
            written.append(f"{row['label']}={row['min']}")
    return "\n".join(written)


def caps_in(text: str) -> list[dict[str, Any]]:
    """红牌=较好, 黄牌×2=较好."""
    rows = []
    for line in _lines(text):
        card, sign, tier = SIGN.sub("=", line).partition("=")
        if not sign or not tier.strip():
            raise forms.ValidationError(f"“{line}”应写成“红牌=较好”。")
        times = TIMES.search(card.strip())
        rows.append(
            {
                "card": TIMES.sub("", card.strip()).strip(),
                "max_tier": tier.strip(),
                "times": int(times.group(1)) if times else 1,
            }
        )
    return rows


def caps_of(rows: Any) -> str:
    """The caps as lines."""
    written = []
    for row in rows:
        times = int(row.get("times") or 1)
        card = f"{row['card']}×{times}" if times > 1 else row["card"]
        written.append(f"{card}={row['max_tier']}")
    return "\n".join(written)


def plain(number: Any) -> int | float:
    """A number as data keeps it: 30, 12.5."""
    return int(number) if number == int(number) else float(number)
