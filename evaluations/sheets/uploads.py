"""An uploaded counting workbook on its way to the verbs."""

import tempfile
from pathlib import Path
from typing import Protocol

from common.refusal import Refused
from common.workbook import Unreadable, open_workbook
from evaluations.models import Round
from evaluations.sheets.ballots import directory_of, enter_report, read_ballots
from roster.models import Unit, User


class Upload(Protocol):
    """What is needed of an uploaded file."""

    name: str | None

    def read(self) -> bytes:
        """The whole content."""


def enter_upload(round_: Round, *, file: Upload, source: str, by: User) -> int:
    """导入计票表: read, bind to the round's own plan, enter all rows or none."""
    directory = directory_of(Unit.objects.filter(cohorts__round=round_))
    if directory is None:
        raise Refused("本次评议还没有参评单位。")
    name = file.name or "计票表.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()}"
        path.write_bytes(file.read())
        try:
            workbook = open_workbook(path, name)
        except Unreadable as fault:
            raise Refused(str(fault)) from fault
    return enter_report(round_, read_ballots(workbook, directory, round_), by=by, source=source)
