"""The issue and return register: what was handed out, came back, was void, and whether it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import exact
from evaluations.scoring.ruleset import Rules

REASONS = {
    "more_returned_than_issued": "收回票数多于发出票数，整场无效",
    "quorum_half": "实到人数不过半，整场无效",
    "return_rate": "回收率不足，整场无效",
}


@dataclass(frozen=True)
class Session:
    """One line of the register; no subjects means it speaks of all of them."""

    side: str
    side_name: str
    scope: str
    issued: int | None = None
    returned: int | None = None
    void: int | None = None
    valid: int | None = None
    expected: int | None = None
    present: int | None = None
    subjects: frozenset[str] = frozenset()
    part: str = ""
    excludes_self: bool = False
    may_exclude_self: bool = False

    def covers(self, subject: str) -> bool:
        """Whether the line speaks of this subject."""
        return not self.subjects or subject in self.subjects


def why_void(session: Session, rules: Rules) -> str | None:
    """The first rule under which the whole session is void."""
    for name, settings in rules.session_void.items():
        if _breaks(name, session, settings):
            return name
    return None


def _breaks(name: str, session: Session, settings: Mapping[str, Any]) -> bool:
    if name == "more_returned_than_issued":
        return _more(session.returned, session.issued)
    if name == "quorum_half":
        present = session.returned if session.present is None else session.present
        expected = session.issued if session.expected is None else session.expected
        ratio = exact(settings.get("ratio", settings.get("value", "0.5")))
        return _at_most(present, expected, ratio)
    if name == "return_rate":
        ratio = exact(settings.get("ratio", settings.get("value", "0.5")))
        return _below(session.returned, session.issued, ratio)
    return False


def _more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _at_most(part: int | None, whole: int | None, ratio: Fraction) -> bool:
    return part is not None and whole is not None and part <= whole * ratio


def _below(part: int | None, whole: int | None, ratio: Fraction) -> bool:
    return part is not None and whole is not None and part < whole * ratio


def voided(sessions: Iterable[Session], rules: Rules) -> list[tuple[Session, str]]:
    """The void sessions with the rule that voids each."""
    found = [(session, why_void(session, rules)) for session in sessions]
    return [(session, reason) for session, reason in found if reason]


def balances(session: Session) -> bool:
    """Whether returned is valid and void together, and no more than issued."""
    known = (session.returned, session.void, session.valid)
    if None in known:
        return True
    fits = (session.valid or 0) + (session.void or 0) == session.returned
    return fits and not _more(session.returned, session.issued)
