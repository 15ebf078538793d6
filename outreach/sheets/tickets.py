"""Exports of the 12345 hotline as workbooks: doors to the rules of tickets."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from common.workbook import Cell, Sheet, Unreadable, Workbook
from common.workbook import headings as heading_rows
from common.workbook.around import Around
from common.workbook.report import Ignored, Refusal, Remark, Report, Row
from common.workbook.rows import IN_TABLE, Kind, Table
from common.workbook.text import tidy
from outreach import readings
from roster.directory import Directory
from roster.readings import masked_phone, personal_data

RECEIVED: Final = ("导出时间", "导出日期", "填报时间", "报送时间", "制表时间")
REQUIRED: Final = {"order_no": "办件编号", "unit": "办理单位", "content": "诉求内容"}
FREE_TEXTS: Final = {"title": "诉求主题", "content": "诉求内容", "reply": "处理结果"}
MOMENTS: Final = ("received_at", "signed_at", "finished_at")
WORDS: Final = (
    "appeal_type",
    "cat3",
    "town",
    "visit_valid",
    "contacted",
    "solved",
    "satisfied",
    "unsatisfied_reason",
    "return_count",
    "redo_count",
    "delayed",
    "remark",
)
NOTHING_FOUND: Final = "没有找到热线工单的表头，请确认表头里有“办件编号”“诉求内容”“办理单位”等列。"
TELLING: Final = {"order_no", "content", "title", "contacted", "solved", "satisfied"}
PLACEABLE: Final = {"unknown_unit", "ambiguous_unit", "missing_order_no"}
REFUSALS: Final = {
    "unknown_unit": "办理单位“{value}”不在花名册中，已列入待分派清单，请指定承办单位",
    "ambiguous_unit": "办理单位“{value}”可能指多个单位，请指定承办单位",
    "missing_order_no": "没有办件编号，内容与库中工单一致的按内容对应，其余列入待对应清单",
    "missing_content": "诉求主题和诉求内容都是空的，请补填",
    "duplicate_order_no": "办件编号“{value}”在本表中重复，请删去重复的行",
    "formula_cell": "“{value}”是公式，请改成固定的文字后再导入",
    "error_value": "“{value}”是错误值，请重新填写",
    "cell_too_long": "“{value}”的内容超过32767字，请精简",
}


def read(
    workbook: Workbook,
    *,
    directory: Directory,
    year: int,
    received: date,
    told: Mapping[str, str] | None = None,
) -> Report:
    """Read a hotline export; nothing is stored."""
    report, around = Report(facts={}), Around()
    seen: set[str] = set()
    for sheet in workbook.sheets:
        table = None if sheet.is_hidden else _table(sheet, told or {})
        if table is None:
            report.sheets.append({"name": sheet.name, "hidden": sheet.is_hidden, "import": False})
            continue
        lines = table.lines()
        around.add(sheet, lines)
        rows = [line.row for line in lines if line.kind in IN_TABLE]
        report.sheets.append(_about(table, rows))
        report.tables.append(table)
        if missing := _lacking(table.headings.columns):
            report.refused.append(_missing(table, missing, len(rows)))
            continue
        report.ignored += [
            Ignored(sheet.name, line.row, line.kind.value)
            for line in lines
            if line.kind is not Kind.DATA
        ]
        for line in lines:
            if line.kind is Kind.DATA:
                _Order(table, line.row, directory, seen).read_into(report)
    if not any("header_rows" in about for about in report.sheets):
        raise Unreadable(NOTHING_FOUND)
    report.facts = _facts(workbook, around, report, year, received)
    return report


def _table(sheet: Sheet, told: Mapping[str, str]) -> Table | None:
    found = heading_rows.find(sheet, readings.headings().with_told(told))
    if found is None or len(TELLING & set(found.columns)) < 2:
        return None
    return Table(sheet, found, main="content", keys=("seq", "order_no"), counters=("seq",))


def _lacking(columns: Mapping[str, int]) -> list[str]:
    """The needed columns a sheet has not; exports of call-backs come without order numbers."""
    is_call_back = bool({"contacted", "solved", "satisfied"} & set(columns))
    return [
        name
        for name in REQUIRED
        if name not in columns and not (name == "order_no" and is_call_back)
    ]


def fields() -> tuple[tuple[str, str], ...]:
    """The fields a column may hold, each with its usual heading."""
    return tuple((name, aliases[0]) for name, aliases in readings.headings().fields.items())


def _about(table: Table, rows: list[int]) -> Row:
    return {
        "name": table.sheet.name,
        "hidden": False,
        "header_rows": table.headings.rows,
        "data_rows": [min(rows), max(rows)] if rows else [],
    }


def _missing(table: Table, missing: list[str], count: int) -> Refusal:
    columns = "、".join(REQUIRED[name] for name in missing)
    sentence = f"工作表“{table.sheet.name}”缺少必填的列：{columns}，整表没有导入，请补齐后再上传。"
    more = {"columns": missing, "rows": count}
    return Refusal(table.sheet.name, None, ["missing_required_columns"], sentence, more)


def _facts(workbook: Workbook, around: Around, report: Report, year: int, received: date) -> Row:
    """The export is taken as received on the day after its last order, unless it says otherwise."""
    days = [
        date.fromisoformat(row["dispatched_at"][:10]) for row in report.rows if row["dispatched_at"]
    ]
    if days:
        year, received = max(days).year, max(days) + timedelta(days=1)
    year = around.year("") or year
    return {
        "file": workbook.name,
        "form": "hotline",
        "campaign_year": year,
        "receive_date": (around.day(RECEIVED, year) or received).isoformat(),
    }


class _Order:
    """One order of an export."""

    def __init__(self, table: Table, row: int, directory: Directory, seen: set[str]) -> None:
        self.table, self.row, self.directory, self.seen = table, row, directory, seen
        self.faults: list[tuple[str, str]] = []

    def cell(self, name: str) -> Cell:
        return self.table.cell(self.row, name)

    def raw(self, name: str) -> str | None:
        text = self.cell(name).text
        return text if text.strip() else None

    def text(self, name: str) -> str | None:
        return tidy(self.cell(name).text) or None

    def moment(self, name: str) -> str | None:
        found = readings.moment(self.cell(name))
        return found.isoformat() if found else None

    def read_into(self, report: Report) -> None:
        """Add the order to the report, among its rows or among the refused."""
        self._check()
        values = self._values()
        if self.faults:
            report.refused.append(self._refusal(values))
            reasons = {code for code, _ in self.faults}
            if reasons <= PLACEABLE:
                report.held.append({**values, "reasons": sorted(reasons)})
            return
        report.rows.append(values)
        for name, label in FREE_TEXTS.items():
            for masked in personal_data(self.cell(name).text):
                sentence = (
                    f"第{self.row}行：{label}里有未脱敏的电话或证件号（{masked}），保存时会遮蔽。"
                )
                where = (self.table.sheet.name, self.row)
                report.warnings.append(Remark(*where, "personal_data_in_text", sentence, masked))

    def _check(self) -> None:
        labels = self.table.headings.labels
        for name, column in self.table.headings.columns.items():
            if (fault := self.cell(name).fault) and name != "seq":
                self.faults.append((fault.value, labels.get(column, name)))
        number = self.text("order_no")
        if not number:
            self.faults.append(("missing_order_no", ""))
        elif number in self.seen:
            self.faults.append(("duplicate_order_no", number))
        self.seen.add(number or "")
        if not self.text("title") and not self.text("content"):
            self.faults.append(("missing_content", ""))

    def _values(self) -> Row:
        number = self.cell("seq").number
        state = self.text("status")
        columns = self.table.headings.columns
        return {
            "sheet": self.table.sheet.name,
            "row": self.row,
            "seq": int(number) if number is not None else self.text("seq"),
            **{
                name: self.text(name)
                for name in ("order_no", "city_no", "channel", "title", "content")
            },
            **self._units(),
            "dept": self.text("dept"),
            "caller_raw": self.raw("caller"),
            "phone_masked": masked_phone(self.raw("phone") or ""),
            **{name: self.text(name) for name in ("reply", "cat1", "cat2")},
            **{name: self.moment(name) for name in ("dispatched_at", "due_at")},
            "status_raw": self.raw("status"),
            "finished": self._is_finished(state),
            **{name: self.text(name) for name in ("alert", "dispatcher")},
            **{name: self.moment(name) for name in MOMENTS if name in columns},
            **{name: self.text(name) for name in WORDS if name in columns},
        }

    def _is_finished(self, state: str | None) -> bool:
        """By its state; in an export without states by the moment it was finished."""
        if "status" in self.table.headings.columns:
            return readings.is_finished(state or "")
        return self.moment("finished_at") is not None

    def _units(self) -> Row:
        raw = self.raw("unit")
        found = self.directory.read(raw or "")
        if not found.codes:
            code = "ambiguous_unit" if found.unsure else "unknown_unit"
            self.faults.append((code, tidy(raw or "（空）")))
        helping = self.directory.read(self.raw("coop_unit") or "").codes
        codes = list(dict.fromkeys([*found.codes, *helping])) if found.codes else []
        return {"unit_raw": raw, "unit_code": found.first, "unit_codes": codes}

    def _refusal(self, values: Row) -> Refusal:
        said = "；".join(REFUSALS[code].format(value=value) for code, value in self.faults)
        reasons = list(dict.fromkeys(code for code, _ in self.faults))
        more = {"order_no": values["order_no"]} if values["order_no"] else {}
        sentence = f"第{self.row}行：{said}。"
        return Refusal(self.table.sheet.name, self.row, reasons, sentence, more)
