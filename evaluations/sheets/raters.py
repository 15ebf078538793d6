"""A list of raters as a workbook: read to a preview, carried to the confirmation, entered."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core import signing

from common.books import book
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import squash
from common.workbook import Unreadable, Workbook, headings, open_workbook
from common.workbook.dictionary import Dictionary
from common.workbook.rows import Kind, Table
from common.workbook.text import tidy
from evaluations import rules
from evaluations.models import Round, Side
from evaluations.rules.raters import Named
from evaluations.sheets.uploads import Upload
from roster.directory import Directory, Entry
from roster.models import Unit, User

EVERY = ("全部", "全部单位", "所有单位", "全部参评单位", "各参评单位")
SALT = "evaluations.raters"
MOST_ROWS = 20_000
HEADINGS = ("评议方", "姓名", "职务身份", "所在单位", "类别", "联系电话", "所评单位", "备选")


@dataclass
class Reading:
    """What a list of raters says: rows to enter, and a sentence for every row that cannot be."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def token(self, round_: Round) -> str:
        """The rows as the confirmation carries them back; nothing is stored in between."""
        return signing.dumps({"round": round_.pk, "rows": self.rows}, salt=SALT, compress=True)


def read_raters(round_: Round, *, file: Upload, side: Side | None) -> Reading:
    """预览评议人: every row of the workbook against the units and sides of the round."""
    workbook = _opened(file)
    found = [table for sheet in workbook.sheets if (table := _table(sheet)) is not None]
    if not found:
        raise Refused("没有找到评议人名单的表头，表头里须有“姓名”和“所评单位”两列。")
    reading, desk = Reading(), _Desk(round_, side)
    for table in found:
        lines = table.lines()
        table.carry(["side", "units", "group"], lines)
        for line in lines:
            if line.kind is Kind.DATA:
                _read_row(table, line.row, desk, reading)
    if len(reading.rows) > MOST_ROWS:
        raise Refused(f"一次最多导入{MOST_ROWS}名评议人，请分表导入。")
    return reading


def _opened(file: Upload) -> Workbook:
    name = file.name or "评议人.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()}"
        path.write_bytes(file.read())
        try:
            return open_workbook(path, name)
        except Unreadable as fault:
            raise Refused(str(fault)) from fault


def _table(sheet: Any) -> Table | None:
    words = Dictionary.from_mapping(dictionary("evaluations", "rater_headings")["raters"])
    block = None if sheet.is_hidden else headings.find(sheet, words)
    if block is None or not {"name", "units"} <= set(block.columns):
        return None
    return Table(sheet, block, main="name", keys=("seq",), counters=("seq",))


class _Desk:
    """What the rows of one list are read against: sides, units, everybody's own unit."""

    def __init__(self, round_: Round, side: Side | None) -> None:
        self.usual = side
        self.sides = {squash(str(row)): row for row in round_.sides.all()}
        self.sides |= {squash(row.code): row for row in self.sides.values()}
        members = list(_members(round_))
        self.rated = Directory([entry for entry, _ in members], _groups(round_))
        self.units = {unit.code: unit for _, unit in members}
        everybody = Unit.objects.standing().prefetch_related("aliases")
        self.known = Directory([_entry(unit, unit.cohort) for unit in everybody])
        self.seen: dict[tuple[str, ...], int] = {}


def _members(round_: Round) -> Iterable[tuple[Entry, Unit]]:
    for cohort in round_.cohorts.all():
        for unit in cohort.units.in_official_order().prefetch_related("aliases"):
            yield _entry(unit, cohort.code), unit


def _entry(unit: Unit, cohort: str) -> Entry:
    names = tuple(alias.name for alias in unit.aliases.all())
    return Entry(unit.code, unit.name, unit.short, names, cohort)


def _groups(round_: Round) -> dict[str, str]:
    named = {cohort.name: f"cohort:{cohort.code}" for cohort in round_.cohorts.all()}
    return {**named, **dict.fromkeys(EVERY, "all")}


def _read_row(table: Table, row: int, desk: _Desk, reading: Reading) -> None:
    def text(name: str) -> str:
        return tidy(table.cell(row, name).text)

    faults: list[str] = []
    side = desk.sides.get(squash(text("side"))) if text("side") else desk.usual
    if side is None:
        said = text("side")
        faults.append(f"没有“{said}”这一评议方" if said else "没有写评议方，上面也没有选")
    own = desk.known.one(text("unit")) if text("unit") else None
    units = desk.rated.read(text("units"))
    if not units.codes and not units.unknown and not units.unsure:
        faults.append("没有写所评单位")
    faults += [f"所评单位“{word}”不在本次评议范围内" for word in units.unknown]
    faults += [
        f"所评单位“{word}”可能指{'、'.join(map(desk.rated.name_of, codes))}，请写全称"
        for word, codes in units.unsure.items()
    ]
    codes = [code for code in units.codes if code != own] if units.groups else units.codes
    if own in codes:
        faults.append(f"在“{desk.known.name_of(own)}”工作，不能评本单位")
    key = (str(side), text("name"), text("unit"), text("contact"), *codes)
    if key in desk.seen:
        faults.append(f"与第{desk.seen[key]}行重复")
    desk.seen.setdefault(key, row)
    if faults:
        reading.faults.append(f"第{row}行“{text('name')}”：{'；'.join(faults)}。")
        return
    reading.rows.append(
        {
            "side": side.pk if side else 0,
            "own": own,
            "units": codes,
            "is_candidate": text("candidate") in ("是", "备选", "√", "有", "1"),
            **{name: text(name) for name in ("name", "title", "group", "contact")},
        }
    )


def enter_raters(round_: Round, token: str, *, by: User, replaces: bool = False) -> int:
    """导入评议人: the rows that were previewed, all or none."""
    try:
        data = signing.loads(token, salt=SALT, max_age=3600)
    except signing.BadSignature as fault:
        raise Refused("预览已过期或被改动，请重新选择文件。") from fault
    if data["round"] != round_.pk:
        raise Refused("预览的是另一次评议的名单，请重新选择文件。")
    sides = {side.pk: side for side in round_.sides.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    rows = [
        Named(
            side=sides[row["side"]],
            name=row["name"],
            units=[units[code] for code in row["units"]],
            title=row["title"],
            unit=units.get(row["own"]),
            group=row["group"],
            contact=row["contact"],
            is_candidate=row["is_candidate"],
        )
        for row in data["rows"]
        if row["side"] in sides
    ]
    return rules.name_raters(round_, rows, by=by, replaces=replaces)


def template(round_: Round) -> bytes:
    """A workbook to fill in, with one line that shows how."""
    side = round_.sides.first()
    unit = Unit.objects.filter(cohorts__round=round_).in_official_order().first()
    row = [
        str(side or ""),
        "张三",
        "企业负责人",
        "",
        "企业",
        "13800000000",
        str(unit or "全部"),
        "",
    ]
    return book("评议人名单", HEADINGS, [row])


def export(round_: Round) -> bytes:
    """The relation table as a workbook, without contacts."""
    raters = round_.raters.select_related("side", "unit").prefetch_related("units")
    rows = (
        [
            str(row.side),
            row.name,
            row.title,
            str(row.unit or ""),
            row.group,
            row.contact_masked,
            "、".join(unit.name for unit in row.units.all()),
            row.get_state_display(),
        ]
        for row in raters.order_by("side__order", "pk")
    )
    return book("评议关系表", (*HEADINGS[:-1], "状态"), rows)
