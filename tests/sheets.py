"""Workbooks for tests: building them, reading them, comparing a report with what is expected."""

import csv
import json
from pathlib import Path

from openpyxl import Workbook as Book

from common.workbook import open_workbook
from config.imports import KINDS, Setting, shipped_calendar, shipped_directory

SAMPLES = Path(__file__).parent / "samples"


def sample(number):
    return next(SAMPLES.glob(f"{number}-*.xlsx"))


def expected(number):
    return json.loads((SAMPLES / "expected" / f"{sample(number).stem}.json").read_text("utf-8"))


def setting(**over):
    return Setting(directory=shipped_directory(), calendar=shipped_calendar(), **over)


def read(kind, path, **over):
    """What `import_workbook KIND FILE --dry-run --json` prints for the shipped roster."""
    return KINDS[kind].read(open_workbook(Path(path)), setting(**over)).as_json()


def write(path, rows, *, merges=(), sheet="问题清单", more=()):
    """A workbook of one sheet (and more sheets as (name, rows)), each row a list of values."""
    book = Book()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    for name, lines in more:
        other = book.create_sheet(name)
        for row in lines:
            other.append(row)
    book.save(path)
    return path


def as_csv(source, path, encoding="gb18030"):
    """The first sheet as a .csv file of shown texts; merges are lost as they are in real life."""
    sheet = open_workbook(source).sheets[0]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        for row in range(1, sheet.last_row + 1):
            columns = range(1, sheet.last_column + 1)
            writer.writerow([_typed_again(sheet.cell(row, column)) for column in columns])
    return path


def _typed_again(cell):
    """What a cell held before the reader shortened it or took its formula away."""
    if cell.fault == "formula_cell":
        return "=HYPERLINK()"
    return cell.text.ljust(cell.chars, "长")


def on_first_sheet(report, sheet):
    """What a report says about one sheet only, told under one common sheet name."""
    told = {"rows": [], "refused": [], "ignored": [], "warnings": []}
    for name, entries in told.items():
        entries += [{**one, "sheet": "表"} for one in report[name] if one["sheet"] == sheet]
    return told


def differences(got, wanted):
    """Every place where a report differs from the expected one, as sentences."""
    faults = [f"{key}: {got.get(key)!r}" for key in _plain(wanted) if got.get(key) != wanted[key]]
    faults += _rows_differ(got["rows"], wanted["rows"])
    for name, about in (("refused", _refusal), ("ignored", _ignored), ("warnings", _remark)):
        ours, theirs = {about(one) for one in got[name]}, {about(one) for one in wanted[name]}
        faults += [f"{name}: more {one}" for one in ours - theirs]
        faults += [f"{name}: lacks {one}" for one in theirs - ours]
    return faults


def _plain(wanted):
    apart = {"rows", "refused", "ignored", "warnings"}
    return [key for key in wanted if key not in apart]


def _rows_differ(got, wanted):
    ours = {(row["sheet"], row["row"]): row for row in got}
    theirs = {(row["sheet"], row["row"]): row for row in wanted}
    faults = [f"row {where} only on one side" for where in ours.keys() ^ theirs.keys()]
    for where in ours.keys() & theirs.keys():
        faults += [
            f"row {where} {name}: {ours[where].get(name)!r} != {value!r}"
            for name, value in theirs[where].items()
            if not _same(ours[where].get(name), value)
        ]
    return faults


def _same(ours, theirs):
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.strip() == theirs.strip()
    return ours == theirs


def _refusal(one):
    return one["sheet"], one["row"], tuple(sorted(one["reasons"]))


def _ignored(one):
    return one["sheet"], one["row"], one["kind"], one.get("of")


def _remark(one):
    return one["sheet"], one["row"], one["code"]
