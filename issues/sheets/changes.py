"""A list that went out, was edited as a workbook and came back: which issues it changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from common.wording import tidy
from common.workbook.report import Report
from issues import rules
from issues.models import Issue, IssueList
from issues.readings.choices import key
from issues.rules.importing import PaperRow
from issues.sheets.storing import words_of
from roster.models import User

Place = tuple[str, int]
COLUMNS: Final = {
    "issue": ("text",),
    "example": ("example",),
    "cause": ("cause",),
    "goal": ("target",),
    "standard": ("standard",),
    "category": ("category",),
    "source": ("source",),
    "rectify_type": ("rectify",),
    "deadline": ("due_on", "due_words"),
    "lead_leader": ("leader", "leader_post"),
    "dept": ("dept",),
    "duty_person": ("owner",),
    "remark": ("note",),
}


@dataclass
class Change:
    """What a row changes of an issue that is still a draft."""

    issue: Issue
    fields: dict[str, Any] = field(default_factory=dict)
    measures: list[str] | None = None

    @property
    def is_none(self) -> bool:
        """Whether the row says just what the issue says."""
        return not self.fields and self.measures is None

    @property
    def labels(self) -> list[str]:
        """The changed fields by their names for people."""
        named = [Issue.label(name) for name in self.fields if name != "due_words"]
        return [*named, "整改措施"] if self.measures is not None else named


def changes(report: Report, issue_list: IssueList) -> dict[Place, Change]:
    """The rows that say something else of an issue of the list than the list does.

    Only the columns of the file are compared; an issue is known by its words, else by its example.
    """
    rows = words_of(report, issue_list)
    issues = list(issue_list.issues.editable().prefetch_related("measures").order_by("pk"))
    by_text = {key(issue.text): issue for issue in issues}
    texts = {key(row["issue"] or "") for row in report.rows}
    by_example = {
        key(issue.example): issue
        for issue in issues
        if key(issue.example) and key(issue.text) not in texts
    }
    columns = {table.sheet.name: set(table.headings.columns) for table in report.tables}
    found: dict[Place, Change] = {}
    for row in report.rows:
        place = (row["sheet"], row["row"])
        issue = by_text.get(key(row["issue"] or "")) or by_example.get(key(row["example"] or ""))
        if issue is not None and place in rows:
            found[place] = _change(issue, rows[place], columns[row["sheet"]])
    return found


def _change(issue: Issue, row: PaperRow, columns: set[str]) -> Change:
    change = Change(issue, dict(_differing(issue, row, columns)))
    measures = [text for text in map(tidy, row.measures) if text]
    if "measure" in columns and measures != [one.text for one in issue.measures.all()]:
        change.measures = measures
    return change


def _differing(issue: Issue, row: PaperRow, columns: set[str]) -> Iterator[tuple[str, Any]]:
    for column in columns & COLUMNS.keys():
        if column == "deadline" and _same_day(issue, row.fields):
            continue
        for name in COLUMNS[column]:
            said = row.fields.get(name)
            said = tidy(said) if isinstance(said, str) else said
            if said != getattr(issue, name):
                yield name, said


def _same_day(issue: Issue, fields: dict[str, Any]) -> bool:
    """A day is the same day however it is written; without a day the words count."""
    due: date | None = fields.get("due_on")
    if issue.has_due:
        return due == issue.due_on
    return bool(fields.get("due_words") == issue.due_words)


def apply_changes(found: list[Change], *, by: User) -> int:
    """Edit the changed issues by the rule that edits any draft; return how many."""
    changed = [change for change in found if not change.is_none]
    for change in changed:
        rules.edit(
            change.issue,
            by=by,
            version=change.issue.version,
            measures=change.measures,
            **change.fields,
        )
    return len(changed)
