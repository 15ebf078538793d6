"""The rows behind a figure as lines to read: day, unit, what it is, where it stands."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from common.pages import Page, page
from reports.figures.behind import Asked, Behind, Listed, Register, Rows
from reports.figures.facts import Facts
from reports.figures.figure import Figure
from roster.models import User

HEAD = ("日期", "单位", "内容", "类别或状态")
ADDED = ("日期", "单位", "内容", "计入数")
Line = tuple[str, str, str, str, str]
MOST = 500


def head_of(figure: Figure) -> tuple[str, ...]:
    """The headings of the lines behind a figure."""
    return ADDED if adds_up(figure.behind) else HEAD


def screen_of(facts: Facts, figure: Figure, user: User, day: date | None, mark: str) -> Page[Any]:
    """One screen of the lines."""
    if figure.behind is None or isinstance(figure.behind, Listed):
        lines = _plain(facts, figure)
        return Page(lines[:MOST], len(lines), len(lines) > MOST, "", True)
    screen = page(_seen(facts, figure, user, day), ["-pk"], mark)
    screen.rows = [line_of(figure.behind, row) for row in screen.rows]
    return screen


def lines_of(facts: Facts, figure: Figure, user: User, day: date | None) -> Iterator[Line]:
    """All lines, for a workbook."""
    if figure.behind is None or isinstance(figure.behind, Listed):
        yield from _plain(facts, figure)
        return
    for row in _seen(facts, figure, user, day).order_by("-pk").iterator(chunk_size=2000):
        yield line_of(figure.behind, row)


def _plain(facts: Facts, figure: Figure) -> list[Line]:
    found = figure.behind.lines(facts) if isinstance(figure.behind, Listed) else []
    return [(str(a), str(b), str(c), str(d), "") for a, b, c, d in found]


def _seen(facts: Facts, figure: Figure, user: User, day: date | None) -> Rows:
    """The rows as far as the person may see them one by one."""
    assert figure.behind is not None  # noqa: S101 - for the type checker
    assert not isinstance(figure.behind, Listed)  # noqa: S101 - for the type checker
    rows = figure.behind.rows(facts, day)
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return rows.select_related(*_joined(figure.behind.register))


def _joined(register: Register) -> list[str]:
    """What the lines read across: the unit, the row above."""
    joins = {"__".join(register.unit.split("__"))} if register.unit not in {"", "pk"} else set()
    if register.about:
        joins.add(register.about)
    return sorted(joins | set(register.reads))


def line_of(behind: Behind | Asked, row: Any) -> Line:
    """One row as it is read; where the number is a sum, with what it adds to it."""
    register = behind.register
    unit = _walk(row, register.unit) if register.unit not in {"", "pk"} else None
    about = _walk(row, register.about) if register.about else row
    url = about.get_absolute_url() if hasattr(about, "get_absolute_url") else ""
    day = _day(_walk(row, register.day)) if register.day else ""
    name = unit.short if unit is not None else ""
    state = f"{behind.amount(row)}" if adds_up(behind) else register.state(row)
    return (day, name, register.text(row)[:200], state, url)


def adds_up(behind: Behind | Asked | Listed | None) -> bool:
    """Tell whether the number is what its rows add up to, not how many they are."""
    if isinstance(behind, Behind):
        return bool(behind.summed or behind.told)
    return isinstance(behind, Listed) and behind.adds


def _walk(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _day(moment: Any) -> str:
    if isinstance(moment, datetime):
        return f"{localdate(moment)}"
    return f"{moment}" if moment else ""
