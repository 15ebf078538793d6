"""One upload with all that its reading needs: whose it is, what kind, against which rows."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import Http404
from django.shortcuts import get_object_or_404

import exchange.rules as exchange
import issues.policy
import issues.rules
import issues.sheets
from campaigns.models import Campaign
from common.refusal import Refused
from common.workbook import Unreadable, open_workbook
from common.workbook.report import Report, Row
from common.workbook.telling import told
from config.imports import KINDS, Kind, Setting, newest_campaign, setting_of
from exchange.models import Heading, Transfer
from issues.models import IssueList
from roster.http import Request
from roster.models import Unit, User

PREFIX: Final = "workbook:"
QUEUED_FROM: Final = 400 * 1024
STEPS: Final = 100
ALL_KNOWN: Final = "这份工作簿里的内容都已经在库中，没有新的可以导入。"


@contextmanager
def on_disk(file: FieldFile) -> Iterator[Path]:
    """The file where a child process can read it: where it lies, or a copy of what lies apart."""
    if isinstance(file.storage, FileSystemStorage):
        yield Path(file.path)
        return
    with tempfile.NamedTemporaryFile(suffix=Path(file.name or "").suffix) as copy:
        with file.open("rb") as source:
            shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)


@dataclass(frozen=True)
class Job:
    """An upload bound to its kind and, when it goes onto one list, to that list."""

    transfer: Transfer
    kind: Kind
    issue_list: IssueList | None = None

    @property
    def unit(self) -> Unit | None:
        """Whose words for headings hold: the unit of the list or the person, else the office's."""
        if self.issue_list is not None:
            return self.issue_list.unit
        return None if self.transfer.by.is_office else self.transfer.by.unit

    @property
    def campaign(self) -> Campaign | None:
        return self.issue_list.campaign if self.issue_list else newest_campaign()

    @property
    def name(self) -> str:
        return self.transfer.kind.removeprefix(PREFIX)

    @property
    def is_large(self) -> bool:
        return self.transfer.source.size > QUEUED_FROM

    def setting(self) -> Setting:
        """What the rows are read against, with what was said about headings before."""
        unit = self.issue_list.unit if self.issue_list else None
        setting = setting_of(self.campaign, unit_code=unit.code if unit else None)
        remembered = Heading.objects.of(self.name, self.unit).told()
        return replace(setting, told=remembered, is_offer=True, tick=self.tick)

    def tick(self, done: int, total: int) -> None:
        """Tell the progress bar how many rows are read."""
        exchange.advance(self.transfer, done, total, "逐行读取")

    def read(self, setting: Setting) -> Report:
        """Read the file anew; what it says is never kept as data."""
        with on_disk(self.transfer.source) as path:
            workbook = open_workbook(path, name=self.transfer.name)
        return self.kind.read(workbook, setting)

    def known(self, report: Report) -> dict[tuple[str, int], str]:
        """The rows the database has already."""
        return self.kind.known(report, self.campaign) if self.kind.known else {}

    def show(self) -> None:
        """Read the file for its preview; raises Unreadable, and marks the file so."""
        exchange.take(self.transfer)
        setting = self.setting()
        try:
            report = self.read(setting)
        except Unreadable as fault:
            exchange.fail(self.transfer, str(fault))
            raise
        exchange.preview(self.transfer, self._outcome(report, setting))

    def _outcome(self, report: Report, setting: Setting) -> Row:
        known = self.known(report)
        changed = {place: one.labels for place, one in self.changes(report).items() if one.labels}
        matched = self.kind.matched(report, self.campaign) if self.kind.matched else {}
        outcome = told(report, self.kind.reading(setting), known, changed, matched)
        names = setting.directory.entries
        outcome["strangers"] = [
            {"name": name, "like": [code for code in codes if code in names]}
            for name, codes in report.strangers.items()
        ]
        return outcome

    def enter(self) -> int:
        """Enter what is new in the file, all rows or none; return how many. Raises Refused."""
        report = self.read(self.setting())
        changes = self.changes(report)
        skipped = self.known(report).keys() | changes.keys()
        report.rows = [row for row in report.rows if (row["sheet"], row["row"]) not in skipped]
        changed = [change for change in changes.values() if not change.is_none]
        if not report.rows and not report.held and not changed:
            raise Refused(ALL_KNOWN if skipped else "没有可以导入的行，请先按退回原因改好。")
        with transaction.atomic():
            stored = issues.sheets.apply_changes(changed, by=self.transfer.by)
            stored += self._store(report) if report.rows or report.held else 0
            exchange.finish(self.transfer, stored=stored)
        return stored

    def changes(self, report: Report) -> dict[tuple[str, int], issues.sheets.Change]:
        """What the rows change of the drafts of the list they are brought onto."""
        return issues.sheets.changes(report, self.issue_list) if self.issue_list else {}

    def _store(self, report: Report) -> int:
        if self.kind.store is None:
            raise Refused("这类工作簿请在对应的页面导入。")
        if self.issue_list is not None:
            return self.kind.store(
                report, self.campaign, by=self.transfer.by, issue_list=self.issue_list
            )
        return self.kind.store(report, self.campaign, by=self.transfer.by)

    def again(self) -> None:
        """Read the file once more, after something was learnt; a large one by the sweep."""
        if self.is_large:
            exchange.put_back(self.transfer)
        else:
            self.show()

    def require(self) -> None:
        """Raise Refused unless the person may bring this in."""
        if self.issue_list is not None:
            issues.policy.require_list(self.transfer.by, self.issue_list, "edit")
            issues.rules.require_open(self.issue_list)


def kinds_for(user: User) -> dict[str, Kind]:
    """The kinds of workbooks the person may bring in here."""
    return {name: kind for name, kind in KINDS.items() if kind.is_for(user)}


def list_for(user: User, number: object) -> IssueList | None:
    """The list the address names; 404 for one the person may not see."""
    if not number:
        return None
    rows = IssueList.objects.visible_to(user).select_related("unit", "campaign", "cadre")
    return get_object_or_404(rows, pk=number if str(number).isdecimal() else 0)


def job_of(transfer: Transfer) -> Job:
    """The job of an upload; 404 when its person may no longer do it."""
    user = transfer.by
    issue_list = list_for(user, transfer.options.get("list"))
    kinds = KINDS if issue_list else kinds_for(user)
    kind = kinds.get(transfer.kind.removeprefix(PREFIX))
    if kind is None:
        raise Http404
    return Job(transfer, kind, issue_list)


def mine(request: Request, pk: int, *, light: bool = False) -> Job:
    """An own upload that came in through these pages."""
    rows = Transfer.objects.filter(by=request.user, kind__startswith=PREFIX)
    transfer = get_object_or_404(rows.light() if light else rows, pk=pk)
    return job_of(transfer)
