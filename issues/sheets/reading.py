"""A whole workbook of issues: every visible sheet by its own form, one report for all."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePath

from common.workbook import Sheet, Unreadable, Workbook, headings
from common.workbook.around import Around
from common.workbook.report import Ignored, Refusal, Remark, Report, Row
from common.workbook.rows import Kind, Line, Table
from common.workbook.splitting import split
from issues.readings import reference
from issues.readings.choices import Options
from issues.sheets import days, sentences, totals
from issues.sheets.cells import Setting
from issues.sheets.duplicates import Seen
from issues.sheets.forms import Form, recognise, settle
from issues.sheets.given import Against, Defaults
from issues.sheets.parts import DITTOS, Part, about_all, grouped, missing_columns, owned
from issues.sheets.rows import Reader
from issues.sheets.units import UnitOfSheet, fallback, unit_of_file, unit_of_sheet
from roster.directory import Directory

KEYS = ("seq", "issue_no", "unit", "category", "example", "person")
NOTHING_FOUND = "没有找到问题清单或台账的表头，请确认表头里有“存在问题”“整改措施”“完成时限”等列。"

NO_ISSUES = (
    "工作表“{sheet}”里看不出哪一列是“存在问题”，请在下面指明各列的内容，或按模板改好表头后再上传。"
)
Tick = Callable[[int, int], None]
TICK = 500


def read(
    workbook: Workbook,
    *,
    directory: Directory,
    add_workdays: Callable[[date, int], date],
    is_unknown: Callable[[date], bool] = lambda _day: False,
    categories: Options | None = None,
    defaults: Defaults | None = None,
    told: Mapping[str, str] | None = None,
    tick: Tick | None = None,
) -> Report:
    """Read every visible sheet; nothing is stored.

    `told` is what people said about headings; `tick` hears how many lines are read, of how many.
    """
    against = Against(
        directory,
        add_workdays,
        is_unknown,
        categories or reference.categories(),
        reference.headings().with_told(told or {}),
    )
    return _Reading(workbook, against, defaults or Defaults(), tick).report()


class _Reading:
    def __init__(
        self,
        workbook: Workbook,
        against: Against,
        defaults: Defaults,
        tick: Tick | None,
    ) -> None:
        self.tick, self.done = tick, 0
        self.workbook, self.against, self.defaults = workbook, against, defaults
        self.directory = against.directory
        self.around = Around()
        self.tables: list[Table] = []
        self.parts = {sheet.name: self._parts(sheet) for sheet in workbook.sheets}
        every = (part for parts in self.parts.values() for part in parts)
        self.visible = [part for part in every if not part.sheet.is_hidden]
        self.seen = Seen()

    def report(self) -> Report:
        """The report on the whole file."""
        if not self.visible:
            return self._bare_headings()
        given = (self.defaults.year, self.defaults.received)
        self.year, self.received = days.settle(self.around, self.workbook, *given)
        self.file_unit = unit_of_file(
            self.workbook,
            self.around,
            self.directory,
            self.defaults.unit_code,
            [name for name, parts in self.parts.items() if parts],
        )
        report = Report(facts={}, tables=self.tables)
        report.sheets = [self._about(sheet) for sheet in self.workbook.sheets]
        for part in self.visible:
            self._read_part(part, report)
        report.facts = self._facts(report)
        report.notes = self._notes()
        if any(part.recognised.form is Form.LEDGER for part in self.visible):
            report.extras |= {
                "meta": days.meta(self.around, self.year, self.workbook.name),
                "totals": totals.count(report.rows),
            }
        return report

    def _bare_headings(self) -> Report:
        """Headings without an issue column: a person may still say which one it is."""
        if not (self.tables and self.defaults.is_offer):
            raise Unreadable(NOTHING_FOUND)
        refused = [
            Refusal(name, None, ["missing_required_columns"], NO_ISSUES.format(sheet=name))
            for name in dict.fromkeys(table.sheet.name for table in self.tables)
        ]
        return Report(facts={}, tables=self.tables, refused=refused)

    def _notes(self) -> list[str]:
        """Sheets and columns that were left alone, so that nothing is dropped in silence."""
        left = [sheet.name for sheet in self.workbook.sheets if self._is_left(sheet)]
        notes = [f"工作表“{name}”没有读取（隐藏或不是问题表）。" for name in left]
        return notes + [note for part in self.visible for note in part.notes]

    def _is_left(self, sheet: Sheet) -> bool:
        return sheet.is_hidden or not self.parts[sheet.name]

    def _parts(self, sheet: Sheet) -> list[Part]:
        tables = split(sheet, self.against.headings)
        return [part for one in tables if (part := self._part(one)) is not None]

    def _part(self, sheet: Sheet) -> Part | None:
        found = headings.find(sheet, self.against.headings)
        if found is None:
            return None
        settle(found, sheet)
        table = Table(
            sheet, found, main="issue", keys=KEYS, counters=("seq",), over_pages=("category",)
        )
        if not sheet.is_hidden:
            self.tables.append(table)
        words = " ".join(
            [
                sheet.name,
                *(cell.text for row in range(1, found.top) for cell in sheet.filled(row).values()),
            ]
        )
        recognised = recognise(found, words)
        if recognised is None:
            return None
        lines = table.lines()
        table.carry(grouped(table), lines, owned(table, recognised.form))
        table.carry_dittos(DITTOS, lines)
        if not sheet.is_hidden:
            self.around.add(sheet, lines)
        part = Part(sheet, table, recognised, lines)
        if part.section_categories(lines, self.against.categories):
            part.recognised = recognised.without("category")
        return part

    def _about(self, sheet: Sheet) -> Row:
        parts = self.parts[sheet.name]
        if sheet.is_hidden:
            rows = sum(len(part.data_lines) for part in parts) if parts else len(sheet.rows)
            return {"name": sheet.name, "hidden": True, "import": False, "rows_to_ignore": rows}
        if not parts:
            bare: Row = {"name": sheet.name, "hidden": False, "header_rows": [], "data_rows": []}
            return {**bare, "import": False}
        return about_all(parts)

    def _facts(self, report: Report) -> Row:
        forms = dict.fromkeys(part.recognised.form.value for part in self.visible)
        facts: Row = {
            "file": self.workbook.name,
            "form": " + ".join(forms),
            "campaign_year": self.year,
            "receive_date": self.received.isoformat(),
        }
        from_file = any("unit_raw" not in row for row in report.rows)
        if from_file and self.file_unit.code:
            facts |= {"unit_from": self.file_unit.origin, "unit_code": self.file_unit.code}
        return facts

    def _read_part(self, part: Part, report: Report) -> None:
        name = part.sheet.name
        if part.recognised.missing and part.data_lines:
            report.refused.append(missing_columns(part))
            return
        if not part.data_lines:
            return
        report.ignored += [
            Ignored(name, line.row, _kind_told(line.kind), line.of)
            for line in part.lines
            if line.kind is not Kind.DATA
        ]
        unit = self._unit_of(part)
        category: str | None = None
        before = len(report.rows)
        if unit.code is None and (name_of_nobody := self._name_of_nobody(part, unit)):
            report.strangers.setdefault(name_of_nobody, [])
        for line in part.lines:
            self._tick()
            if line.kind is Kind.SECTION:
                category = self._section_category(part, line) or category
                unit = self._section_unit(part, line) or unit
            elif line.kind is Kind.DATA:
                self._read_row(part, line.row, unit, category, report)
        if part.recognised.form is Form.LEDGER:
            report.warnings += totals.mismatches(part.table, part.lines, report.rows[before:])

    def _unit_of(self, part: Part) -> UnitOfSheet:
        if _is_named_after_file(part.sheet, self.workbook):
            return self.file_unit
        return self._own_unit(part) or fallback(self.file_unit, self._sheets_units)

    def _own_unit(self, part: Part) -> UnitOfSheet | None:
        """The unit that a sheet names itself, as one of several, by its name or above its table."""
        around = None
        if len(self.visible) > 1 and not self.defaults.unit_code:
            around = Around()
            around.add(part.sheet, part.lines)
        return unit_of_sheet(part.sheet, around, self.directory)

    @cached_property
    def _sheets_units(self) -> set[str | None]:
        """The units that the sheets name, where a book holds a sheet for each."""
        return {own.code for part in self.visible if (own := self._own_unit(part))}

    def _name_of_nobody(self, part: Part, unit: UnitOfSheet) -> str | None:
        """What a sheet without a known unit calls its unit, as far as one can tell."""
        if part.names_units:
            return None
        return unit.text or (part.sheet.name if len(self.visible) > 1 else None)

    def _tick(self) -> None:
        self.done += 1
        if self.tick and self.done % TICK == 0:
            self.tick(self.done, sum(len(part.lines) for part in self.visible))

    def _section_category(self, part: Part, line: Line) -> str | None:
        """The category a section row names, where no column does."""
        if "category" in part.table.headings.columns:
            return None
        return next(iter(part.section_categories([line], self.against.categories)), None)

    def _section_unit(self, part: Part, line: Line) -> UnitOfSheet | None:
        text = " ".join(cell.text for cell in part.sheet.filled(line.row).values())
        code = self.directory.inside(text)
        return UnitOfSheet(code, text, "section") if code else None

    def _read_row(
        self, part: Part, row: int, unit: UnitOfSheet, category: str | None, report: Report
    ) -> None:
        setting = Setting(
            form=part.recognised.form,
            year=self.year,
            received=self.received,
            directory=self.directory,
            add_workdays=self.against.add_workdays,
            is_unknown=self.against.is_unknown,
            categories=self.against.categories,
            unit_code=unit.code,
            unit_raw=unit.text,
            unit_from=unit.origin,
            category_raw=category,
            whose=part.recognised.whose,
        )
        more = part.continued.get(row, [])
        reader = Reader(part.table, row, setting, more)
        values = reader.read()
        self.seen.check(values, reader)
        report.strangers |= reader.strangers
        if reader.marks:
            report.marks[part.sheet.name, row] = reader.marks
        if reader.faults:
            report.refused.append(_refused(values, reader, report))
            return
        report.rows.append(values)
        report.warnings += [
            Remark(part.sheet.name, row, code, sentences.remark(row, code, words), value)
            for code, value, words in reader.remarks
        ]


def _is_named_after_file(sheet: Sheet, workbook: Workbook) -> bool:
    """A .csv has no sheets: what stands for one is called after the file."""
    return len(workbook.sheets) == 1 and sheet.name == PurePath(workbook.name).stem


def _kind_told(kind: Kind) -> str:
    """Kinds are told in the words that scripts know."""
    return Kind.TITLE.value if kind in {Kind.SECTION, Kind.HEADING} else kind.value


def _refused(values: Row, reader: Reader, report: Report) -> Refusal:
    reasons = ["unknown_unit" if code == "missing_unit" else code for code, _ in reader.faults]
    more = {name: values[name] for name in ("issue_no", "person") if values.get(name)}
    for code, words in reader.faults:
        if code == "cell_too_long":
            longest = max(int(words["value"]), report.extras.get("long_cell_chars", 0))
            report.extras["long_cell_chars"] = longest
    sentence = sentences.refusal(reader.row, reader.faults)
    return Refusal(values["sheet"], reader.row, reasons, sentence, more)
