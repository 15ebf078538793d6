"""完成情况 told by a tick in one of several narrow columns: 已完成 | 正在整改 | 未完成."""

import re
from collections import defaultdict
from typing import Final

from common.workbook.grid import Sheet
from common.workbook.headings import Headings
from common.workbook.text import squeeze
from issues.readings import choices

TICK: Final = re.compile(r"^[√✓✔☑○●◯■1是有vVyY]$")
LONGEST_WORD: Final = 6


def _columns(headings: Headings) -> dict[int, str]:
    """The columns that each stand for one state, two or more below one heading."""
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for column, label in headings.labels.items():
        parent, _, word = label.rpartition("/")
        if len(word) <= LONGEST_WORD and choices.is_state(word):
            groups[parent][column] = word
    told = (group for group in groups.values() if _tell_apart(group))
    return next(told, {})


def _tell_apart(group: dict[int, str]) -> bool:
    words = group.values()
    return len({choices.status(word) for word in words}) > 1 and not {"是", "否"} & set(words)


def ticked(sheet: Sheet, headings: Headings, row: int) -> str | None:
    """The state under whose heading a row is ticked."""
    ticks = (
        word
        for column, word in headings.ticked.items()
        if TICK.match(squeeze(sheet.shown(row, column).text))
    )
    return next(ticks, None)


def settle(headings: Headings, sheet: Sheet) -> None:
    """Columns that hold only ticks say the state, whatever field their headings resemble."""
    found = _columns(headings)
    below = range(headings.bottom + 1, sheet.last_row + 1)
    texts = [squeeze(sheet.text(row, column)) for row in below for column in found]
    marks = [bool(TICK.match(text)) for text in texts if text]
    if not marks or sum(marks) * 2 <= len(marks):
        return
    headings.ticked = found
    for name, column in list(headings.columns.items()):
        if column in found:
            del headings.columns[name]
    headings.columns["status"] = min(found)
