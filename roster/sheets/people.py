"""A roster of people: reading it, and entering its people by the rules."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Final

import roster.rules as rules
from common.refusal import Refused
from common.workbook import Unreadable, Workbook
from common.workbook.around import Around
from common.workbook.report import Report, Row
from common.workbook.rows import Kind
from common.workbook.text import tidy
from roster import readings
from roster.directory import Directory
from roster.models import Unit, User
from roster.ordering import stroke_key
from roster.sheets.table import RosterRow, about, ignored, tables, unit_around

FILED: Final = ("填报时间", "填报日期", "填表时间", "制表时间", "日期", "截至时间", "统计时间")
DITTOS: Final = ("unit", "dept", "nation", "party", "education", "position", "rank", "since")
NAME_STROKES: Final = "name_stroke(人大式)"
SURNAME_STROKES: Final = "surname_stroke(党代会政协式)"
LONGEST_POST: Final = 40
SHORTEST_UNIT: Final = 2
NO_PEOPLE: Final = "没有找到花名册的表头，请确认表头里有“姓名”“单位”“职务”等列。"


def read_people(
    workbook: Workbook,
    *,
    directory: Directory,
    year: int,
    received: date,
    unit_code: str | None = None,
    told: Mapping[str, str] | None = None,
) -> Report:
    """Read a roster of people; nothing is stored."""
    found = tables(workbook, "people", "person", told)
    if not found:
        raise Unreadable(NO_PEOPLE)
    around, report = Around(), Report(facts={}, tables=found)
    by_sheet = {table.sheet.name: (table, table.lines()) for table in found}
    for table, lines in by_sheet.values():
        table.carry(["unit", "dept"], lines)
        table.carry_dittos(DITTOS, lines)
        around.add(table.sheet, lines)
        report.ignored += ignored(table, lines)
        given = unit_code or unit_around(table, lines, workbook.name, directory)
        seen: dict[tuple[str | None, ...], int] = {}
        for line in lines:
            if line.kind is Kind.DATA:
                _read_person(RosterRow(table, line.row), directory, given, seen, report)
    for sheet in workbook.sheets:
        report.sheets.append(about(sheet, *by_sheet.get(sheet.name, (None, []))))
    year = around.year(workbook.name) or year
    report.facts = {
        "file": workbook.name,
        "form": "person_roster",
        "campaign_year": year,
        "receive_date": (around.day(FILED, year) or received).isoformat(),
    }
    report.extras = namesakes(report.rows)
    return report


def _read_person(
    row: RosterRow,
    directory: Directory,
    given: str | None,
    seen: dict[tuple[str | None, ...], int],
    report: Report,
) -> None:
    code = _unit_of(row, directory, given, report)
    name = readings.given_name(row.raw("person") or "")
    if not name:
        row.faults.append(("missing_name", ""))
    birth = row.month("birth")
    first = seen.setdefault((code, name, birth, row.text("position")), row.row)
    if first != row.row and name:
        row.faults.append(("duplicate_row", str(first)))
    if row.faults:
        row.refuse(report, person=name)
        return
    if row.raw("birth") and birth is None:
        said = f"出生年月“{row.text('birth')}”不能识别，请核对。"
        row.remark(report, "invalid_birth", row.raw("birth") or "", said)
    seq = row.table.cell(row.row, "seq")
    report.rows.append(
        {
            "sheet": row.table.sheet.name,
            "row": row.row,
            "seq": int(seq.number) if seq.number is not None else row.text("seq"),
            "unit_code": code,
            "unit_raw": row.raw("unit"),
            "name": name,
            "name_raw": row.raw("person"),
            **{field: row.text(field) for field in ("sex", "nation")},
            "birth": birth,
            **{field: row.text(field) for field in ("party", "education")},
            **{field: unbroken(row.text(field)) for field in ("position", "rank")},
            "since": row.month("since"),
            "phone_masked": readings.masked_phone(row.raw("phone") or ""),
            "remark": row.text("remark"),
        }
    )


def _before_post(row: RosterRow, directory: Directory) -> str | None:
    """The unit that stands before the post in a column of 单位及职务."""
    text = tidy(row.raw("position") or "")[:LONGEST_POST]
    ends = range(len(text), SHORTEST_UNIT, -1)
    return next((code for end in ends if (code := directory.one(text[:end]))), None)


def _unit_of(row: RosterRow, directory: Directory, given: str | None, report: Report) -> str | None:
    raw = row.raw("unit")
    if raw is None and (found_code := given or _before_post(row, directory)):
        return found_code
    found = directory.read(raw or "")
    if len(found.codes) == 1:
        return found.first
    report.strangers |= {word: [] for word in found.unknown} | found.unsure
    if found.codes or found.unsure:
        row.faults.append(("ambiguous_unit", tidy(raw or "")))
    else:
        row.faults.append(("unknown_unit", tidy(raw or "（空）")))
    return None


def unbroken(text: str | None) -> str | None:
    """A post as one line, though its cell was narrow."""
    return "".join(map(str.strip, text.split("\n"))) if text else text


def is_rare(name: str) -> bool:
    """Whether a name has a character that older fonts and encodings lack."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def namesakes(rows: list[Row]) -> Row:
    """People who share a name: different people by their birth, one person in two units."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append(row)
    different, same = [], []
    for name, sharing in by_name.items():
        births = {row["birth"] for row in sharing}
        units = [row["unit_code"] for row in sharing]
        if len(births) > 1:
            different.append([name, *units])
        elif len(set(units)) > 1:
            same.append([name, *dict.fromkeys(units)])
    told = {
        "same_name_different_person": different,
        "same_person_two_units": same,
        "rare_names": [row["name"] for row in rows if is_rare(row["name"])],
    }
    pair = disputed_pair(rows)
    return {**told, "single_given_name_pair": pair} if pair else told


def disputed_pair(rows: list[Row]) -> Row | None:
    """Two people of one unit whom the two stroke orders put the other way round."""
    by_surname: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        by_surname[row["unit_code"], row["name"][0]].append(row["name"])
    for names in by_surname.values():
        for short, long in product(names, names):
            if len(short) == 2 and len(long) > 2:
                by_name = sorted([short, long], key=stroke_key)
                by_surname_first = sorted([short, long], key=surname_key)
                if by_name != by_surname_first:
                    return {NAME_STROKES: by_name, SURNAME_STROKES: by_surname_first}
    return None


def surname_key(name: str) -> str:
    """The key of 姓氏笔画 order, in which a missing second character counts as nothing."""
    return stroke_key(name, surname_first=True)


def store_people(report: Report, _campaign: object = None, *, by: User | None = None) -> int:
    """Enter every person of a roster with the post it gives; return how many rows entered."""
    units = {unit.code: unit for unit in Unit.objects.standing()}
    stored = 0
    for row in report.rows:
        if row["unit_code"] not in units:
            message = f"第{row['row']}行：名册里还没有单位“{row['unit_raw']}”，请先导入单位名册。"
            raise Refused(message)
        rules.appoint(
            unit=units[row["unit_code"]],
            name=row["name"],
            title=row["position"] or "",
            level=readings.post_level(row["position"] or ""),
            by=by,
            since=row["since"] or "",
            birth_month=row["birth"] or "",
            sex=row["sex"] or "",
            rank=row["rank"] or "",
            hand_order=row["seq"] if isinstance(row["seq"], int) else 9999,
        )
        stored += 1
    return stored
