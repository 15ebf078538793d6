"""How each cell of a row was read, said to a person beside what was written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from common.workbook.report import Row
from issues.readings import reference
from issues.readings.choices import Options
from issues.words import Rectify
from roster.directory import Directory

STATES: Final = {
    "closed": "已销号",
    "close_applied": "已申请销号",
    "rectifying": "整改中",
    "unfinished": "未完成（按整改中记）",
    "cancelled": "已撤销",
}
COUNTED_IN: Final = {"workdays": "个工作日", "days": "天", "months": "个月"}


def fields() -> tuple[tuple[str, str], ...]:
    """The fields a column may hold, with their names for people."""
    return tuple(reference.field_labels().items())


@dataclass(frozen=True)
class Understood:
    """Says how a field of a row was read; None means: as it is written."""

    directory: Directory
    categories: Options

    def __call__(self, field: str, row: Row) -> str | None:
        told = TELLERS.get(field)
        return told(self, row) if told else None

    def unit(self, row: Row) -> str | None:
        """The unit the row belongs to."""
        return self._named([row["unit_code"]])

    def duty_units(self, row: Row) -> str | None:
        """The units that answer for the rectification."""
        codes = row.get("duty_unit_codes")
        if codes is None:
            return None if row.get("dept") else self.unit(row)
        return self._named(codes)

    def _named(self, codes: list[str]) -> str | None:
        entries = self.directory.entries
        return "、".join(entries[code].name for code in codes if code in entries) or None

    def category(self, row: Row) -> str | None:
        """The category of the list."""
        return _label(self.categories, row.get("category_code")) or "（未定类别）"


def _label(options: Options, code: str | None) -> str | None:
    return next((one.label for one in options.options if one.code == code), None)


def _source(_: Understood, row: Row) -> str | None:
    return _label(reference.sources(), row.get("source_code"))


def _measures(_: Understood, row: Row) -> str | None:
    parts = row.get("measures") or []
    return "\n".join(f"{at}. {text}" for at, text in enumerate(parts, 1)) if parts else None


def _deadline(_: Understood, row: Row) -> str | None:
    said = []
    if row.get("deadline"):
        said.append(row["deadline"])
    elif relative := row.get("deadline_relative"):
        counted = [f"{n}{COUNTED_IN[unit]}" for unit, n in relative.items() if unit in COUNTED_IN]
        said.append(f"{row.get('deadline_if_received')}（收到后{''.join(counted)}）")
    if row.get("long_term"):
        said.append("长期坚持")
    return "，".join(said) or "没有日期"


def _leader(_: Understood, row: Row) -> str | None:
    name, post = row.get("leader"), row.get("leader_post")
    return f"{name}（{post}）" if name and post else name


def _owner(_: Understood, row: Row) -> str | None:
    names = "、".join(row.get("persons") or [])
    dept = row.get("dept")
    return " ".join(word for word in (dept, names) if word) or None


def _status(_: Understood, row: Row) -> str | None:
    return STATES.get(row.get("status") or "")


def _rectify(_: Understood, row: Row) -> str | None:
    code = row.get("rectify_type")
    return Rectify(code).label if code in Rectify.values else None


def _closed_on(_: Understood, row: Row) -> str | None:
    return row.get("closed_date")


TELLERS: Final[dict[str, Callable[[Understood, Row], str | None]]] = {
    "unit": Understood.unit,
    "lead_unit": Understood.unit,
    "duty_unit": Understood.duty_units,
    "category": Understood.category,
    "source": _source,
    "measure": _measures,
    "deadline": _deadline,
    "lead_leader": _leader,
    "duty_person": _owner,
    "status": _status,
    "rectify_type": _rectify,
    "closed_at": _closed_on,
}
