"""Points added and taken, cards and facts that a workbook carries beside the ballots."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Subject
from evaluations.scoring.scheme import SchemeRule, SideRule
from evaluations.scoring.tiers import card_name, cards
from evaluations.sheets.people import Who
from evaluations.sheets.records import Change
from evaluations.sheets.sides import likeness
from evaluations.sheets.words import Kind


@dataclass
class Changes:
    """All changes by subject."""

    by_code: dict[str, list[Change]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Change], who: Who) -> "Changes":
        """The changes of a workbook."""
        found: dict[str, list[Change]] = {}
        for row in rows:
            found.setdefault(who.code_of(row.subject), []).append(row)
        return cls(found)

    def applied(self, subject: Subject, scheme: SchemeRule) -> Subject:
        """The subject with its changes: to a side that counts deductions, else to the total."""
        for change in self.by_code.get(subject.code, ()):
            subject = _applied(subject, change, scheme)
        return subject


def _applied(subject: Subject, change: Change, scheme: SchemeRule) -> Subject:
    if change.kind is Kind.CARD:
        return replace(subject, cards=(*subject.cards, *_cards(change)))
    if change.kind is Kind.FACT:
        share = change.points / 100 if change.points > 1 else change.points
        return replace(subject, facts={**subject.facts, "closure_rate": share})
    if change.kind is Kind.BONUS or (change.kind is Kind.NET and change.points > 0):
        return replace(subject, bonus=subject.bonus + abs(change.points))
    side = _deduction_side(scheme, change)
    if side is None:
        return replace(subject, deduct=subject.deduct + abs(change.points))
    key = (side.code, "", "")
    pile = subject.piles.get(key, Pile()) + Pile(deducted=abs(change.points))
    return replace(subject, piles={**subject.piles, key: pile})


def _deduction_side(scheme: SchemeRule, change: Change) -> SideRule | None:
    if change.kind is not Kind.DEDUCT:
        return None
    sides = [side for side in scheme.sides if side.is_deduction]
    named = [side for side in sides if any(likeness(text, side) for text in change.texts)]
    if named:
        return named[0]
    return sides[0] if len(sides) == 1 else None


def _cards(change: Change) -> tuple[str, ...]:
    if change.points:
        return (card_name(change.words),) * min(99, int(abs(change.points)) or 1)
    return cards(change.words) if change.words else ()
