"""Ballots entered as numbers that stand for boxes: 1=满意，2=基本满意 …"""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from common.workbook.text import squeeze
from evaluations.sheets.records import Counting, Record

PAIR: Final = re.compile(
    r"(?<![\d.])(\d)(?:[=:—–-]|代表|表示|为|即|是|、|\.)+[“\"「]?([\u4e00-\u9fff]{1,5})[”\"」]?"
    r"(?=[,，、;；。.)）]|\d|$)"
)
ABOUT: Final = re.compile(r"代码|代号|数字|代表|表示|编码|录入|填[写]?\d|^[(]?\d[=—–-]")
FEWEST: Final = 3


def decoded(counting: Counting) -> Counting:
    """The same counting, its numbers read as the boxes that its remarks say they stand for."""
    legend, told = _legend(counting.remarks)
    marks = [record.mark for record in counting.records if record.mark is not None]
    if not legend or not marks or not set(marks) <= set(legend):
        return counting
    remarks = [PAIR.sub("", squeeze(one)) if one in told else one for one in counting.remarks]
    records = [_as_box(record, legend) for record in counting.records]
    return replace(counting, records=records, remarks=remarks)


def _legend(remarks: Iterable[str]) -> tuple[dict[Fraction, str], set[str]]:
    """The boxes by number where a remark numbers them one after another, and those remarks."""
    for remark in remarks:
        said = squeeze(remark)
        pairs = PAIR.findall(said)
        numbers = [int(number) for number, _ in pairs]
        start = numbers[0] if numbers else 0
        in_turn = numbers == list(range(start, start + len(numbers))) and start in (0, 1)
        if len(pairs) >= FEWEST and in_turn and ABOUT.search(said):
            return {Fraction(int(number)): name for number, name in pairs}, {remark}
    return {}, set()


def _as_box(record: Record, legend: dict[Fraction, str]) -> Record:
    if record.mark is None:
        return record
    return replace(record, mark=None, is_given=False, choice=legend[record.mark], count=1)
