"""How a workbook travels from the limited child to its parent: one JSON value a line."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from common.workbook.grid import Cell, Fault, Merge, Sheet, Workbook
from common.workbook.unreadable import Unreadable

UNFINISHED: Final = "文件没有读完，可能已损坏，请用WPS或Excel另存为.xlsx后再上传。"


def lines(workbook: Workbook) -> Iterator[str]:
    """The lines a child prints for a workbook it could read."""
    created = workbook.created.isoformat() if workbook.created else None
    yield json.dumps({"workbook": workbook.name, "created": created})
    for sheet in workbook.sheets:
        yield json.dumps({"sheet": _about(sheet)})
        for row, cells in sheet.rows.items():
            yield json.dumps([row, [[column, *_packed(cell)] for column, cell in cells.items()]])
    yield json.dumps({"end": len(workbook.sheets)})


def refusal(message: str) -> str:
    """The line a child prints for a file it cannot read."""
    return json.dumps({"unreadable": message})


def _about(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.is_hidden,
        "merges": [[m.top, m.left, m.bottom, m.right] for m in sheet.merges],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "knows_merges": sheet.knows_merges,
    }


def _packed(cell: Cell) -> list[Any]:
    if cell == Cell(text=cell.text):
        return [cell.text]
    moment = cell.moment.isoformat() if cell.moment else None
    return [cell.text, cell.number, moment, cell.is_percent, cell.fault, cell.chars]


def _unpacked(values: list[Any]) -> Cell:
    if len(values) == 1:
        return Cell(text=values[0])
    text, number, moment, is_percent, fault, chars = values
    return Cell(
        text=text,
        number=number,
        moment=datetime.fromisoformat(moment) if moment else None,
        is_percent=is_percent,
        fault=Fault(fault) if fault else None,
        chars=chars,
    )


def workbook_from(printed: Iterable[str]) -> Workbook:
    """Put a workbook together from the lines of a child."""
    workbook, complete = Workbook(name="", sheets=[]), False
    for line in printed:
        value = json.loads(line)
        if isinstance(value, list):
            row, cells = value
            workbook.sheets[-1].rows[row] = {cell[0]: _unpacked(cell[1:]) for cell in cells}
        elif "sheet" in value:
            workbook.sheets.append(_sheet(value["sheet"]))
        elif "workbook" in value:
            workbook.name = value["workbook"]
            if value["created"]:
                workbook.created = datetime.fromisoformat(value["created"])
        elif "unreadable" in value:
            raise Unreadable(value["unreadable"])
        else:
            complete = "end" in value
    if not complete:
        raise Unreadable(UNFINISHED)
    return workbook


def _sheet(about: dict[str, Any]) -> Sheet:
    return Sheet(
        name=about["name"],
        is_hidden=about["hidden"],
        merges=[Merge(*corners) for corners in about["merges"]],
        hidden_rows=set(about["hidden_rows"]),
        hidden_columns=set(about["hidden_columns"]),
        knows_merges=about["knows_merges"],
    )
