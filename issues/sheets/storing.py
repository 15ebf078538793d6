"""Storing the rows of a report: the same verb once a row, all rows or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

import issues.rules as rules
import roster.rules as roster_rules
from campaigns.models import Campaign, Category
from common.refusal import Refused
from common.workbook.report import Report, Row
from issues.models import Issue, IssueList
from issues.sheets.forms import Form
from issues.words import Level, Rectify, Source
from roster.models import Cadre, Unit, User
from roster.readings import post_level

FAULTS_TOLD: Final = 10
LONGEST_WORDS: Final = 100
TEXTS: Final = {
    "example": "example",
    "cause": "cause",
    "goal": "target",
    "standard": "standard",
    "leader": "leader",
    "leader_post": "leader_post",
    "dept": "dept",
    "evidence": "evidence",
    "remark": "note",
}


@transaction.atomic
def store(report: Report, *, campaign: Campaign, by: User | None) -> int:
    """Write every accepted row of a report; a refusal of any row keeps all of them out."""
    storing = _Storing(campaign, by, is_ledger=_is_ledger(report))
    for row in report.rows:
        storing.write(row)
    if storing.faults:
        told = "".join(storing.faults[:FAULTS_TOLD])
        message = f"有{len(storing.faults)}行不能写入，整个文件没有导入：{told}"
        raise Refused(message)
    return len(report.rows)


def _is_ledger(report: Report) -> bool:
    """A file that says how far its issues are enters the ledger; others are drafts on lists."""
    forms = report.facts["form"].split(" + ")
    return Form.LEDGER in forms or any(row["status"] for row in report.rows)


@dataclass
class _Storing:
    campaign: Campaign
    by: User | None
    is_ledger: bool
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.standing()}
        self.categories = {one.code: one for one in Category.objects.all()}

    def write(self, row: Row) -> None:
        """Write one row by the rule; what the rule refuses is told with its place."""
        try:
            with transaction.atomic():
                self._write(row)
        except Refused as refusal:
            self.faults.append(f"[{row['sheet']}]第{row['row']}行：{refusal}")

    def _write(self, row: Row) -> None:
        unit = self._unit(row["unit_code"])
        text = row["issue"]
        known = Issue.objects.filter(campaign=self.campaign, unit=unit, text=text).first()
        if known is not None:
            message = f"这个问题已经在库中（编号{known.number}），不能重复导入。"
            raise Refused(message)
        rules.import_row(
            self.campaign,
            unit,
            by=self.by,
            issue_list=None if self.is_ledger else self._list(unit, row),
            status=self._status(row),
            closed_on=_day(row.get("closed_date")),
            progress=row.get("progress") or "",
            number=row.get("issue_no") or "",
            text=text,
            measures=row["measures"],
            duty_units=self._duty_units(row),
            **self._fields(row),
        )

    def _unit(self, code: str) -> Unit:
        if code not in self.units:
            message = f"数据库中没有编码为“{code}”的单位，请先导入单位名册。"
            raise Refused(message)
        return self.units[code]

    def _duty_units(self, row: Row) -> Iterable[Unit]:
        return [self._unit(code) for code in row.get("duty_unit_codes") or []]

    def _status(self, row: Row) -> str:
        return (row["status"] or "rectifying") if self.is_ledger else ""

    def _list(self, unit: Unit, row: Row) -> IssueList:
        level = row.get("subject_level") or Level.UNIT
        cadre = self._cadre(unit, row) if level == Level.PERSON else None
        return rules.open_list(self.campaign, unit, level=level, cadre=cadre, by=self.by)

    def _cadre(self, unit: Unit, row: Row) -> Cadre | None:
        """The person a self-check is about; one the roster lacks is entered with the post given."""
        if not row.get("person"):
            return None
        known = Cadre.objects.serving().filter(unit=unit, name=row["person"]).first()
        title = row.get("position") or "工作人员"
        return known or roster_rules.appoint(
            unit=unit, name=row["person"], title=title, level=post_level(title), by=self.by
        )

    def _fields(self, row: Row) -> Row:
        category: Category | None = self.categories.get(row["category_code"] or "")
        due = row["deadline"] or row.get("deadline_if_received")
        fields = {name: row.get(key) or "" for key, name in TEXTS.items()}
        return {
            **fields,
            "category": category,
            "category_raw": (row["category_raw"] or "").strip(),
            "source": row.get("source_code") or Source.SELF,
            "origin": (row.get("source_raw") or "").strip(),
            "rectify": Rectify(row["rectify_type"]),
            "due_on": _day(due),
            "due_words": (row["deadline_raw"] or "").strip()[:LONGEST_WORDS],
            "is_long_term": row["long_term"],
            "owner": "、".join(row.get("persons") or []),
        }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
