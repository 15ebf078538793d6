"""What stands around a table: its title, who sent it in, and the days it names."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from common.workbook.grid import Sheet, Workbook
from common.workbook.rows import Kind, Line
from common.workbook.text import squeeze, tidy
from issues.readings import deadlines

PAIR: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}(?:\([^)]*\))?):\s*(?P<value>.*?)"
    r"(?=\s+[\u4e00-\u9fff]{2,8}(?:\([^)]*\))?:|\s{2,}|$)"
)
ASSIGNED: Final = ("交办时间", "交办日期", "下发时间", "印发时间", "派发时间")
RECEIVED: Final = ("收到时间", "接收时间", "收件时间", "报送时间", "报送日期", "上报时间", "上报日期")
FILED: Final = ("填报时间", "填报日期", "填表时间", "填表日期", "制表时间", "制表日期", "日期", "时间")
AS_OF: Final = ("截至时间", "截止时间", "截至日期", "截止日期", "统计时间", "数据截至")
SENDER: Final = ("填报单位", "报送单位", "上报单位", "单位名称", "单位", "填表单位", "汇总单位")
RECEIVED_IN_TITLE: Final = re.compile(r"(\d{1,2}月\d{1,2}日)\s*(收|报|交办)")
AS_OF_IN_TITLE: Final = re.compile(r"截[至止](\d{4}年)?(\d{1,2}月(?:\d{1,2}日|底|末)?)")
YEAR: Final = re.compile(r"(20\d{2})\s*年")
FOUR_DIGITS: Final = re.compile(r"(?<!\d)(20[2-4]\d)(?=\s*[年.\-/])")
UNIT_COUNT: Final = re.compile(r"^(件|个|条|项|人|万元|元)$")


@dataclass(slots=True)
class Around:
    """What titles and meta rows of a file say."""

    titles: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        return self.titles[0] if self.titles else None

    def add(self, sheet: Sheet, lines: list[Line]) -> None:
        """Take in the rows above the headings of a sheet, and dates below it."""
        for line in lines:
            if line.kind is Kind.TITLE:
                self.titles.append(tidy(" ".join(_texts(sheet, line.row))))
            if line.kind in {Kind.TITLE, Kind.META, Kind.SIGNATURE}:
                self._add_pairs(_texts(sheet, line.row), is_meta=line.kind is not Kind.SIGNATURE)

    def _add_pairs(self, texts: list[str], *, is_meta: bool) -> None:
        if is_meta:
            self.texts += texts
        for text in texts:
            plain = text.translate(str.maketrans("：（）　", ":() "))
            for found in PAIR.finditer(tidy(plain)):
                name = re.sub(r"\(.*\)", "", found["name"])
                if value := found["value"].strip():
                    self.pairs.setdefault(name, value)

    def first(self, names: tuple[str, ...]) -> str | None:
        """The value of the first of these names that the file gives."""
        return next((self.pairs[name] for name in names if name in self.pairs), None)

    @property
    def sender(self) -> str | None:
        """The unit that sent the file in."""
        found = self.first(SENDER)
        return None if found is None or UNIT_COUNT.match(found) else found

    def year(self, name: str) -> int | None:
        """The year the file is about, from its titles, its dates or its name."""
        for text in [*self.titles, *self.texts, name]:
            if found := YEAR.search(text) or FOUR_DIGITS.search(text):
                return int(found[1])
        return None

    def day(self, names: tuple[str, ...], year: int) -> date | None:
        """The day given under one of these names."""
        text = self.first(names)
        return deadlines.read(text, year=year).on if text and re.search(r"\d", text) else None

    def received_on(self, year: int) -> date | None:
        """The day from which counted deadlines run."""
        return self.day(ASSIGNED, year) or self.day(RECEIVED, year) or self._in_titles(
            RECEIVED_IN_TITLE, year
        ) or self.day(FILED, year)

    def as_of(self, year: int) -> date | None:
        """The day up to which the file reports."""
        return self.day(AS_OF, year) or self._in_titles(AS_OF_IN_TITLE, year)

    def _in_titles(self, pattern: re.Pattern[str], year: int) -> date | None:
        for title in self.titles:
            if found := pattern.search(squeeze(title)):
                phrase = "".join(part for part in found.groups() if part and part[0].isdigit())
                return deadlines.read(phrase, year=year).on
        return None


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [cell.text for cell in sheet.filled(row).values()]


def year_made(workbook: Workbook) -> int | None:
    """The year in which the file was made, as the file itself says."""
    return workbook.created.year if workbook.created else None
