"""Standings from the summary rows: the same pure arithmetic that tries a workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

import journal.rules as journal
from common.refusal import Refused
from evaluations import policy
from evaluations.models import Adjustment, Cohort, Invitation, Round, Side, SideTally, Standing
from evaluations.rules.schemes import digest, plan_of
from evaluations.scoring import report
from evaluations.scoring.bands import bands
from evaluations.scoring.checks import register_checks, session_warnings
from evaluations.scoring.exact import exact, text
from evaluations.scoring.library import Plan
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Cohort as CohortRecord
from evaluations.scoring.records import CohortResult, Subject
from evaluations.scoring.scheme import SchemeRule
from evaluations.scoring.sessions import Session
from evaluations.scoring.showing import too_few
from evaluations.scoring.sides import Key
from evaluations.scoring.standings import score_cohort
from evaluations.scoring.tiers import card_name
from evaluations.words import AdjustmentKind, Source
from roster.models import Unit, User

TOO_FEW = "票数不足"
Less = Mapping[str, Mapping[Key, Pile]]


@transaction.atomic
def rank(round_: Round, *, by: User | None) -> None:
    """排名: standings inside cohorts; may be repeated until the result is approved."""
    policy.require(by, "rank")
    if round_.status != Round.Status.TALLIED:
        raise Refused("只有已计票、未审定的评议可以重新排名。")
    results = results_of(round_)
    told = report.cohorts([result for _, result in results])
    Standing.objects.filter(round=round_).delete()
    Standing.objects.bulk_create(
        row
        for (cohort, result), said in zip(results, told, strict=True)
        for row in _standings(round_, cohort, result, said["units"])
    )
    fingerprint = digest(told)
    Round.objects.filter(pk=round_.pk).update(result_digest=fingerprint)
    round_.result_digest = fingerprint
    if by is not None:
        journal.write(round_, "重新排名", by=by, digest=fingerprint)


def results_of(round_: Round, less: Less | None = None) -> list[tuple[Cohort, CohortResult]]:
    """The results of every cohort from what is stored; nothing is written.

    `less` holds piles to leave out, for comparing only.
    """
    plan = plan_of(round_)
    subjects = _subjects(round_, less or {})
    lines = sessions_of(round_)
    found = []
    for cohort in round_.cohorts.prefetch_related("units"):
        members = [subjects[unit.code] for unit in cohort.units.all() if unit.code in subjects]
        if members:
            record = CohortRecord(cohort.code, cohort.name, cohort.is_ranked, cohort.is_published)
            scheme = scheme_for(plan, cohort)
            found.append((cohort, score_cohort(scheme, plan.rules, record, members, lines)))
    return found


def scheme_for(plan: Plan, cohort: Cohort) -> SchemeRule:
    """The scheme that holds for a cohort."""
    own = [row for row in plan.schemes if {cohort.code, cohort.name} & set(row.cohorts)]
    general = [row for row in plan.schemes if not row.cohorts]
    return (own or general or list(plan.schemes))[0]


def _held(round_: Round, less: Less) -> dict[str, dict[Key, Pile]]:
    """The piles of every unit from the summary rows, without those to be left out."""
    piles: dict[str, dict[Key, Pile]] = defaultdict(dict)
    for row in _tallies(round_):
        mine = piles[row.unit.code]
        for key, pile in _piles(row):
            mine[key] = mine[key] + pile if key in mine else pile
    for code, gone in less.items():
        for key in gone.keys() & piles[code].keys():
            piles[code][key] = piles[code][key].less(gone[key])
    return piles


def _subjects(round_: Round, less: Less) -> dict[str, Subject]:
    piles = _held(round_, less)
    subjects = {}
    for cohort in round_.cohorts.prefetch_related("units"):
        for unit in cohort.units.all():
            subjects[unit.code] = Subject(
                unit.code, unit.name, unit.order, piles.get(unit.code, {})
            )
    for change in round_.adjustments.filter(status=Adjustment.Status.APPROVED).select_related(
        "unit"
    ):
        if change.unit.code in subjects:
            subjects[change.unit.code] = _adjusted(subjects[change.unit.code], change)
    return subjects


def _tallies(round_: Round) -> list[SideTally]:
    """The rows that count: of two entries of the same paper ballots only the first."""
    rows = list(round_.tallies.select_related("unit", "side").order_by("unit_id", "side_id", "pk"))
    first = {(row.unit_id, row.side_id) for row in rows if row.source == Source.FIRST}
    return [
        row
        for row in rows
        if row.source != Source.SECOND or (row.unit_id, row.side_id) not in first
    ]


def _piles(row: SideTally) -> list[tuple[Key, Pile]]:
    found = []
    for item in dict.fromkeys([*row.counts, *row.marks]):
        marks = {Fraction(int(tenths), 10): n for tenths, n in row.marks.get(item, {}).items()}
        pile = Pile(row.counts.get(item, {}), marks)
        found.append(((row.side.code, row.side.part, item), pile))
    return found


def _adjusted(subject: Subject, change: Adjustment) -> Subject:
    points = exact(change.points)
    if change.kind == AdjustmentKind.CARD:
        return replace(subject, cards=(*subject.cards, card_name(change.card)))
    if change.kind == AdjustmentKind.BONUS:
        return replace(subject, bonus=subject.bonus + points)
    return replace(subject, deduct=subject.deduct + points)


def sessions_of(round_: Round) -> list[Session]:
    """The register: lines that were entered, and what became of the codes of every side."""
    entered = [_session(row) for row in round_.sessions]
    counted = (
        round_.invitations.order_by()
        .values_list("side", "unit")
        .annotate(
            unused=Count("pk", filter=Q(state=Invitation.State.UNUSED)),
            spent=Count("pk", filter=Q(state=Invitation.State.SPENT)),
        )
        .order_by("side", "unit")
    )
    sides = {side.pk: side for side in round_.sides.all()}
    units = Unit.objects.in_bulk([unit for _, unit, _, _ in counted if unit])
    return entered + [
        _code_session(sides[side], units.get(unit or 0), unused + spent, spent)
        for side, unit, unused, spent in counted
    ]


def _code_session(side: Side, unit: Unit | None, issued: int, returned: int) -> Session:
    return Session(
        side=side.code,
        side_name=str(side),
        scope=unit.name if unit else "全部参评单位（测评码）",
        issued=issued,
        returned=returned,
        subjects=frozenset([unit.code]) if unit else frozenset(),
        part=side.part,
    )


def _session(row: dict[str, Any]) -> Session:
    known = {key: row[key] for key in Session.__dataclass_fields__ if key in row}
    return Session(**{**known, "subjects": frozenset(row.get("subjects", ()))})


def _standings(
    round_: Round, cohort: Cohort, result: CohortResult, told: Sequence[dict[str, Any]]
) -> list[Standing]:
    spans = {} if result.scheme.is_rank_step else bands(result)
    units = {unit.code: unit for unit in cohort.units.all()}
    rows = []
    for row, detail in zip(result.standings, told, strict=True):
        low, high = spans.get(row.subject.code, (None, None))
        few = too_few(detail["sides"], round_.show_min)
        rate = None if few else row.satisfied_rate
        rows.append(
            Standing(
                round=round_,
                cohort=cohort,
                unit=units[row.subject.code],
                score=row.score,
                score_shown=_told(row.score, few=few),
                exact_score="" if row.exact_score is None else str(row.exact_score),
                satisfied_rate=None if rate is None else Decimal(text(rate, 6)),
                valid_count=sum(side.counted for side in row.sides if not side.dropped),
                rank=row.rank,
                rank_low=low,
                rank_high=high,
                tier=row.tier,
                is_tail=row.is_tail,
                detail=detail,
            )
        )
    return rows


def _told(score: Decimal | None, *, few: bool) -> str:
    """The score as every page and paper prints it; all ballots together may be too few to show."""
    if score is None:
        return ""
    return TOO_FEW if few else str(score)


def report_of(round_: Round) -> dict[str, Any]:
    """The whole result in the shape that scripts compare."""
    plan = plan_of(round_)
    results = [result for _, result in results_of(round_)]
    lines = sessions_of(round_)
    checks, mismatches = register_checks(results, lines)
    return {
        "round": round_.pk,
        "name": round_.name,
        "form": "ballot_round",
        "campaign_year": round_.campaign.year,
        "scheme": plan.schemes[-1].id,
        "option_set": plan.schemes[-1].options.id,
        "unknown_in_denominator": plan.rules.unknown_in_denominator,
        "rank_rule": report.rank_rule(plan.rules),
        "sessions": [report.session(line) for line in lines],
        "cohorts": report.cohorts(results),
        "checks": checks,
        "warnings": [*report.warnings(results), *mismatches, *session_warnings(lines, plan.rules)],
        "digest": round_.result_digest,
    }
