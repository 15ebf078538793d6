"""What the preview page shows of an outcome: one sheet's columns over the chosen rows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

import exchange.rules as exchange
import roster.policy
from config.transfers.job import Job
from exchange.models import Heading, Transfer
from roster.models import Unit, UnitQuerySet, User

PER_PAGE: Final = 50
ONLY: Final = {
    "": "全部",
    "refused": "退回的",
    "noted": "有提醒的",
    "known": "已在库中的",
    "taken": "将要导入的",
    "changed": "将要更新的",
    "matched": "按内容对应的",
    "held": "待对应的",
}
SAID: Final = {
    "refused": "退回",
    "changed": "已有，更新",
    "known": "已在库中，不再导入",
    "matched": "对应已有工单",
    "held": "列入待对应",
}
STATES: Final = {
    "taken": ("可导入", "green"),
    "refused": ("退回", "red"),
    "known": ("已在库中", "grey"),
    "changed": ("将更新", "blue"),
    "matched": ("已对应", "green"),
    "held": ("待对应", "orange"),
}


def matches(line: Mapping[str, Any], only: str) -> bool:
    """Whether a row belongs to the chosen view."""
    if only == "noted":
        return line["state"] == "taken" and bool(line["marks"])
    return not only or line["state"] == only


@dataclass
class Shown:
    """The preview of one upload for one person, narrowed and cut into pages."""

    job: Job
    user: User
    asked: Mapping[str, str]

    @property
    def transfer(self) -> Transfer:
        return self.job.transfer

    @property
    def outcome(self) -> dict[str, Any]:
        outcome: dict[str, Any] = self.transfer.outcome
        return outcome

    @property
    def is_waiting(self) -> bool:
        return self.transfer.status == Transfer.Status.PREVIEW

    @property
    def is_entered(self) -> bool:
        return self.transfer.status == Transfer.Status.FINISHED

    @property
    def lines(self) -> list[dict[str, Any]]:
        return list(self.outcome.get("lines", []))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each view holds."""
        states = Counter(line["state"] for line in self.lines)
        noted = sum(matches(line, "noted") for line in self.lines)
        return {"": len(self.lines), **states, "noted": noted}

    @property
    def new(self) -> int:
        return sum(self.counts.get(name, 0) for name in ("taken", "changed", "matched"))

    @property
    def held(self) -> int:
        """How many rows will wait until the office says where they belong."""
        return self.counts.get("held", 0)

    @property
    def refused(self) -> int:
        """How many rows and whole sheets do not enter."""
        counts: dict[str, int] = self.outcome.get("counts", {})
        return counts.get("refused", 0) - self.held - self.counts.get("matched", 0)

    @property
    def only(self) -> str:
        asked = self.asked.get("only", "")
        return asked if asked in ONLY else ""

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The views with their counts; those without rows are left out."""
        return [
            {"url": f"?{urlencode({'only': name})}", "label": label, "count": count}
            | {"is_current": name == self.only}
            for name, label in ONLY.items()
            if (count := self.counts.get(name, 0)) or not name
        ]

    @cached_property
    def chosen(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if matches(line, self.only)]

    @property
    def at(self) -> int:
        asked = self.asked.get("page", "1")
        last = max(1, -(-len(self.chosen) // PER_PAGE))
        return min(max(int(asked), 1), last) if asked.isdecimal() else 1

    @property
    def pager(self) -> dict[str, str]:
        """Where the pages before and after lie."""
        links = {}
        if self.at > 1:
            links["before"] = "?" + urlencode({"only": self.only, "page": self.at - 1})
        if self.at * PER_PAGE < len(self.chosen):
            links["after"] = "?" + urlencode({"only": self.only, "page": self.at + 1})
        return links

    @property
    def parts(self) -> Iterator[dict[str, Any]]:
        """The rows of this page under the headings of their sheets."""
        screen = self.chosen[(self.at - 1) * PER_PAGE : self.at * PER_PAGE]
        for at, lines in groupby(screen, key=lambda line: line["sheet"]):
            sheet = self.outcome["sheets"][at]
            yield {"sheet": sheet, "heads": self._heads(sheet), "rows": [*map(_row, lines)]}

    def _heads(self, sheet: dict[str, Any]) -> list[dict[str, str]]:
        labels = dict(self.job.kind.fields)
        return [
            {"label": column["label"], "read_as": labels.get(column["field"], "")}
            for column in sheet["columns"]
        ]

    @property
    def may_teach(self) -> bool:
        return self.is_waiting and exchange.may_teach(self.user, self.job.unit)

    @property
    def sheets(self) -> list[dict[str, Any]]:
        """Every sheet with its columns, to say what each column holds."""
        remembered = Heading.objects.of(self.job.name, self.job.unit).told()
        return [
            {
                "name": sheet["name"],
                "columns": [
                    {
                        **column,
                        "name": f"{at}-{column['at']}",
                        "is_told": column["key"] in remembered,
                    }
                    for column in sheet["columns"]
                ],
            }
            for at, sheet in enumerate(self.outcome.get("sheets", []))
            if any(column["sample"] for column in sheet["columns"])
        ]

    @property
    def refused_sheets(self) -> list[dict[str, Any]]:
        """The sheets that were refused as a whole."""
        return [one for one in self.outcome.get("refused", []) if one["row"] is None]

    @property
    def asks_for_columns(self) -> bool:
        """Whether some column is not read, so that the person should look at the columns."""
        columns = (column for sheet in self.sheets for column in sheet["columns"])
        return bool(self.refused_sheets) or any(
            not column["field"] and column["sample"] for column in columns
        )

    @property
    def may_name(self) -> bool:
        return self.is_waiting and "learn_alias" in roster.policy.granted(self.user, None)

    @property
    def units(self) -> UnitQuerySet:
        return Unit.objects.standing().in_official_order()


def _row(line: dict[str, Any]) -> dict[str, Any]:
    """One row for the page: its cells, each with what is said beside it."""
    beside: dict[int, list[dict[str, Any]]] = {}
    for place, sentence, is_fault in line["marks"]:
        beside.setdefault(place, []).append({"said": sentence, "is_fault": is_fault})
    word, tone = STATES[line["state"]]
    cells = [
        {"raw": cell[0], "read": cell[1] if len(cell) > 1 else "", "marks": beside.get(at, [])}
        for at, cell in enumerate(line["cells"])
    ]
    said = beside.get(-1, [])
    return {"number": line["row"], "word": word, "tone": tone, "cells": cells, "marks": said}


def words_beside_rows(transfer: Transfer) -> dict[str, Any]:
    """What to write beside the rows of the file that is given back."""
    outcome = transfer.outcome
    sheets: list[dict[str, Any]] = outcome.get("sheets", [])
    words: dict[str, Any] = {}
    for one in sheets:
        words.setdefault(one["name"], {"heading": one["heading"], "rows": {}})
    taken = "已导入" if transfer.status == Transfer.Status.FINISHED else "可导入"
    for line in outcome.get("lines", []):
        sheet = sheets[line["sheet"]]
        is_fault = line["state"] == "refused"
        said = "；".join(sentence for _, sentence, fault in line["marks"] if fault or not is_fault)
        first = SAID.get(line["state"], taken)
        cells = [
            [sheet["columns"][place]["at"], sentence, fault]
            for place, sentence, fault in line["marks"]
            if place >= 0
        ]
        words[sheet["name"]]["rows"][line["row"]] = {
            "said": f"{first}：{said}" if said else first,
            "is_fault": is_fault,
            "cells": cells,
        }
    return words
