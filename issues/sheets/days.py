"""The days an issue sheet names: handed over, received, filed, reported up to."""

import re
from datetime import date
from typing import Final

from common.workbook import Workbook
from common.workbook.around import Around, day_in
from common.workbook.report import Row
from common.workbook.text import squeeze
from issues.readings import reference

ASSIGNED: Final = ("交办时间", "交办日期", "下发时间", "印发时间", "派发时间")
RECEIVED: Final = (
    "收到时间",
    "接收时间",
    "收件时间",
    "报送时间",
    "报送日期",
    "上报时间",
    "上报日期",
)
FILED: Final = (
    "填报时间",
    "填报日期",
    "填表时间",
    "填表日期",
    "制表时间",
    "制表日期",
    "日期",
    "时间",
)
AS_OF: Final = ("截至时间", "截止时间", "截至日期", "截止日期", "统计时间", "数据截至")
SENDER: Final = (
    "填报单位",
    "报送单位",
    "上报单位",
    "填表单位",
    "单位名称",
    "汇总单位",
    "编制单位",
    "制表单位",
    "责任单位",
    "整改单位",
    "单位",
)
RECEIVED_IN_TITLE: Final = re.compile(r"(20\d{2}年)?\d{1,2}月\d{1,2}日(?=收|报|交办)")
AS_OF_IN_TITLE: Final = re.compile(r"截[至止](20\d{2}年)?\d{1,2}月(\d{1,2}日)?")
BARE_DAY: Final = re.compile(
    r"(?<!截至)(?<!截止)(?<!止于)(?<![至到—-])20\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?(?=[)]?$)"
)
COUNTING_UNIT: Final = re.compile(r"^((件|个|条|项|人|户|次|份|[百千万亿]?元|%|％)[、,，/;； ]*)+$")


def received_on(around: Around, year: int) -> date | None:
    """The day from which counted deadlines run."""
    return (
        around.day(ASSIGNED, year)
        or around.day(RECEIVED, year)
        or around.day_in_titles(RECEIVED_IN_TITLE, year)
        or around.day(FILED, year)
        or around.day_in_texts(BARE_DAY, year)
    )


def assigned_on(around: Around, year: int) -> date | None:
    """The day on which the issues were handed over."""
    return around.day(ASSIGNED, year)


def as_of(around: Around, year: int, file_name: str = "") -> date | None:
    """The day up to which the file reports: said in a cell, in a title, or in the file's name."""
    found = around.day(AS_OF, year) or around.day_in_texts(AS_OF_IN_TITLE, year)
    named = AS_OF_IN_TITLE.search(squeeze(file_name))
    return found or (day_in(named.group(), year) if named else None)


def sender(around: Around) -> str | None:
    """The unit that sent the file in."""
    found = around.first(SENDER)
    return None if found is None or COUNTING_UNIT.match(found) else found


def year_made(workbook: Workbook) -> int | None:
    """The year in which the file was made, as the file itself says."""
    return workbook.created.year if workbook.created else None


def settle(
    around: Around, workbook: Workbook, year: int | None, received: date | None
) -> tuple[int, date]:
    """The year and the day of receipt that hold for a file: its own, else those given."""
    example = reference.example_campaign()
    sure = around.year(workbook.name) or year or year_made(workbook) or int(example["year"])
    return sure, received_on(around, sure) or received or example["assigned_on"]


def meta(around: Around, year: int, file_name: str = "") -> Row:
    """What a ledger says about itself as a whole."""
    assigned, until = assigned_on(around, year), as_of(around, year, file_name)
    return {
        "title": around.title,
        "report_unit": sender(around),
        "as_of": until and until.isoformat(),
        "assigned_on": assigned and assigned.isoformat(),
    }
