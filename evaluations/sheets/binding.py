"""Holding records against a scheme: units, cohorts, sides, piles and what does not fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from evaluations.scoring import ballots as voting
from evaluations.scoring.ballots import Ballot
from evaluations.scoring.options import OptionSet, recognise
from evaluations.scoring.patterns import favours
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Cohort, Subject
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.sessions import Session
from evaluations.scoring.sides import Key
from evaluations.sheets.changes import Changes
from evaluations.sheets.people import Who
from evaluations.sheets.records import Counting, Record
from evaluations.sheets.sides import Place, item_of, place
from evaluations.sheets.words import Kind

Warning_ = dict[str, object]


@dataclass
class Bound:
    """A workbook held against its schemes: ready to be counted."""

    schemes: list[SchemeRule]
    rules: Rules
    who: Who
    warnings: list[Warning_] = field(default_factory=list)
    piles: dict[str, dict[Key, Pile]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    void_ballots: dict[str, int] = field(default_factory=dict)

    def scheme_of(self, code: str) -> SchemeRule:
        """The scheme that holds for a subject: that of its cohort, else the first."""
        cohort = self.who.cohort_of(code)
        fitting = [s for s in self.schemes if {cohort.code, cohort.name} & set(s.cohorts)]
        general = [s for s in self.schemes if not s.cohorts]
        return (fitting or general or self.schemes)[0]

    def subjects(self, cohort: Cohort) -> list[Subject]:
        """The subjects of a cohort with all that was counted about them."""
        return [
            self.changes.applied(
                Subject(
                    code, self.who.name_of(code), self.who.order_of(code), self.piles.get(code, {})
                ),
                self.scheme_of(code),
            )
            for code in self.who.members(cohort)
        ]


def bind(counting: Counting, schemes: Sequence[SchemeRule], rules: Rules, who: Who) -> Bound:
    """Hold everything a workbook says against the schemes."""
    bound = Bound(list(schemes), rules, who)
    for record in counting.records:
        who.meet(record.subject, record.cohort)
    for change in counting.changes:
        who.meet(change.subject, change.cohort)
    Binder(bound, counting).bind_records()
    bound.changes = Changes.of(counting.changes, who)
    bound.warnings.extend(counting.faults)
    bound.warnings.extend(who.warnings())
    return bound


class Binder:
    """Turns records into piles, ballot by ballot where single raters are known."""

    def __init__(self, bound: Bound, counting: Counting) -> None:
        self.bound = bound
        self.counting = counting
        self.items: dict[tuple[str, str], set[str]] = {}
        self.given: dict[tuple[str, Key], list[Record]] = {}
        self.voices: dict[str, str] = {}

    def bind_records(self) -> None:
        """All records into piles."""
        placed = [(record, *self._spot(record)) for record in self.counting.records]
        for record, spot, item in placed:
            if spot and item:
                self.items.setdefault((spot.side.code, _sheet(record)), set()).add(item)
        marks: list[tuple[Record, Key]] = []
        for record, spot, item in placed:
            if spot is None:
                continue
            single = len(self.items.get((spot.side.code, _sheet(record)), ())) < 2
            is_whole = not spot.side.items and single
            key = (spot.side.code, spot.part, "" if is_whole else item)
            self._take(record, key, spot, marks)
        self._count_marks(marks)

    def _spot(self, record: Record) -> tuple[Place | None, str]:
        code = self.bound.who.code_of(record.subject)
        scheme = self.bound.scheme_of(code)
        spot = place(scheme, record.texts)
        if spot is None:
            self._warn_once({"code": "unknown_side", "where": record.where.split("!")[0]})
            return None, ""
        return spot, item_of(scheme, spot, record.group, record.leaf)

    def _take(self, record: Record, key: Key, spot: Place, marks: list[tuple[Record, Key]]) -> None:
        code = self.bound.who.code_of(record.subject)
        if record.heading:
            options = self.bound.scheme_of(code).options_of(spot.side)
            label = options.recognise(record.heading)
            if label is None:
                self._warn_once({"code": "unknown_option", "side": key[0], "text": record.heading})
            else:
                self._add(code, key, Pile({label: record.count or 0}))
            return
        is_given = record.is_given or bool(record.leaf and spot.from_first)
        marks.append((replace(record, is_given=is_given), key))

    def _count_marks(self, marks: Sequence[tuple[Record, Key]]) -> None:
        given, others = self._given_apart(marks)
        for record, key in given:
            self._add_given(record, key)
        rated = self._ballots(others)
        kept = [ballot for ballot in rated if self._is_valid(ballot)]
        self.bound.warnings.extend(_favours(kept, self.voices, self.bound.who))
        for code, piles in voting.piles(kept).items():
            for key, pile in piles.items():
                self._add(code, key, pile)

    def _given_apart(
        self, marks: Sequence[tuple[Record, Key]]
    ) -> tuple[list[tuple[Record, Key]], list[tuple[Record, Key]]]:
        """Scores worked out elsewhere: the only mark of their side for that subject."""
        tally: dict[tuple[str, Key], int] = {}
        for record, key in marks:
            where = (self.bound.who.code_of(record.subject), key)
            tally[where] = tally.get(where, 0) + 1
        given: list[tuple[Record, Key]] = []
        others: list[tuple[Record, Key]] = []
        for record, key in marks:
            alone = tally[(self.bound.who.code_of(record.subject), key)] == 1
            is_given = record.is_given and alone and record.mark is not None
            (given if is_given else others).append((record, key))
        return given, others

    def _add_given(self, record: Record, key: Key) -> None:
        code = self.bound.who.code_of(record.subject)
        if record.mark is None:
            return
        side = self.bound.scheme_of(code).side(key[0])
        if side.is_deduction and "扣" in "".join(record.group):
            self._add(code, key, Pile(deducted=abs(record.mark)))
        else:
            self._add(code, key, Pile(marks={record.mark: 1}, is_given=True))

    def _ballots(self, marks: Iterable[tuple[Record, Key]]) -> list[Ballot]:
        sheets: dict[tuple[str, str, str], dict[tuple[str, str], Fraction | str]] = {}
        for at, (record, key) in enumerate(marks):
            code = self.bound.who.code_of(record.subject)
            value = self._value(record, key, code)
            if value is None:
                continue
            rater = record.rater or f"{record.where}#{at}"
            self.voices[rater] = record.voice
            page = sheets.setdefault((key[0], key[1], rater), {})
            if (code, key[2]) in page:
                page = sheets.setdefault((key[0], key[1], f"{rater}#{at}"), {})
            page[(code, key[2])] = value
        return [Ballot(side, part, rater, page) for (side, part, rater), page in sheets.items()]

    def _value(self, record: Record, key: Key, code: str) -> Fraction | str | None:
        scheme = self.bound.scheme_of(code)
        options = scheme.options_of(scheme.side(key[0]))
        if record.mark is None:
            label = recognise(options.labels, record.choice)
            if label is None:
                self._warn_once({"code": "unknown_option", "side": key[0], "text": record.choice})
            return label
        if not options.low <= record.mark <= options.high:
            self.bound.warnings.append(
                {"code": "out_of_range", "unit_code": code, "side": key[0], "where": record.where}
            )
            return None
        return record.mark

    def _is_valid(self, ballot: Ballot) -> bool:
        options = self._options(ballot)
        reason = voting.why_void(ballot, options, self.bound.rules)
        if reason:
            self.bound.void_ballots[ballot.side] = self.bound.void_ballots.get(ballot.side, 0) + 1
            self.bound.warnings.append(_ballot_warning("void_ballot", ballot, reason))
            return False
        flagged = voting.suspicious(ballot, options)
        if flagged and options.is_numeric:
            self.bound.warnings.append(_ballot_warning("odd_ballot", ballot, flagged))
        return True

    def _options(self, ballot: Ballot) -> OptionSet:
        code = next(iter(ballot.marks))[0]
        scheme = self.bound.scheme_of(code)
        return scheme.options_of(scheme.side(ballot.side))

    def _add(self, code: str, key: Key, pile: Pile) -> None:
        piles = self.bound.piles.setdefault(code, {})
        piles[key] = piles[key] + pile if key in piles else pile

    def _warn_once(self, warning: Warning_) -> None:
        if warning not in self.bound.warnings:
            self.bound.warnings.append(warning)


def _favours(ballots: Iterable[Ballot], voices: Mapping[str, str], who: Who) -> list[Warning_]:
    """Units that rate each other far above what the rest give them, where raters are units."""
    given: dict[str, dict[str, dict[str, Fraction]]] = {}
    for ballot in ballots:
        rater = who.known(ballot.rater) or who.known(voices.get(ballot.rater, ""))
        if rater:
            row = given.setdefault(ballot.side, {}).setdefault(rater, {})
            row |= {unit: m for (unit, _), m in ballot.marks.items() if isinstance(m, Fraction)}
    return [
        {"code": "mutual_favour", "side": side, "units": [who.name_of(code) for code in pair]}
        for side, rows in given.items()
        for pair in favours(rows)
    ]


def _ballot_warning(code: str, ballot: Ballot, reason: str) -> Warning_:
    rater = ballot.rater.split("!")[-1]
    return {"code": code, "side": ballot.side, "rater": rater, "reason": reason}


def _sheet(record: Record) -> str:
    return record.where.rsplit("!", 1)[0]


def sessions(counting: Counting, bound: Bound) -> list[Session]:
    """The register lines with their side and the subjects they speak of."""
    return [_session(bound, line.texts, line.scope, line.numbers) for line in counting.lines]


def _session(
    bound: Bound, texts: tuple[str, ...], scope: str, numbers: Mapping[Kind, int]
) -> Session:
    who = bound.who
    code = who.known(scope)
    scheme = bound.scheme_of(code) if code else bound.schemes[0]
    spot = place(scheme, texts)
    named = {str(kind): number for kind, number in numbers.items()}
    return Session(
        side=spot.side.code if spot else "",
        side_name=spot.side.name if spot else (texts[0] if texts else ""),
        scope=who.name_of(code) if code else scope,
        issued=named.get("issued"),
        returned=named.get("returned"),
        void=named.get("void"),
        valid=_valid(named),
        expected=named.get("expected"),
        present=named.get("present"),
        subjects=frozenset([code]) if code else who.scope(scope),
        part=spot.part if spot else "",
        excludes_self="回避" in scope,
        may_exclude_self=bool(spot and spot.side.exclude_self and not code),
    )


def _valid(named: Mapping[str, int]) -> int | None:
    if "valid" in named or "returned" not in named:
        return named.get("valid")
    return named["returned"] - named.get("void", 0)
