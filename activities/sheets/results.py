"""A score sheet of one test: every fault is told, and one fault keeps the whole sheet out."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from activities.rules import Mark
from activities.sheets.table import RegisterRow, data, tables
from common.refusal import Refused
from common.workbook import Workbook
from roster.models import Cadre

NOTHING_FOUND: Final = "没有找到成绩表的表头，请确认表头里有“姓名”和“成绩”两列。"
ABSENT: Final = ("缺考", "是", "未到", "√", "1")
PRESENT: Final = ("", "否", "正常", "已考", "到考", "0")
TOLD: Final = 10


def read_results(workbook: Workbook, cadres: Iterable[Cadre]) -> list[Mark]:
    """Read a score sheet against the people of the unit.

    Raises Refused with the faults of up to ten rows, Unreadable where no score sheet is found.
    """
    known: dict[str, list[Cadre]] = defaultdict(list)
    for cadre in cadres:
        known[cadre.name].append(cadre)
    marks, faults = [], []
    for table in tables(workbook, "results", ("person", "score"), NOTHING_FOUND):
        for line in data(table):
            try:
                marks.append(_Sat(table, line.row).mark(known))
            except Refused as refusal:
                faults.append(f"第{line.row}行：{refusal}")
    if faults:
        more = f"另有{len(faults) - TOLD}行有误。" if len(faults) > TOLD else ""
        raise Refused("没有导入任何成绩。" + "".join(faults[:TOLD]) + more)
    return marks


class _Sat(RegisterRow):
    """One line of a score sheet."""

    def mark(self, known: dict[str, list[Cadre]]) -> Mark:
        name = (self.text("person") or "").replace(" ", "")
        if not name:
            raise Refused("没有写姓名。")
        found = known.get(name, [])
        if len(found) != 1:
            why = "有同名的人，请在干部名册里区分" if found else "不在本单位干部名册里"
            raise Refused(f"“{name}”{why}。")
        said = self.text("absent") or ("缺考" if self.text("score") == "缺考" else "")
        if said not in (*ABSENT, *PRESENT):
            raise Refused(f"“{name}”的缺考一栏写着“{said}”，请写“缺考”或留空。")
        is_absent = said in ABSENT
        return Mark(
            found[0],
            score=None if is_absent else self._score("score"),
            is_absent=is_absent,
            resit_score=self._score("resit"),
            integrity_note=(self.text("note") or "")[:200],
        )

    def _score(self, name: str) -> Decimal | None:
        text = (self.text(name) or "").rstrip("分")
        if not text:
            return None
        try:
            return Decimal(text).quantize(Decimal("0.1"))
        except InvalidOperation as error:
            raise Refused(f"成绩“{text}”不是数字。") from error
