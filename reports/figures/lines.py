"""The rows behind a figure as lines to read: day, unit, what it is, where it stands."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from common.pages import Page, page
from reports.figures.behind import Listed, Register, Rows
from reports.figures.facts import Facts
from reports.figures.figure import Figure
from roster.models import User

HEAD = ("日期", "单位", "内容", "类别或状态")
Line = tuple[str, str, str, str, str]
MOST = 500


def screen_of(facts: Facts, figure: Figure, user: User, day: date | None, mark: str) -> Page[Any]:
    """One screen of the lines."""
    if figure.behind is None or isinstance(figure.behind, Listed):
        lines = _plain(facts, figure)
        return Page(lines[:MOST], len(lines), len(lines) > MOST, "", True)
    register = figure.behind.register
    screen = page(_seen(facts, figure, user, day), ["-pk"], mark)
    screen.rows = [line_of(register, row) for row in screen.rows]
    return screen


def lines_of(facts: Facts, figure: Figure, user: User, day: date | None) -> Iterator[Line]:
    """All lines, for a workbook."""
    if figure.behind is None or isinstance(figure.behind, Listed):
        yield from _plain(facts, figure)
        return
    register = figure.behind.register
    for row in _seen(facts, figure, user, day).order_by("-pk").iterator(chunk_size=2000):
        yield line_of(register, row)


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


def line_of(register: Register, row: Any) -> Line:
    """One row as it is read."""
    unit = _walk(row, register.unit) if register.unit not in {"", "pk"} else None
    about = _walk(row, register.about) if register.about else row
    url = about.get_absolute_url() if hasattr(about, "get_absolute_url") else ""
    day = _day(_walk(row, register.day)) if register.day else ""
    name = unit.short if unit is not None else ""
    return (day, name, register.text(row)[:200], register.state(row), url)


def _walk(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _day(moment: Any) -> str:
    if isinstance(moment, datetime):
        return f"{localdate(moment)}"
    return f"{moment}" if moment else ""
