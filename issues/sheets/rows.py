"""One row of an issue sheet: its values, the reasons to refuse it and the remarks about it."""

import re
from dataclasses import dataclass
from typing import Final

from common.workbook.report import Row
from common.workbook.text import tidy
from issues.readings import choices, deadlines, measures, persons, reference, values
from issues.readings.choices import key
from issues.sheets.cells import QUOTED
from issues.sheets.forms import Form
from issues.sheets.states import StateCells
from roster.directory import Found
from roster.readings import personal_data

TEXTS: Final = (
    "cause",
    "goal",
    "standard",
    "progress",
    "result",
    "evidence",
    "regulation",
    "extend_check",
    "accountability",
    "reason_unfinished",
    "next_step",
    "verify_opinion",
    "publicity",
    "feedback",
    "nature",
    "coop_unit",
    "remark",
)

FREE_TEXTS: Final = ("issue", "example", "cause", "measure", "progress", "remark")
OURSELVES: Final = re.compile(
    r"^(本|我)(级|单位|部门|局|委|办|镇|乡|街道|院|校|机关|党组|班子|中心|所|站)+$"
)
BARE_MONTH: Final = re.compile(r"^(1[0-2]|0?[1-9])(\.0)?$")
LONGEST_LABEL: Final = 60
IN_MONTHS: Final = re.compile(r"月份|[(（][^()（）日]*月[^()（）日]*[)）]")
UNIT_FIELDS: Final = ("unit", "lead_unit", "duty_unit")
SURE_ORIGINS: Final = frozenset({"sheet name", "section", "argument"})


