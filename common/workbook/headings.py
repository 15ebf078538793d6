"""Finding the heading rows of a sheet, one to three levels, and what each column holds."""

import re
from dataclasses import dataclass, field
from typing import Final

from common.workbook.dictionary import Dictionary, Match
from common.workbook.grid import Sheet
from common.workbook.text import half_width, heading_key, tidy

SEARCHED_ROWS: Final = 60
SHORT: Final = 24
MOST_LEVELS: Final = 3
KEY_AND_VALUE: Final = re.compile(r"[:：]\s*\S")
A_DAY: Final = re.compile(r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d")
WIDE: Final = 0.8
TOLD_BESIDE: Final = re.compile(
    r"^((填报|报送|上报|填表|制表|汇总|编制)(单位|部门|人|时间|日期)|单位(名称|全称)?)$"
)
MOST_TOLD: Final = 4


@dataclass(slots=True)
class Headings:
    """The heading block of a sheet and the column of every field found in it.

    `labels` are the headings for people, `keys` the form in which a heading is remembered;
    `ticked` are columns that say something by a mark alone, with what the mark means.
    """

    top: int
    bottom: int
    columns: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    ticked: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[int]:
        return list(range(self.top, self.bottom + 1))

    @property
    def unknown(self) -> dict[int, str]:
        """Columns whose heading names no field."""
        taken = set(self.columns.values())
        return {column: label for column, label in self.labels.items() if column not in taken}


def find(sheet: Sheet, dictionary: Dictionary) -> Headings | None:
    """The heading block, wherever it stands in the first rows; nothing when there is none."""
    first = min(sheet.rows, default=1)
    last = min(first - 1 + SEARCHED_ROWS, sheet.last_row)
    counts = {row: _known_headings(sheet, row, dictionary) for row in range(first, last + 1)}
    if not counts or max(counts.values()) < 2:
        return None
    anchor = max(counts, key=lambda row: (counts[row], -row))
    headings = Headings(*_grown(sheet, anchor, counts, last))
    _map_columns(sheet, headings, dictionary)
    return headings


def _known_headings(sheet: Sheet, row: int, dictionary: Dictionary) -> int:
    """How many different fields the texts of a row name exactly."""
    texts = [cell.text for cell in sheet.filled(row).values()]
    short = [text for text in texts if len(text) <= SHORT]
    names = {dictionary.exactly(text) or dictionary.shaped(text) for text in short} - {None}
    return len(names) if len(names) * 3 >= len(texts) else 0


def _grown(sheet: Sheet, anchor: int, counts: dict[int, int], last: int) -> tuple[int, int]:
    """The heading block around its surest row, upwards and downwards."""
    top = bottom = anchor
    while (
        top - 1 in counts and bottom - top + 1 < MOST_LEVELS and _heads(sheet, top - 1, top, counts)
    ):
        top -= 1
    bottom = max([bottom, *(_merged_down_to(sheet, row) for row in range(top, bottom + 1))])
    while (
        bottom < last and bottom - top + 1 < MOST_LEVELS and _continues(sheet, bottom + 1, counts)
    ):
        bottom += 1
    return top, min(bottom, top + MOST_LEVELS - 1)


def _merged_down_to(sheet: Sheet, row: int) -> int:
    merges = (sheet.merge_at(row, column) for column in sheet.filled(row))
    return max((merge.bottom for merge in merges if merge and merge.top == row), default=row)


def _heads(sheet: Sheet, row: int, below: int, counts: dict[int, int]) -> bool:
    """Whether the row is an upper level of the heading row below it."""
    filled = sheet.filled(row)
    if len(filled) < 2 or any(not _looks_like_heading(cell.text) for cell in filled.values()):
        return False
    if tells_beside(sheet, row) and len(sheet.filled(below)) >= len(filled) + MOST_TOLD:
        return False
    width = max(sheet.last_column, 1)
    for column in filled:
        merge = sheet.merge_at(row, column)
        if merge and merge.right - merge.left + 1 >= width * WIDE:
            return False
        if merge and merge.bottom >= below:
            return True
    return counts[row] >= 1 or _is_group_row(sheet, row)


def tells_beside(sheet: Sheet, row: int) -> bool:
    """Whether a row is a remark about the whole sheet: a name, its value in the next cell."""
    filled = sheet.filled(row)
    is_short = 2 <= len(filled) <= MOST_TOLD
    return is_short and TOLD_BESIDE.match(heading_key(filled[min(filled)].text)) is not None


def _is_group_row(sheet: Sheet, row: int) -> bool:
    merges = (sheet.merge_at(row, column) for column in sheet.filled(row))
    return any(merge is not None and merge.right > merge.left for merge in merges)


def _continues(sheet: Sheet, row: int, counts: dict[int, int]) -> bool:
    filled = sheet.filled(row)
    are_headings = all(
        cell.number is None and _looks_like_heading(cell.text) for cell in filled.values()
    )
    return are_headings and counts[row] >= 2


def _looks_like_heading(text: str) -> bool:
    said = half_width(text)
    is_value = KEY_AND_VALUE.search(said) or A_DAY.search(said)
    return len(heading_key(text)) <= SHORT and not is_value


def _map_columns(sheet: Sheet, headings: Headings, dictionary: Dictionary) -> None:
    claims: list[tuple[float, int, str]] = []
    blank = _blank_columns(sheet, headings)
    for column in range(1, sheet.last_column + 1):
        levels = _levels(sheet, headings, column)
        if not levels:
            continue
        headings.labels[column] = "/".join(tidy(level).replace("\n", "") for level in levels)
        headings.keys[column] = "".join(heading_key(level) for level in levels[-2:])
        claims += [(match.score, -column, match.name) for match in _named(levels, dictionary)]
    for _score, column, name in sorted(claims, key=lambda one: _rank(one, blank), reverse=True):
        headings.columns.setdefault(name, -column)
    _drop_second_uses(headings, claims)


def _rank(claim: tuple[float, int, str], blank: set[int]) -> tuple[float, bool, int, str]:
    """The surest heading first; of two alike the one with something below, then the left one."""
    score, column, name = claim
    return score, -column not in blank, column, name


def _blank_columns(sheet: Sheet, headings: Headings) -> set[int]:
    """Columns with nothing at all below their heading."""
    used = {column for row in sheet.rows if row > headings.bottom for column in sheet.filled(row)}
    return set(range(1, sheet.last_column + 1)) - used


def _drop_second_uses(headings: Headings, claims: list[tuple[float, int, str]]) -> None:
    """A column that names its field surely does not serve a second field by a loose match."""
    best: dict[int, float] = {}
    for score, column, _name in claims:
        best[-column] = max(best.get(-column, 0), score)
    loose = {(name, -column) for score, column, name in claims if score < best[-column]}
    for name, column in loose:
        if headings.columns.get(name) == column:
            del headings.columns[name]


def _named(levels: list[str], dictionary: Dictionary) -> list[Match]:
    if len(levels) == 1:
        return dictionary.matches(levels[0])
    return dictionary.below(levels[-2], levels[-1]) or dictionary.matches(levels[0])


def _levels(sheet: Sheet, headings: Headings, column: int) -> list[str]:
    """The heading texts over a column from the highest level down, merges filled out."""
    levels: list[str] = []
    for row in headings.rows:
        text = _over(sheet, headings, row, column).strip()
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return levels


def _over(sheet: Sheet, headings: Headings, row: int, column: int) -> str:
    merge = sheet.merge_at(row, column)
    if merge is not None:
        return sheet.text(merge.top, merge.left) if merge.top >= headings.top else ""
    text = sheet.text(row, column)
    if text or row == headings.bottom or not _has_text_below(sheet, headings, row, column):
        return text
    return _group_to_the_left(sheet, headings, row, column)


def _has_text_below(sheet: Sheet, headings: Headings, row: int, column: int) -> bool:
    return any(sheet.text(below, column) for below in range(row + 1, headings.bottom + 1))


def _group_to_the_left(sheet: Sheet, headings: Headings, row: int, column: int) -> str:
    """In files without merges a group heading stands only over its first column."""
    for left in range(column - 1, 0, -1):
        if text := sheet.text(row, left):
            return text if _has_text_below(sheet, headings, row, left) else ""
    return ""
