"""Phrases made from figures: who leads, who is late, what changed since the last paper."""

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from evaluations.models import Round, Standing
from issues.models import Issue
from reports.drafts.said import Said
from reports.figures import Facts, Value

FEW = 5
GOOD_SHARE = 0.5
Numbers = Mapping[str, Value]
COMPARED = ("issues_ledger", "issues_closed", "issues_open", "overdue", "close_rate")


def joined(names: list[str]) -> str:
    """Names as documents list them."""
    return "、".join(names)


def progress_phrases(
    facts: Facts, numbers: Numbers, earlier: Mapping[str, str], title: str
) -> list[Said]:
    """What can be said of the ledger as a whole; `earlier` are the last paper's numbers."""
    day = facts.today
    return [
        Said("p_campaign", "活动", "活动名称", facts.campaign.name),
        Said("p_day", "截至日期", "数据截至的日子", f"{day.month}月{day.day}日"),
        Said("p_span", "活动期间", "活动的起止日期", _span(facts)),
        Said("p_best", "先进单位", "整改率不低于50%的前五名单位", _best(facts)),
        Said("p_late", "逾期较多单位", "逾期件数最多的五个单位", _late(facts)),
        Said(
            "p_unsent",
            "未报送单位名单",
            "尚未报送清单的单位",
            joined([unit.short for unit in facts.units_without_list]) or "无",
        ),
        Said(
            "p_change", "较上期", "与上一份已印发文件的数字相比", _change(numbers, earlier, title)
        ),
    ]


def _span(facts: Facts) -> str:
    first = facts.campaign.starts_on
    return f"{first.year}年{first.month}月{first.day}日以来"


def _best(facts: Facts) -> str:
    rated = []
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        if whole:
            rated.append((counts.get(Issue.Status.CLOSED, 0) / whole, whole, unit.short))
    rated.sort(reverse=True)
    names = [name for share, _, name in rated[:FEW] if share >= GOOD_SHARE]
    return f"{joined(names)}整改率居前" if names else "各单位正在按时限推进"


def _late(facts: Facts) -> str:
    found = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])
    names = [
        f"{facts.units[unit].short}{count}件"
        for unit, (count, _) in found[:FEW]
        if unit in facts.units
    ]
    return f"逾期问题较多的单位是{joined(names)}" if names else "目前没有逾期问题"


def _change(numbers: Numbers, earlier: Mapping[str, str], title: str) -> str:
    parts = [
        said
        for code in COMPARED
        if code in earlier and (said := change(numbers[code], earlier[code]))
    ]
    if not parts:
        return "本期为第一期，不作环比"
    return f"与上期（{title}）相比，{'，'.join(parts)}"


def change(value: Value, before: str) -> str:
    """One difference as a clause; empty when either side has no number."""
    figure = value.figure
    try:
        step = Decimal(value.text) - Decimal(before)
    except ArithmeticError:
        return ""
    if figure.unit == "%":
        verb = "提高" if step > 0 else "下降"
        return f"{figure.label}{verb}{abs(step)}个百分点" if step else f"{figure.label}持平"
    if not step:
        return f"{figure.label}持平"
    verb = "增加" if step > 0 else "减少"
    return f"{figure.label}{verb}{abs(step)}{figure.unit}{_share_of(step, Decimal(before))}"


def _share_of(step: Decimal, before: Decimal) -> str:
    """环比 in brackets; nothing to be said of a period that began with none."""
    if not before:
        return ""
    share = (100 * abs(step) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"（环比{'增长' if step > 0 else '下降'}{share}%）"


RANKING_NAMES = frozenset(
    {
        "评议",
        "评议名称",
        "评议各方",
        "参评单位",
        "排名类数",
        "发出票数",
        "收回票数",
        "有效票数",
        "各类第一名",
        "靠后单位",
        "位次变化",
    }
)
"""What a paper about a round may say besides; a test holds it to ranking_phrases."""


def ranking_phrases(round_: Round) -> list[Said]:
    """What can be said of one counted round."""
    rows = list(Standing.objects.filter(round=round_).select_related("unit", "cohort").in_order())
    shown = [row for row in rows if row.cohort.is_published]
    counted = _balance(round_)
    sides = joined([side.name for side in round_.sides.order_by("pk")])
    return [
        Said("r_name", "评议", "评议名称", round_.name.replace("（", "").replace("）", "")),
        Said("r_title", "评议名称", "评议名称全称", round_.name),
        Said("r_sides", "评议各方", "参加评议的各方", sides),
        Said("r_units", "参评单位", "有评议结果的单位数", str(len(rows)), "个"),
        Said("r_cohorts", "排名类数", "公布排名的分类数", str(len({r.cohort_id for r in shown}))),
        Said("r_issued", "发出票数", "各场发出的测评票", str(counted["issued"]), "张"),
        Said("r_returned", "收回票数", "各场收回的测评票", str(counted["returned"]), "张"),
        Said("r_valid", "有效票数", "收回票减去废票", str(counted["valid"]), "张"),
        Said("r_first", "各类第一名", "各类名次第一的单位", _firsts(shown)),
        Said("r_tail", "靠后单位", "按办法确定的末位单位", _tails(shown)),
        Said("r_moves", "位次变化", "与上一次公布的评议相比", _moves(shown, round_)),
    ]


def _balance(round_: Round) -> Counter[str]:
    counted: Counter[str] = Counter()
    for line in round_.sessions:
        for name in ("issued", "returned", "valid"):
            counted[name] += int(line.get(name) or 0)
    return counted


def _firsts(rows: list[Standing]) -> str:
    names = [f"{row.cohort.name}{row.unit.short}" for row in rows if row.rank == 1]
    return f"各类第一名为：{joined(names)}" if names else "各类排名见附件"


def _tails(rows: list[Standing]) -> str:
    names = [row.unit.short for row in rows if row.is_tail]
    if not names:
        return "个别单位服务对象评得分偏低，须对照意见建议逐条整改"
    return f"{joined(names)}在本类中靠后，须对照群众意见逐条整改"


def earlier_ranks(round_: Round) -> dict[tuple[str, int], int]:
    """Places in the round that was shown before this one: (cohort code, unit) -> rank."""
    rounds = Round.objects.filter(campaign=round_.campaign, status__in=Round.SHOWN)
    before = rounds.filter(tallied_at__lt=round_.tallied_at).order_by("-tallied_at").first()
    if before is None:
        return {}
    rows = Standing.objects.filter(round=before).exclude(rank=None)
    found = rows.values_list("cohort__code", "unit", "rank")
    return {(code, unit): rank for code, unit, rank in found if rank is not None}


def _moves(rows: list[Standing], round_: Round) -> str:
    before = earlier_ranks(round_)
    if not before:
        return "本次为首次评议，不比较位次"
    steps = []
    for row in rows:
        old = before.get((row.cohort.code, row.unit_id))
        if old is not None and row.rank is not None:
            steps.append((old - row.rank, row.unit.short))
    up = [f"{name}（升{step}位）" for step, name in sorted(steps, reverse=True)[:3] if step > 0]
    down = [f"{name}（降{-step}位）" for step, name in sorted(steps)[:3] if step < 0]
    parts = [f"位次上升较多的是{joined(up)}"] if up else []
    parts += [f"下降较多的是{joined(down)}"] if down else []
    return "，".join(parts) or "各单位位次与上次相同"
