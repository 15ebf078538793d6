"""The rounds of a campaign side by side: what assessments, designations and awards rest on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from campaigns.models import Campaign
from evaluations.models import (
    Adjustment,
    Cohort,
    Designation,
    DesignationRule,
    Round,
    Standing,
)
from evaluations.rules.ranking import TOO_FEW, scheme_for
from evaluations.rules.schemes import plan_of
from evaluations.scoring.conditions import condition
from evaluations.scoring.exact import exact, rounded
from evaluations.scoring.ranking import places
from evaluations.words import AdjustmentKind
from roster.models import Unit, User

FACTS: Final = (
    "平均得分", "最低得分", "平均满意率", "评议次数", "末位次数", "最好等次次数",
    "红牌", "橙牌", "黄牌",
)  # fmt: skip


@dataclass
class YearRow:
    """One unit with its standing in every published round, and the figures of all together."""

    unit: Unit
    cohort: str = ""
    standings: dict[int, Standing] = field(default_factory=dict)
    facts: dict[str, Fraction] = field(default_factory=dict)
    score: Decimal | None = None
    rank: int | None = None

    @property
    def rate(self) -> str:
        """The mean satisfaction rate as people read it."""
        known = self.facts.get("平均满意率")
        return "—" if known is None else f"{rounded(known * 100, 2)}%"

    @property
    def tails(self) -> int:
        """How often it stood at the end of its cohort."""
        return int(self.facts.get("末位次数", 0))

    def across(self, rounds: Sequence[Round]) -> list[Standing | None]:
        """The standings in the order of the rounds."""
        return [self.standings.get(round_.pk) for round_ in rounds]


def rounds_of_year(campaign: Campaign) -> list[Round]:
    """The rounds whose results are published, oldest first."""
    rows = campaign.rounds.filter(status__in=Round.SHOWN)
    return list(rows.select_related("scheme", "campaign").order_by("pk"))


def yearly(campaign: Campaign, user: User | None = None) -> list[YearRow]:
    """年度汇总: mean of the published rounds (each out of a hundred), place inside the cohort."""
    rounds = rounds_of_year(campaign)
    shown = Standing.objects.filter(round__in=rounds)
    if user is not None:
        shown = Standing.objects.visible_to(user).filter(round__in=rounds)
    best = {cohort: (label, full) for round_ in rounds for cohort, label, full in _tables(round_)}
    rows: dict[int, YearRow] = {}
    found = shown.select_related("unit", "cohort").defer("detail").order_by("round")
    for standing in found.order_by("round", "unit__order", "unit"):
        row = rows.setdefault(standing.unit_id, YearRow(standing.unit))
        row.cohort = str(standing.cohort)
        row.standings[standing.round_id] = standing
    cards = _cards(rounds)
    for row in rows.values():
        row.facts = _facts(row, best, cards.get(row.unit.pk, {}))
        mean = row.facts.get("平均得分")
        row.score = None if mean is None else rounded(mean, 2)
    _place(list(rows.values()))
    return sorted(rows.values(), key=lambda row: (row.cohort, row.rank or 9999, row.unit.order))


def _tables(round_: Round) -> list[tuple[int, str, Fraction]]:
    """Of every cohort: its best grade, and what a full score is."""
    plan = plan_of(round_)
    found = []
    for cohort in round_.cohorts.all():
        scheme = scheme_for(plan, cohort)
        full = scheme.total_weight if scheme.is_rank_step else Fraction(100)
        found.append((cohort.pk, plan.rules.tiers.labels[0], full))
    return found


def _facts(
    row: YearRow, best: Mapping[int, tuple[str, Fraction]], cards: Mapping[str, int]
) -> dict[str, Fraction]:
    told = [one for one in row.standings.values() if one.score_shown != TOO_FEW]
    scores = [
        exact(one.score) * 100 / best[one.cohort_id][1] for one in told if one.score is not None
    ]
    rates = [exact(one.satisfied_rate) for one in told if one.satisfied_rate is not None]
    facts = {
        "评议次数": Fraction(len(row.standings)),
        "末位次数": Fraction(sum(one.is_tail for one in row.standings.values())),
        "最好等次次数": Fraction(sum(one.tier == best[one.cohort_id][0] for one in told)),
        **{card: Fraction(cards.get(card, 0)) for card in ("红牌", "橙牌", "黄牌")},
    }
    if scores:
        facts |= {"平均得分": sum(scores, Fraction(0)) / len(scores), "最低得分": min(scores)}
    if rates:
        facts["平均满意率"] = sum(rates, Fraction(0)) / len(rates)
    return facts


def _cards(rounds: Sequence[Round]) -> dict[int, dict[str, int]]:
    held: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Adjustment.objects.filter(round__in=rounds, kind=AdjustmentKind.CARD)
    for unit, card in rows.filter(status=Adjustment.Status.APPROVED).values_list("unit", "card"):
        held[unit][card] += 1
    return held


def _place(rows: Sequence[YearRow]) -> None:
    """Inside every cohort that is ranked; equal scores share a place."""
    unranked = set(Cohort.objects.filter(is_ranked=False).values_list("name", flat=True))
    by_cohort: dict[str, list[YearRow]] = defaultdict(list)
    for row in rows:
        if row.score is not None and row.cohort not in unranked:
            by_cohort[row.cohort].append(row)
    for group in by_cohort.values():
        for row, place in zip(group, places([row.score for row in group]), strict=True):
            row.rank = place


def fitting(campaign: Campaign, rows: Sequence[YearRow]) -> list[tuple[YearRow, str, str]]:
    """认定试算: units that a rule fits and that are not proposed or named yet, with the grounds."""
    taken = set(
        Designation.objects.filter(
            campaign=campaign, status__in=["proposed", "approved"]
        ).values_list("unit", flat=True)
    )
    rules = [(rule.kind, condition(rule.text)) for rule in DesignationRule.objects.all()]
    return [
        (row, kind, ground(row))
        for row in rows
        if row.unit.pk not in taken and row.rank is not None
        for kind, asked in rules
        if asked.names <= set(row.facts) and asked.holds(row.facts)
    ]


def ground(row: YearRow) -> str:
    """The figures a designation rests on, as one sentence."""
    said = [f"{int(row.facts['评议次数'])}次评议"]
    if row.score is not None:
        said.append(f"平均得分{row.score}，{row.cohort}第{row.rank}名")
    said.append(f"平均满意率{row.rate}")
    said += [f"{name}{int(row.facts[name])}次" for name in ("末位次数",) if row.facts.get(name)]
    said += [f"{card}{int(n)}张" for card in ("红牌", "橙牌", "黄牌") if (n := row.facts[card])]
    return "，".join(said).replace("末位次数", "列末位") + "。"
