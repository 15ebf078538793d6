"""Which form a sheet is, told from its headings alone."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.workbook import Sheet
from common.workbook.headings import Headings
from issues.readings import reference
from issues.readings.choices import is_state
from issues.sheets import ticks
from roster.readings import given_name


class Form(StrEnum):
    """The forms of issue sheets."""

    ISSUE_LIST = "issue_list"
    LEDGER = "ledger"
    SELF_CHECK_TEAM = "self_check_team"
    SELF_CHECK_PERSON = "self_check_person"


REQUIRED: Final = ("category", "issue", "example", "measure", "deadline")
LEDGER_FIELDS: Final = frozenset({"progress", "rectify_type", "evidence", "regulation", "result"})
STATE_FIELDS: Final = frozenset({"status", "closed", "closed_at", "progress_pct"})
NOT_SELF_CHECK: Final = frozenset(
    {"source", "goal", "duty_person", "unit", "duty_unit", "issue_no"}
    | STATE_FIELDS
    | LEDGER_FIELDS
)
SELF_CHECK_WORDS: Final = re.compile(r"对照检查|班子")
NAMED: Final = re.compile(
    r"姓\s*名[:：]\s*([\u3400-\u9fff·]{1,4}(?:\s{1,2}[\u3400-\u9fff])?)(?=\s|$|[,，;；、])"
)
ABOUT: Final = re.compile(r"(?:^|\s)([\u3400-\u9fff·]{2,4})同志(?:个人)?(?:对照|问题|查摆)")
POST: Final = re.compile(r"(?<!单位及)职\s*务[:：]\s*(\S+)")
ASKING: Final = re.compile(r"(整改|处理)(要求|意见)$")
FEWEST_FIELDS: Final = 3
LONGEST_STATE: Final = 10
MOST_CELLS: Final = 0.8

LABELS: Final = {
    "category": "问题类别",
    "issue": "存在问题",
    "example": "具体事例",
    "measure": "整改措施",
    "deadline": "完成时限",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A form with the required columns that the sheet lacks."""

    form: Form
    missing: tuple[str, ...] = ()
    whose: tuple[str, str] = ("", "")

    def without(self, name: str) -> "Recognised":
        """The same form, one column less missing: what it would say stands elsewhere."""
        return Recognised(self.form, tuple(one for one in self.missing if one != name), self.whose)


def recognise(headings: Headings, words_around: str) -> Recognised | None:
    """The form of a sheet, or nothing when its headings are none of ours."""
    found = set(headings.columns)
    if "issue" not in found or len(found) < FEWEST_FIELDS:
        return None
    form = _form(found, words_around)
    whose = person_around(words_around)
    if whose and form in {Form.SELF_CHECK_TEAM, Form.ISSUE_LIST}:
        form = Form.SELF_CHECK_PERSON
    if form is Form.ISSUE_LIST and _is_bare_ledger(found, words_around):
        form = Form.LEDGER
    required = [name for name in REQUIRED if not (name == "example" and form is Form.LEDGER)]
    return Recognised(
        form, tuple(name for name in required if name not in found), whose or ("", "")
    )


def person_around(words: str) -> tuple[str, str] | None:
    """Whose sheet it is, name and post, when what stands above the headings says so."""
    if not SELF_CHECK_WORDS.search(words) and "个人" not in words:
        return None
    named = NAMED.search(words) or ABOUT.search(words)
    if named is None:
        return None
    post = POST.search(words)
    return given_name(named[1]), post[1].strip() if post else ""


def _form(found: set[str], words_around: str) -> Form:
    if "person" in found and not found & STATE_FIELDS:
        return Form.SELF_CHECK_PERSON
    ledger_like = len(found & LEDGER_FIELDS)
    if ledger_like >= 2 or ("example" not in found and found & (STATE_FIELDS | LEDGER_FIELDS)):
        return Form.LEDGER
    if SELF_CHECK_WORDS.search(words_around) and not found & NOT_SELF_CHECK:
        return Form.SELF_CHECK_TEAM
    return Form.ISSUE_LIST


def _is_bare_ledger(found: set[str], words_around: str) -> bool:
    """A sheet titled 台账 that lacks nothing but an example, which a ledger need not have."""
    lacks = [name for name in REQUIRED if name not in found]
    return lacks == ["example"] and "台账" in words_around and "清单" not in words_around


def settle(headings: Headings, sheet: Sheet) -> None:
    """Columns whose headings leave open what their cells make plain."""
    columns = headings.columns
    _settle_unit(headings, sheet)
    if "issue" not in columns and "manifestation" in columns:
        columns["issue"] = columns.pop("manifestation")
    if "example" not in columns and "manifestation" in columns:
        columns["example"] = columns["manifestation"]
    if "measure" not in columns and _asks(headings):
        columns["measure"] = columns.pop("goal")
    ticks.settle(headings, sheet)
    if not {"status", "closed"} & set(columns):
        _settle_state(headings, sheet)


def _asks(headings: Headings) -> bool:
    """Whether a sheet of findings says what is to be done under 整改要求, not a goal."""
    return ASKING.search(headings.labels.get(headings.columns.get("goal", 0), "")) is not None


def _settle_unit(headings: Headings, sheet: Sheet) -> None:
    """责任主体 may say 班子 or 个人, but where no other column names units it mostly names them."""
    columns = headings.columns
    names_units = {"unit", "duty_unit", "lead_unit"} & set(columns)
    if names_units or "level" not in columns:
        return
    if not _speaks_in_levels(sheet, headings, columns["level"]):
        columns["unit"] = columns.pop("level")


def _settle_state(headings: Headings, sheet: Sheet) -> None:
    columns = headings.columns
    if "deadline" not in columns and "closed_at" in columns:
        columns["deadline"] = columns.pop("closed_at")
    for name in ("result", "progress"):
        if name in columns and _speaks_in_states(sheet, headings, columns[name]):
            columns["status"] = columns.pop(name)
            return


def _speaks_in_levels(sheet: Sheet, headings: Headings, column: int) -> bool:
    """Whether a column such as 责任主体 says 班子, 单位 or 个人, and not which unit."""
    below = range(headings.bottom + 1, sheet.last_row + 1)
    texts = [text for row in below if (text := sheet.text(row, column).strip())]
    return any(reference.levels().exactly(text) for text in texts)


def _speaks_in_states(sheet: Sheet, headings: Headings, column: int) -> bool:
    """Whether a column such as 完成情况 holds nothing but words like 已完成 and 推进中."""
    below = range(headings.bottom + 1, sheet.last_row + 1)
    texts = [text for row in below if (text := sheet.text(row, column).strip())]
    plain = [text for text in texts if len(text) <= LONGEST_STATE and is_state(text)]
    return len(plain) >= 2 and len(plain) >= len(texts) * MOST_CELLS
