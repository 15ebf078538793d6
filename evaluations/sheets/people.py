"""Who is rated: texts to units by alias, cohorts by column or by roster, official order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluations.scoring.records import Cohort
from roster.directory import Directory

EVERYBODY = Cohort("ALL", "全部单位")
NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\dA-Za-z]+[）)]?[、.．:：\s]+")


@dataclass
class Who:
    """The units and people of one workbook, in the order of the roster, then of the workbook."""

    directory: Directory
    cohorts: Mapping[str, Cohort]
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.positions = {code: at for at, code in enumerate(self.directory.entries, start=1)}

    def meet(self, text: str, cohort: str) -> str:
        """Note a subject when it appears, with the cohort the workbook gives it."""
        code = self.known(text)
        if code is None:
            candidates = self.directory.candidates(text)
            if len(candidates) > 1:
                self.unsure[text] = candidates
            code = text
        self.codes[text] = code
        self.names.setdefault(
            code,
            self.directory.name_of(code)
            if code != text or code in self.directory.entries
            else text,
        )
        if cohort and code not in self.written:
            self.written[code] = NUMBERING.sub("", cohort.strip())
        return code

    def known(self, text: str) -> str | None:
        """The unit a text means without doubt."""
        if not text:
            return None
        if text in self.directory.entries:
            return text
        return self.directory.one(text) or self.directory.one(NUMBERING.sub("", text))

    def code_of(self, text: str) -> str:
        """The code of a subject that was met; a stranger to the roster keeps its name."""
        return self.codes.get(text) or self.meet(text, "")

    def name_of(self, code: str) -> str:
        """The official name."""
        if code in self.directory.entries:
            return self.directory.name_of(code)
        return self.names.get(code, code)

    def order_of(self, code: str) -> int:
        """The place in the roster; strangers stand behind in the order of the workbook."""
        if code in self.positions:
            return self.positions[code]
        return len(self.positions) + 1 + list(self.names).index(code)

    def cohort_of(self, code: str) -> Cohort:
        """The cohort as the workbook says, else as the roster says, else everybody."""
        said = self.written.get(code)
        if said:
            return self.cohort_named(said)
        entry = self.directory.entries.get(code)
        if self.written or not entry or not entry.cohort or not self._all_in_roster():
            return EVERYBODY
        return self.cohorts.get(entry.cohort, Cohort(entry.cohort, entry.cohort))

    def _all_in_roster(self) -> bool:
        return all(code in self.directory.entries for code in self.names)

    def cohort_named(self, text: str) -> Cohort:
        """The cohort of this name or code; a new one keeps its words."""
        bare = re.sub(r"[（(].*?[）)]", "", text).strip()
        for cohort in self.cohorts.values():
            if text in (cohort.code, cohort.name) or bare in (
                cohort.code,
                cohort.name,
                f"{cohort.code}类",
                f"{cohort.code}组",
            ):
                return cohort
        short = re.sub(r"(单位|类|组)+$", "", bare)
        close = [c for c in self.cohorts.values() if len(short) >= 2 and c.name.startswith(short)]
        return close[0] if len(close) == 1 else Cohort(text, text)

    def all_cohorts(self) -> list[Cohort]:
        """The cohorts that have members, in their usual order."""
        found = list(dict.fromkeys(self.cohort_of(code) for code in self._in_order()))
        known = list(self.cohorts.values())
        return sorted(found, key=lambda c: known.index(c) if c in known else len(known))

    def members(self, cohort: Cohort) -> list[str]:
        """The codes of a cohort in official order."""
        return [code for code in self._in_order() if self.cohort_of(code) == cohort]

    def scope(self, text: str) -> frozenset[str]:
        """The subjects that a register line speaks of: a cohort by name, else all of them."""
        for cohort in self.all_cohorts():
            if cohort != EVERYBODY and cohort.name in text:
                return frozenset(self.members(cohort))
        return frozenset()

    def _in_order(self) -> list[str]:
        return sorted(self.names, key=self.order_of)

    def warnings(self) -> list[dict[str, object]]:
        """Subjects that are no unit of the roster, or could be several."""
        if not any(code in self.directory.entries for code in self.names):
            return []
        unknown = [code for code in self.names if code not in self.directory.entries]
        return [
            {"code": "ambiguous_unit" if text in self.unsure else "unknown_unit", "text": text}
            | ({"candidates": self.unsure[text]} if text in self.unsure else {})
            for text in unknown
        ]
