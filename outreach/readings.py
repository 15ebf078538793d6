"""Reading hotline orders: moments, states, and what must not stay in a free text."""

import re
from datetime import datetime
from functools import cache
from typing import Final

from common.dictionaries import dictionary
from common.workbook.dictionary import Dictionary
from common.workbook.grid import Cell
from common.workbook.text import half_width, squeeze, visible

MOMENT: Final = re.compile(
    r"(20\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?"
    r"(?:[\sT]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})秒?)?)?"
)


def moment(cell: Cell) -> datetime | None:
    """The moment a cell names, as text or as a date."""
    if cell.moment is not None:
        return cell.moment
    found = MOMENT.search(half_width(visible(cell.text)))
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


@cache
def finished_words() -> frozenset[str]:
    """States of an order that mean it is finished."""
    return frozenset(dictionary("outreach", "tickets")["finished"])


def is_finished(state: str) -> bool:
    """Whether an order is finished; one handed back for another try is not."""
    return squeeze(state) in finished_words()


@cache
def headings() -> Dictionary:
    """The headings of hotline exports."""
    more: dict[str, list[str]] = dictionary("outreach", "tickets")["more"]
    taken = {alias for aliases in more.values() for alias in aliases}
    known: dict[str, list[str]] = dictionary("outreach", "hotline")["hotline"]["field_aliases"]
    fields = {
        name: [*(alias for alias in aliases if alias not in taken), *more.get(name, ())]
        for name, aliases in known.items()
    }
    return Dictionary({**more, **fields})