@dataclass(slots=True)
class Reader(StateCells):
    """Reads one row of a table in the words of issues."""

    def read(self) -> Row:
        """The values of the row in the shape that scripts compare."""
        self.check()
        read: Row = {"sheet": self.table.sheet.name, "row": self.row}
        read |= self._numbers() | self._subject() | self._unit() | self._what()
        read |= self._deadline() | self._people() | self.state()
        read |= self._texts()
        if self.more_rows:
            read["source_rows"] = [self.row, *self.more_rows]
            rows = "、".join(map(str, self.more_rows))
            self.remark("continuation_row", value=rows)
        for name in FREE_TEXTS:
            for shown in personal_data(self.text(name) or "") if self.has(name) else ():
                self.remark("personal_data_in_text", at=name, value=shown)
        if self.row in self.table.sheet.hidden_rows:
            self.remark("hidden_row")
        return read

    def _texts(self) -> Row:
        """The plain texts; a column with two names is told under the first."""
        by_column: dict[int, str] = {}
        for name in TEXTS:
            if self.has(name):
                by_column.setdefault(self.table.headings.columns[name], name)
        return {name: self.text(name) for name in by_column.values()}

    def _numbers(self) -> Row:
        read: Row = {}
        if self.has("seq"):
            read["seq"] = values.whole_number(self.cell("seq"))
        if self.has("issue_no"):
            read["issue_no"] = self.text("issue_no")
        return read

    def _subject(self) -> Row:
        level = choices.category(self.cell("level").text, reference.levels())
        if self.setting.form is Form.SELF_CHECK_PERSON and level != "BZ":
            people = persons.read(self.cell("person").text)
            column = self.table.headings.columns
            apart = column.get("position") != column.get("person")
            post = (self.text("position") if apart else None) or people.post
            name, title = self.setting.whose
            person = people.name or name or None
            return {"subject_level": "GR", "person": person, "position": post or title or None}
        if self.setting.form is Form.SELF_CHECK_TEAM:
            return {"subject_level": "BZ"}
        return {"subject_level": level} if self.has("level") else {}

    def _unit(self) -> Row:
        column = next((name for name in UNIT_FIELDS if self.has(name)), None)
        sure = column == "duty_unit" and self.setting.unit_from in SURE_ORIGINS
        if column is None or sure or self._is_inside(column):
            return self._unit_of_sheet() | self._duty_units(column)
        found = self.setting.directory.read(self.cell(column).text)
        if self.cell(column).fault is None:
            self._check_unit(self.cell(column).text, found)
        read: Row = {"unit_code": found.first, "unit_raw": self.raw(column)}
        if column != "duty_unit" and self.has("duty_unit"):
            return self._with_helpers(read | self._duty_units("duty_unit"))
        if len(found.codes) > 1:
            read["duty_unit_codes"] = found.codes
        return self._with_helpers(read)

    def _with_helpers(self, read: Row) -> Row:
        """The units of 配合单位, after the unit that leads and those on duty with it."""
        if not self.has("coop_unit"):
            return read
        found = self.setting.directory.read(self.cell("coop_unit").text)
        lead = [read["unit_code"]] if read.get("unit_code") else []
        codes = dict.fromkeys([*(read.get("duty_unit_codes") or lead), *found.codes])
        return read | {"duty_unit_codes": list(codes)} if found.codes else read

    def _is_inside(self, column: str) -> bool:
        """Whether the cell means the unit the file belongs to: 本单位, its 办公室, or nothing."""
        text = tidy(self.cell(column).text)
        if self.setting.unit_code is None or self.cell(column).fault is not None:
            return False
        if not text or OURSELVES.match(text):
            return True
        if not persons.is_department(text):
            return False
        found = self.setting.directory.read(text)
        return not found.codes

    def _unit_of_sheet(self) -> Row:
        setting = self.setting
        if setting.unit_code is None:
            self.fault(
                "missing_unit" if setting.unit_raw is None else "unknown_unit",
                value=setting.unit_raw or "",
            )
        read: Row = {"unit_code": setting.unit_code}
        if setting.unit_from == "sheet name":
            read |= {"unit_raw": setting.unit_raw, "unit_from": setting.unit_from}
        return read

    def _check_unit(self, text: str, found: Found) -> None:
        if found.codes and not found.groups:
            self._remark_unclear(found)
            return
        self._note_strangers(found)
        quoted = tidy(text)[:QUOTED] or "（空）"
        names = [self.setting.directory.name_of(code) for code in found.codes]
        for resembling in found.unsure.values():
            names += [self.setting.directory.name_of(code) for code in resembling]
        if names or found.groups:
            others = "、".join(names[:4]) + ("" if len(names) == 1 else "等")
            self.fault("ambiguous_unit", value=quoted, more=others or "多个单位")
        else:
            self.fault("unknown_unit", value=quoted)

    def _note_strangers(self, found: Found) -> None:
        self.strangers |= {word: [] for word in found.unknown} | found.unsure

    def _remark_unclear(self, found: Found) -> None:
        self._note_strangers(found)
        for word in [*found.unknown, *found.unsure]:
            self.remark("unknown_duty_unit", value=word)

    def _duty_units(self, column: str | None) -> Row:
        if column is None or not self.has(column):
            return {}
        text = self.cell(column).text
        found = self.setting.directory.read(text)
        if persons.is_department(tidy(text)) and not found.codes:
            return {"dept": tidy(text)}
        self._remark_unclear(found)
        return {"duty_unit_codes": found.codes}

    def _what(self) -> Row:
        """Category, issue, example, source and measures."""
        read = self._category()
        for name, code in (("issue", "missing_issue"), ("example", "missing_example")):
            read[name] = self.text(name)
            if (self.has(name)) and self._says_nothing(name):
                self.fault(code, value=f"填的是“{read[name]}”" if read[name] else "空白")
        if measures.is_numbered(read["issue"] or ""):
            self.remark("several_issues")
        if self.has("source"):
            read |= self._source()
        read["measures"] = measures.split(self.text("measure") or "")
        if self._says_nothing("measure"):
            self.fault("missing_measure")
        return read

    def _says_nothing(self, name: str) -> bool:
        """Whether a cell is blank or filled with a word such as 见附件; a faulty cell is not."""
        said = key(self.text(name) or "")
        is_empty = said in reference.fillers() or reference.pointers().search(said) is not None
        return self.cell(name).fault is None and is_empty

    def _category(self) -> Row:
        raw = self.raw("category") or self.setting.category_raw
        code = choices.category(raw or "", self.setting.categories)
        if code is None and self.cell("category").fault is None:
            self.remark("unknown_category", value=tidy(raw or ""))
        return {"category_code": code, "category_raw": raw}

    def _source(self) -> Row:
        raw = self.raw("source")
        code = choices.source(raw, reference.sources(), reference.source_shapes()) if raw else None
        if raw and code is None:
            code = "S99"
            self.remark("unknown_source", value=tidy(raw))
        return {"source_code": code, "source_raw": raw}

    def _deadline(self) -> Row:
        cell, raw = self.cell("deadline"), self.raw("deadline")
        if cell.moment is not None:
            read = deadlines.Deadline(on=cell.moment.date())
        else:
            text = self._as_month(cell.text)
            read = deadlines.read(text, year=self.setting.year, received=self.setting.received)
        if cell.fault is None:
            self._judge_deadline(read, tidy(raw or "")[:QUOTED])
        told: Row = {
            "deadline": read.on and read.on.isoformat(),
            "long_term": read.is_standing,
            "deadline_raw": raw,
        }
        if read.relative:
            due = deadlines.due_on(read.relative, self.setting.received, self.setting.add_workdays)
            told |= {"deadline_relative": read.relative.as_json()}
            told |= {"deadline_if_received": due.isoformat()}
            if read.relative.unit == "workdays" and self.setting.is_unknown(due):
                self.remark("calendar_unknown", value=str(due.year))
        if read.accept:
            told["deadline_accept"] = [day.isoformat() for day in read.accept]
        return told | self._rectify_type(read)

    def _as_month(self, text: str) -> str:
        """A bare number below 完成时限（月份） is a month."""
        label = self.table.headings.labels.get(self.table.headings.columns.get("deadline", 0), "")
        is_month = BARE_MONTH.match(tidy(text)) and IN_MONTHS.search(label[-LONGEST_LABEL:])
        return f"{int(float(text))}月" if is_month else text

    def _judge_deadline(self, read: deadlines.Deadline, quoted: str) -> None:
        if read.is_impossible:
            self.fault("impossible_date", value=quoted)
        elif read.is_masked:
            self.remark("masked_deadline", value=quoted)
        elif read.is_unread:
            self.remark("deadline_unparsed", value=quoted or "（空）")
        elif read.on and read.on < self.setting.received and not read.is_done:
            self.remark("deadline_before_receive_date", value=quoted)

    def _rectify_type(self, read: deadlines.Deadline) -> Row:
        raw = self.raw("rectify_type")
        code = choices.rectify_type(raw, reference.rectify_types()) if raw else None
        if code is None:
            return {"rectify_type": read.rectify_type, "rectify_type_derived": True}
        return {"rectify_type": code, "rectify_type_raw": raw}

    def _people(self) -> Row:
        read: Row = {}
        if self.has("lead_leader"):
            leader = persons.read(self.text("lead_leader") or "")
            read |= {"leader": leader.name, "leader_post": self.text("leader_post") or leader.post}
        if self.has("duty_person") or self.has("dept"):
            people = persons.read(self.text("duty_person") or "")
            column = self.table.headings.columns
            own_dept = self.has("dept") and column["dept"] != column.get("duty_person")
            dept = self.text("dept") if own_dept else None
            if own_dept and not self.has("duty_person"):
                people, dept = self._dept_with_person(dept)
            read["persons"] = list(dict.fromkeys(people.names))
            if named := dept or people.department:
                read["dept"] = named
        return read

    @staticmethod
    def _dept_with_person(dept: str | None) -> tuple[persons.People, str | None]:
        """A department cell that names a person as well."""
        people = persons.read(dept or "")
        return people, people.department if people.names and people.department else dept
