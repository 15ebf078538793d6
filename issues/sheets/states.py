"""How far the issue of a row is: its state, its rate of completion, its day of completion."""

import re
from dataclasses import dataclass
from typing import Any, Final

from common.workbook.grid import Cell
from common.workbook.report import Row
from issues.readings import choices, values
from issues.sheets import ticks
from issues.sheets.cells import Cells

A_DAY: Final = re.compile(r"\d\s*[月.]\s*\d")


@dataclass(slots=True)
class StateCells(Cells):
    """The cells of a row that say how far its issue is."""

    def state(self) -> Row:
        read: Row = {}
        percent = values.percent(self.cell("progress_pct")) if self.has("progress_pct") else None
        if percent:
            read["progress_pct"] = percent.value
            if percent.is_out_of_range:
                self.remark("percent_out_of_range", value=self.raw("progress_pct"))
        status = self._status(percent)
        if self.has("status"):
            read["status_raw"] = self._ticked() or self.raw("status")
        read["status"] = status
        return read | self._completion(status)

    def _status(self, percent: values.Percent | None) -> str | None:
        text = self._ticked() or self.cell("status").text
        is_word = choices.is_state(text) or percent is None or percent.value is None
        said = (choices.status(text) if is_word else None) or self._said_no()
        struck = choices.status(self.cell("closed").text)
        if struck == "closed":
            return "closed"
        if said == "closed" and struck is not None:
            return "close_applied"
        if said is None and struck is None and percent and percent.value is not None:
            return choices.status_by_percent(percent.value)
        return said or struck

    def _ticked(self) -> str | None:
        return ticks.ticked(self.table.sheet, self.table.headings, self.row)

    def _said_no(self) -> str | None:
        """是否完成 in two columns, 是 and 否: a mark under 否."""
        column = self.table.headings.columns.get("status", 0)
        labels = self.table.headings.labels
        if not labels.get(column, "").endswith("/是") or not labels.get(column + 1, "").endswith(
            "/否"
        ):
            return None
        marked = self.table.sheet.shown(self.row, column + 1).text.strip()
        return "unfinished" if marked else None

    def _completion(self, status: str | None) -> Row:
        read = values.completion(self.cell("closed_at"), year=self.setting.year)
        said = self.cell("status").text
        if status == "closed" and not self.cell("closed_at").text and A_DAY.search(said):
            read = values.completion(Cell(text=said), year=self.setting.year)
        told: dict[str, Any] = {"closed_date": read.on and read.on.isoformat()}
        if self.has("closed_at"):
            told["closed_date_raw"] = self.raw("closed_at")
        if read.is_month:
            told["closed_date_precision"] = "month"
        if read.is_invalid and self.cell("closed_at").fault is None:
            self.remark("invalid_closed_date", value=self.raw("closed_at"))
        elif status == "closed" and read.on is None:
            self.remark("closed_without_date")
        return told
