"""Taking the rows of a read workbook over: the same verbs once a row, all rows or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

import roster.rules as roster
from campaigns.models import Campaign, Category
from common.refusal import Refused
from common.workbook.report import Report, Row
from issues import rules
from issues.models import Issue, IssueList
from issues.rules.importing import PaperRow, RowsRefused
from issues.sheets.forms import Form
from issues.sheets.known import known
from issues.words import Level, Rectify, Source
from roster.models import Cadre, Unit, User
from roster.readings import post_level, without_personal_data

FAULTS_TOLD = 10
LONGEST_DUE_WORDS = 100


@dataclass
class _Shelf:
    """What the rows refer to, fetched once."""

    campaign: Campaign
    by: User | None
    only_list: IssueList | None
    units: dict[str, Unit] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    lists: dict[tuple[int, str, int | None], IssueList] = field(default_factory=dict)
    cadres: dict[tuple[int, str], Cadre] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.standing()}
        self.categories = {row.code: row for row in Category.objects.all()}

    def list_of(self, unit: Unit, level: str, cadre: Cadre | None) -> IssueList:
        """The list a row belongs on, opened on first use."""
        if self.only_list is not None and self.only_list.level == level and cadre is None:
            return self.only_list
        place = (unit.pk, level, cadre.pk if cadre else None)
        if place not in self.lists:
            by = None if self.by is not None and self.by.is_office else self.by
            self.lists[place] = rules.open_list(
                self.campaign, unit, level=level, cadre=cadre, by=by
            )
        return self.lists[place]

    def cadre(self, row: Row, unit: Unit) -> Cadre:
        """The person a row is about, appointed on first use when the roster lacks them."""
        place = (unit.pk, row.get("person") or "")
        if place not in self.cadres:
            self.cadres[place] = _cadre(row, unit)
        return self.cadres[place]


def _cadre(row: Row, unit: Unit) -> Cadre:
    name, title = row.get("person") or "", row.get("position") or ""
    found = Cadre.objects.of(unit).serving().filter(name=name).first()
    if found is not None:
        return found
    return roster.appoint(unit=unit, name=name, title=title, level=post_level(title), by=None)


@transaction.atomic
def store(
    report: Report,
    campaign: Campaign | None,
    *,
    by: User | None = None,
    issue_list: IssueList | None = None,
) -> int:
    """导入: enter every accepted row; return how many. Nothing enters when one row is refused.

    Rows of a list become drafts on the lists of their units; rows of a ledger enter the ledger
    where the paper says they stand. Raises Refused with the sheet and row of every fault.
    """
    if campaign is None:
        raise Refused("还没有活动，请先建立活动，或用活动编号指定。")
    shelf = _Shelf(campaign, by, issue_list)
    is_ledger = issue_list is None and _is_ledger(report)
    stored = known(report, campaign)
    rows: list[PaperRow] = []
    faults: list[tuple[Row, str]] = []
    for row in report.rows:
        try:
            if number := stored.get((row["sheet"], row["row"])):
                raise Refused(f"这条问题已经在库中（编号{number}），不能重复导入。")
            rows.append(_paper_row(row, shelf, is_ledger=is_ledger))
        except Refused as refused:
            faults.append((row, str(refused)))
    if faults:
        raise Refused(_told(faults))
    try:
        rules.import_rows(campaign, rows, by=by)
    except RowsRefused as refused:
        faults = [(report.rows[at], said) for at, said in refused.faults.items()]
        raise Refused(_told(faults)) from None
    return len(rows)


def _told(faults: list[tuple[Row, str]]) -> str:
    said = [f"[{row['sheet']}] 第{row['row']}行：{fault}" for row, fault in faults[:FAULTS_TOLD]]
    return f"有{len(faults)}行不能写入，整个文件没有导入。{''.join(said)}"


def _is_ledger(report: Report) -> bool:
    """A file that says how far its issues are enters the ledger; others are drafts on lists."""
    forms = report.facts["form"].split(" + ")
    return Form.LEDGER in forms or any(row["status"] for row in report.rows)


def _paper_row(row: Row, shelf: _Shelf, *, is_ledger: bool) -> PaperRow:
    unit = shelf.units.get(row["unit_code"])
    if unit is None:
        raise Refused(f"名册里没有编码为{row['unit_code']}的单位，请先导入单位名册。")
    if shelf.only_list is not None and unit.pk != shelf.only_list.unit_id:
        raise Refused(f"这一行是{unit}的问题，不能导入到{shelf.only_list.unit}的清单。")
    level = row.get("subject_level") or Level.UNIT
    cadre = shelf.cadre(row, unit) if level == Level.PERSON else None
    fields = _texts(row)
    return PaperRow(
        unit,
        issue_list=None if is_ledger else shelf.list_of(unit, level, cadre),
        number=fields.pop("number"),
        status=(row.get("status") or "rectifying") if is_ledger else "",
        closed_on=_day(row.get("closed_date")),
        progress=without_personal_data(row.get("progress") or ""),
        measures=[without_personal_data(text) for text in row.get("measures") or []],
        duty_units=_units(row.get("duty_unit_codes") or (), shelf),
        fields={**_choices(row, shelf.categories), **fields},
    )


def _choices(row: Row, categories: dict[str, Category]) -> dict[str, Any]:
    return {
        "category": categories.get(row.get("category_code") or ""),
        "source": row.get("source_code") or Source.SELF,
        "rectify": row.get("rectify_type") or Rectify.BY_DATE,
        "due_on": _day(row.get("deadline") or row.get("deadline_if_received")),
        "is_long_term": bool(row.get("long_term")),
    }


def words_of(report: Report, issue_list: IssueList) -> dict[tuple[str, int], PaperRow]:
    """What the rows would say on this list; rows that cannot stand there are left out."""
    categories = {row.code: row for row in Category.objects.all()}
    found: dict[tuple[str, int], PaperRow] = {}
    for row in report.rows:
        level = row.get("subject_level") or Level.UNIT
        if level != issue_list.level or row["unit_code"] != issue_list.unit.code:
            continue
        try:
            fields = {**_choices(row, categories), **_texts(row)}
        except Refused:
            continue
        fields.pop("number")
        measures = row.get("measures") or []
        found[row["sheet"], row["row"]] = PaperRow(
            issue_list.unit, issue_list, measures=measures, fields=fields
        )
    return found


TEXTS = {
    "text": "issue",
    "example": "example",
    "cause": "cause",
    "target": "goal",
    "standard": "standard",
    "leader": "leader",
    "leader_post": "leader_post",
    "dept": "dept",
    "evidence": "evidence",
    "note": "remark",
    "category_raw": "category_raw",
    "due_words": "deadline_raw",
    "origin": "source_raw",
    "number": "issue_no",
}


FREE_TEXTS = ("text", "example", "cause", "note")


def _texts(row: Row) -> dict[str, str]:
    written = {name: str(row.get(key) or "").strip() for name, key in TEXTS.items()}
    written |= {name: without_personal_data(written[name]) for name in FREE_TEXTS}
    written["owner"] = "、".join(row.get("persons") or [])
    written["due_words"] = written["due_words"][:LONGEST_DUE_WORDS]
    for name, text in written.items():
        _refuse_too_long(name, text)
    return written


def _refuse_too_long(name: str, text: str) -> None:
    """Short fields end somewhere; a database that cuts or crashes is no answer to a person."""
    longest = getattr(Issue._meta.get_field(name), "max_length", None)
    if longest and len(text) > longest:
        label = getattr(Issue._meta.get_field(name), "verbose_name", name)
        raise Refused(f"“{label}”超过{longest}字，请精简后再导入。")


def _units(codes: Iterable[str], shelf: _Shelf) -> list[Unit]:
    return [shelf.units[code] for code in codes if code in shelf.units]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
