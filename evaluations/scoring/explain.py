"""Every standing in sentences: from the ticks on the ballots to the place in the cohort."""

from collections.abc import Iterator
from fractions import Fraction

from evaluations.scoring.exact import plain, text
from evaluations.scoring.options import ABSTAIN, ROW_VOID
from evaluations.scoring.piles import ZERO, counted_labels
from evaluations.scoring.records import CohortResult, Standing
from evaluations.scoring.ruleset import Rules
from evaluations.scoring.sides import Leaf, SideScore

DROPPED = {
    "missing_side": "没有收到这一方的票",
    "no_counted_ballots": "没有一张票计入",
    "below_min_valid": "有效票少于规定数",
    "session_void": "整场测评无效",
}


def steps(row: Standing, result: CohortResult) -> list[str]:
    """The sentences that lead to one standing, in the order a teller would work them out."""
    return [
        *(sentence for side in row.sides for sentence in _side(side, result.rules)),
        *_sum(row, result),
        *_adjusted(row, result),
        *_satisfied(row),
        *_placed(row, result),
        *_graded(row, result),
    ]


def _side(side: SideScore, rules: Rules) -> Iterator[str]:
    for leaf in side.leaves:
        yield _leaf(side, leaf, rules)
    if side.deducted is not None:
        yield f"{side.rule.name}：满分{plain(side.rule.weight)}分，扣{plain(side.deducted)}分。"
    if len(side.leaves) > 1 and side.score is not None:
        parts = "＋".join(
            f"{text(leaf.mean.value or ZERO, 4)}×{text(leaf.share * 100, 2)}%"
            for leaf in side.leaves
        )
        yield f"{side.rule.name}合成：{parts}＝{text(side.score, 4)}分。"
    for part in side.missing:
        yield f"{side.rule.name}“{part}”没有计入的票，权重由其他部分分担。"
    if side.dropped:
        reason = DROPPED.get(side.dropped, side.dropped)
        yield f"{side.rule.name}不计入总分：{reason}，权重由其他方按比例分担。"
    elif side.step_rank is not None and side.weighted is not None:
        yield f"{side.rule.name}列第{side.step_rank}名，按名次赋{text(side.weighted, 4)}分。"


def _leaf(side: SideScore, leaf: Leaf, rules: Rules) -> str:
    name = "·".join(word for word in (side.rule.name, leaf.part, leaf.item) if word)
    value = leaf.mean.value
    got = "不得分" if value is None else f"得{text(value, 4)}分"
    if leaf.pile.marks:
        cut = f"，去掉{leaf.mean.high}个最高、{leaf.mean.low}个最低" if leaf.mean.low else ""
        given = leaf.pile.marked
        return (
            f"{name}：{given}人打分{cut}，合计{plain(leaf.mean.total)}÷{leaf.mean.counted}，{got}。"
        )
    ticks = "＋".join(
        f"{option.label}{leaf.pile.counts.get(option.label, 0)}票×{plain(option.score or ZERO)}"
        for option in side.options.options
        if option.counted
    )
    outside = _outside(side, leaf, rules)
    return (
        f"{name}：{ticks}＝{plain(leaf.mean.total)}，÷计分票{leaf.mean.counted}张{outside}，{got}。"
    )


def _outside(side: SideScore, leaf: Leaf, rules: Rules) -> str:
    inside = set(counted_labels(side.options, rules))
    labels = [label for label in (*side.options.labels, ABSTAIN, ROW_VOID) if label not in inside]
    left_out = [
        f"{label}{leaf.pile.counts[label]}张" for label in labels if leaf.pile.counts.get(label)
    ]
    return f"（不含{'、'.join(left_out)}）" if left_out else ""


def _sum(row: Standing, result: CohortResult) -> Iterator[str]:
    if row.base is None:
        yield "没有可以计入的评议方，不计总分。"
        return
    kept = [side for side in row.sides if side.weighted is not None and not side.dropped]
    terms = "＋".join(_term(side, result) for side in kept)
    yield f"总分：{terms}＝{text(row.base, 4)}。"


def _term(side: SideScore, result: CohortResult) -> str:
    if result.scheme.is_rank_step:
        return text(side.weighted or ZERO, 4)
    return f"{text(side.score or ZERO, 4)}×{plain(side.share * 100)}%"


def _adjusted(row: Standing, result: CohortResult) -> Iterator[str]:
    if row.subject.bonus:
        yield f"加分{plain(row.subject.bonus)}分{_capped(row.subject.bonus, row.bonus)}。"
    if row.subject.deduct:
        yield f"扣分{plain(row.subject.deduct)}分{_capped(row.subject.deduct, row.deduct)}。"
    if row.score is not None:
        yield f"过程不取整，最后保留{result.rules.digits}位小数：{row.score}分。"


def _capped(written: Fraction, used: Fraction) -> str:
    return "" if written == used else f"，按封顶计{plain(used)}分"


def _satisfied(row: Standing) -> Iterator[str]:
    if row.satisfied_rate is not None:
        yield f"满意率（不加权，满意和基本满意票占计分票）：{text(row.satisfied_rate * 100, 2)}%。"


def _placed(row: Standing, result: CohortResult) -> Iterator[str]:
    if row.rank is None:
        if not result.cohort.is_ranked:
            yield f"{result.cohort.name}只计分，不排名。"
        return
    equals = sum(other.rank == row.rank for other in result.standings)
    shared = f"，与另外{equals - 1}个并列" if equals > 1 else ""
    yield f"在{result.cohort.name}{len(result.standings)}个单位中列第{row.rank}名{shared}。"


def _graded(row: Standing, result: CohortResult) -> Iterator[str]:
    if not row.tier:
        return
    yield f"等次：{row.tier_by_threshold}（{row.tier_reason}）。"
    if row.tier_after_cap != row.tier_by_threshold:
        yield f"因{'、'.join(dict.fromkeys(row.subject.cards))}，等次限制为{row.tier_after_cap}。"
    if row.tier != row.tier_after_cap:
        yield f"本类“{row.tier_after_cap}”名额{result.room}个，顺延为{row.tier}。"
    if row.is_tail:
        yield "列本类末位。"
