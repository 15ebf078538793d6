"""Schemes: who rates, with what weight, on which items; weights are checked on reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.scoring.exact import exact, plain
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.options import OptionSet, option_set

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Share:
    """A sub-group of a side, a half of the year or an item of the ballot, with its weight."""

    name: str
    weight: Fraction


@dataclass(frozen=True)
class SideRule:
    """One side of raters and how its score enters the whole."""

    code: str
    name: str
    weight: Fraction
    min_valid: int = 1
    exclude_self: bool = False
    is_deduction: bool = False
    parts: tuple[Share, ...] = ()
    items: tuple[Share, ...] = ()
    options: OptionSet | None = None


@dataclass(frozen=True)
class SchemeRule:
    """A whole scheme as the arithmetic needs it."""

    id: str
    name: str
    options: OptionSet
    sides: tuple[SideRule, ...]
    form: str = "hundred"
    step_percent: Fraction = Fraction(0)
    cohorts: tuple[str, ...] = ()
    tiers: Any = None
    option_set_is_given: bool = True

    @property
    def total_weight(self) -> Fraction:
        """What the weights of all sides add up to."""
        return sum((side.weight for side in self.sides), Fraction(0))

    @property
    def is_rank_step(self) -> bool:
        """Whether sides give points by rank instead of by score."""
        return self.form == "points"

    def side(self, code: str) -> SideRule:
        """The side of this code."""
        return next(side for side in self.sides if side.code == code)

    def options_of(self, side: SideRule) -> OptionSet:
        """The boxes that this side ticks."""
        return side.options or self.options


def scheme(data: Mapping[str, Any], sets: Mapping[str, OptionSet]) -> SchemeRule:
    """A scheme from its data form; weights must total 100 unless it is a ratio."""
    name = str(data.get("name") or data.get("id") or "评议办法")
    form = _form(data)
    rule = SchemeRule(
        id=str(data.get("id") or name),
        name=name,
        options=_options(data.get("option_set"), sets),
        sides=_sides(data, sets),
        form=form,
        step_percent=exact(data.get("rank_step_pct", 0)),
        cohorts=tuple(str(code) for code in data.get("cohorts") or ()),
        tiers=data.get("tiers"),
        option_set_is_given=bool(data.get("option_set")),
    )
    _check(rule)
    return rule


def _form(data: Mapping[str, Any]) -> str:
    if data.get("scoring") == "rank_step":
        return "points"
    return "ratio" if data.get("normalize") == "ratio" else "hundred"


def _options(given: Any, sets: Mapping[str, OptionSet]) -> OptionSet:
    if isinstance(given, Mapping):
        return option_set(given)
    key = str(given or "sat4_100_80_0")
    if key not in sets:
        raise SchemeFault(f"没有名为“{key}”的选项组，可用：{'、'.join(sets)}。")
    return sets[key]


def _sides(data: Mapping[str, Any], sets: Mapping[str, OptionSet]) -> tuple[SideRule, ...]:
    halves = _shares(data.get("rounds"), "上下半年")
    items = _shares(data.get("items"), "评议内容")
    rows = data.get("dimensions") or [{"code": "ALL", "name": "测评", "weight": 100}]
    return tuple(_side(row, sets, halves, items) for row in rows)


def _side(
    row: Mapping[str, Any],
    sets: Mapping[str, OptionSet],
    halves: tuple[Share, ...],
    items: tuple[Share, ...],
) -> SideRule:
    code = str(row.get("code") or row["name"])
    name = str(row.get("name") or code)
    groups = _shares(row.get("subgroups"), f"“{name}”的分组")
    return SideRule(
        code=code,
        name=name,
        weight=exact(row.get("weight", 0)),
        min_valid=int(row.get("min_valid") or 1),
        exclude_self=spares_own(row),
        is_deduction=row.get("kind") == "deduct",
        parts=_crossed(groups, halves),
        items=_shares(row.get("items"), f"“{name}”的评议内容") or items,
        options=_options(row["option_set"], sets) if row.get("option_set") else None,
    )


def spares_own(row: Mapping[str, Any]) -> bool:
    """Whether raters leave out their own unit: peers do, unless the scheme says otherwise."""
    is_among_peers = row.get("code") == "PEER" or "互评" in str(row.get("name") or "")
    return bool(row.get("exclude_self", is_among_peers))


def _crossed(groups: tuple[Share, ...], halves: tuple[Share, ...]) -> tuple[Share, ...]:
    if not groups or not halves:
        return groups or halves
    return tuple(
        Share(f"{half.name}·{group.name}", half.weight * group.weight / HUNDRED)
        for half in halves
        for group in groups
    )


def _shares(rows: Any, what: str) -> tuple[Share, ...]:
    if not rows:
        return ()
    named = [{"name": row} if isinstance(row, str) else row for row in rows]
    if not any("weight" in row for row in named):
        return tuple(Share(str(row["name"]), HUNDRED / len(named)) for row in named)
    shares = tuple(Share(str(row["name"]), exact(row.get("weight", 0))) for row in named)
    total = sum((share.weight for share in shares), Fraction(0))
    if total != HUNDRED:
        raise SchemeFault(f"{what}权重合计为{plain(total)}，应为100。")
    return shares


def _check(rule: SchemeRule) -> None:
    _no_twins(rule.sides, rule.name)
    for side in rule.sides:
        if side.weight < 0:
            raise SchemeFault(f"“{side.name}”的权重不能小于0。")
    if rule.total_weight <= 0:
        raise SchemeFault(f"“{rule.name}”的权重合计必须大于0。")
    if rule.form == "hundred" and rule.total_weight != HUNDRED:
        raise SchemeFault(
            f"“{rule.name}”各方权重合计为{plain(rule.total_weight)}，应为100；"
            "按比例计算的办法请注明 normalize: ratio。"
        )


def _no_twins(sides: Sequence[SideRule], name: str) -> None:
    codes = [side.code for side in sides]
    if len(set(codes)) != len(codes):
        raise SchemeFault(f"“{name}”里有重复的评议方代码。")


def weight_advice(rule: SchemeRule) -> str | None:
    """A warning when service recipients do not weigh most, which the office should mean to do."""
    served = next(
        (side for side in rule.sides if side.code == "SERV" or "服务对象" in side.name), None
    )
    if served is None or len(rule.sides) < 2:
        return None
    heaviest = max(side.weight for side in rule.sides)
    if served.weight == heaviest and sum(s.weight == heaviest for s in rule.sides) == 1:
        return None
    weight = plain(served.weight)
    return f"“{served.name}”的权重（{weight}）不是最大，请确认是否符合群众评价最重要的要求。"
