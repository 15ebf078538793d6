"""Several tables below one another on one sheet, each with headings of its own."""

from typing import Final

from common.workbook.dictionary import Dictionary
from common.workbook.grid import Sheet
from common.workbook.rows import META
from common.workbook.text import heading_key, squeeze

FEWEST: Final = 4
SHORT: Final = 16
MOST_TITLES: Final = 3
APART: Final = 2


def split(sheet: Sheet, dictionary: Dictionary) -> list[Sheet]:
    """The tables of a sheet as sheets of the same name; the sheet itself when there is one."""
    starts = [_title_of(sheet, row) for row in _other_headings(sheet, dictionary)]
    if not starts:
        return [sheet]
    ends = [*starts, sheet.last_row + 1]
    return [_cut(sheet, top, end) for top, end in zip([1, *starts], ends, strict=True)]


def _other_headings(sheet: Sheet, dictionary: Dictionary) -> list[int]:
    """The rows of headings that are not those of the table above once more."""
    found: list[int] = []
    above: frozenset[str] = frozenset()
    last = 0
    for row in sorted(sheet.rows):
        texts = [cell.text for cell in sheet.filled(row).values()]
        if not _is_heading(texts, dictionary):
            continue
        keys = frozenset(map(heading_key, texts))
        if last and row - last > APART and keys != above:
            found.append(row)
        if not last or row - last > APART:
            above = keys
        last = row
    return found


def _is_heading(texts: list[str], dictionary: Dictionary) -> bool:
    if len(texts) < FEWEST or any(len(text) > 2 * SHORT for text in texts):
        return False
    names = {dictionary.exactly(text) for text in texts if len(text) <= SHORT} - {None}
    return len(names) >= FEWEST and len(names) * 2 >= len(texts)


def _title_of(sheet: Sheet, heading: int) -> int:
    """The first of the title and meta rows straight above a heading row."""
    row = heading
    while row > 1 and heading - row < MOST_TITLES and _is_title(sheet, row - 1):
        row -= 1
    return row


def _is_title(sheet: Sheet, row: int) -> bool:
    texts = [cell.text for cell in sheet.filled(row).values()]
    if len(texts) == 1:
        return True
    return 1 < len(texts) <= FEWEST and META.search(squeeze(" ".join(texts))) is not None


def _cut(sheet: Sheet, top: int, end: int) -> Sheet:
    return Sheet(
        name=sheet.name,
        is_hidden=sheet.is_hidden,
        rows={row: cells for row, cells in sheet.rows.items() if top <= row < end},
        merges=[merge for merge in sheet.merges if top <= merge.top < end],
        hidden_rows={row for row in sheet.hidden_rows if top <= row < end},
        hidden_columns=set(sheet.hidden_columns),
        knows_merges=sheet.knows_merges,
    )
