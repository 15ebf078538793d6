"""Three evaluation rounds: one published, one that takes ballots now, one in preparation."""

from datetime import date
from decimal import Decimal
from random import Random

import evaluations.rules as rules
from campaigns.models import Campaign
from config.demo.raters import make_raters
from evaluations.models import Round, Scheme, Side
from roster.models import Unit, User

ISSUED = {"UP": (30, 29), "PEER": (80, 78), "SERV": (260, 238)}
WATCHERS = (("刘敏", "区人大代表"), ("高强", "区政协委员"))
CARELESS = 6
REMARKS = (
    "窗口午休没有人值守，建议轮岗。",
    "一次性告知做得比去年好，希望坚持。",
    "电话经常打不通，请公布备用号码。",
    "会议能合并的合并，少占基层时间。",
    "答复期限写得清楚，但常常拖到最后一天。",
    "主动上门服务值得肯定。",
    "希望把办事材料清单放到网上。",
)
LABELS = ("满意", "基本满意", "不满意", "不了解")


def make_rounds(
    campaign: Campaign,
    dice: Random,
    *,
    today: date,
    office: User,
    second: User,
    leader: User,
    troubled: str,
    exemplary: str,
) -> list[Round]:
    """Make the rounds: one counted from paper and codes, one taking ballots, one in hand."""
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    first = rules.draft(campaign, name="第一次三评议（上半年）", scheme=scheme, by=office)
    rules.freeze(first, by=office)
    leaning = {troubled: -22, exemplary: 14}
    leaders = first.sides.get(code="UP")
    for side in first.sides.exclude(pk=leaders.pk):
        _enter_side(first, side, dice, office, leaning)
    rules.register(first, _sessions(first), by=office)
    slips = rules.hand_out(first, leaders, count=ISSUED["UP"][0], by=office)
    rules.open(first, by=office)
    _cast_leaders(first, [slip.code for slip in slips[: ISSUED["UP"][1]]], dice, leaning)
    rules.end(first, by=office)
    rules.seal(first, by=office)
    rules.seal(first, by=second)
    rules.tally()
    first.refresh_from_db()
    _adjust(first, office, leader, today, troubled)
    rules.sign_tally(first, by=second)
    for name, identity in WATCHERS:
        rules.sign_tally(first, by=office, name=name, identity=identity)
    rules.approve(first, by=leader)
    rules.publish(first, by=office, today=today)
    second_round = _running(campaign, scheme, dice, office, today)
    third = rules.draft(campaign, name="第三次三评议（年终）", scheme=scheme, by=office)
    make_raters(third, dice, office=office)
    rules.rehearse(third, by=office)
    return [first, second_round, third]


def _cast_leaders(round_: Round, codes: list[str], dice: Random, leaning: dict[str, int]) -> None:
    """Leaders vote on their phones; some tick everything full, some write what they think."""
    rated = list(Unit.objects.filter(cohorts__round=round_).in_official_order())
    for at, code in enumerate(codes):
        marks = {unit.code: {"": _tick(dice, leaning.get(unit.code, 0))} for unit in rated}
        if at < CARELESS:
            marks = {unit.code: {"": "满意"} for unit in rated}
        said = dict.fromkeys([*leaning, "U021"], REMARKS[at]) if at < len(REMARKS) else {}
        rules.cast(code, marks=marks, remarks=said)


def _tick(dice: Random, lean: int) -> str:
    return dice.choices(LABELS, (66 + lean, 24 - lean // 2, max(1, 5 - lean // 3), 5))[0]


def _enter_side(
    round_: Round, side: Side, dice: Random, office: User, leaning: dict[str, int]
) -> None:
    _, returned = ISSUED.get(side.code, (40, 38))
    valid = returned - 1 if side.code != "PEER" else returned - 2
    for unit in Unit.objects.filter(cohorts__round=round_).in_official_order():
        counts = _ticks(valid, dice, leaning.get(unit.code, dice.randint(-9, 9)))
        rules.enter(round_, unit, side, by=office, counts={"": counts})


def _ticks(valid: int, dice: Random, lean: int) -> dict[str, int]:
    """How `valid` ballots fall on the boxes for a unit that stands higher or lower."""
    good = min(94, max(30, 66 + lean + dice.randint(-4, 4)))
    bad = max(0, 5 - lean // 3)
    vague = dice.randint(2, 7)
    satisfied = valid * good // 100
    dissatisfied = min(valid - satisfied, valid * bad // 100)
    unknown = min(valid - satisfied - dissatisfied, valid * vague // 100)
    rest = valid - satisfied - dissatisfied - unknown
    return dict(zip(LABELS, (satisfied, rest, dissatisfied, unknown), strict=True))


def _sessions(round_: Round) -> list[dict[str, object]]:
    lines = []
    for side in round_.sides.exclude(code="UP"):
        issued, returned = ISSUED.get(side.code, (40, 38))
        void = 1 if side.code != "PEER" else 2
        lines.append(
            {
                "side": side.code,
                "side_name": side.name,
                "scope": "全部参评单位（一票评全部）",
                "issued": issued,
                "returned": returned,
                "void": void,
                "valid": returned - void,
            }
        )
    return lines


def _adjust(round_: Round, office: User, leader: User, today: date, troubled: str) -> None:
    unit = Unit.objects.get(code=troubled)
    row = rules.adjust(
        round_,
        unit,
        kind="deduct",
        basis="明查暗访情况通报第2期：窗口空岗被点名",
        basis_on=today,
        by=office,
        points=Decimal(1),
    )
    rules.approve_adjustment(row, by=leader)


def _running(campaign: Campaign, scheme: Scheme, dice: Random, office: User, today: date) -> Round:
    round_ = rules.draft(campaign, name="第二次三评议（服务对象评）", scheme=scheme, by=office)
    rules.freeze(round_, by=office)
    up = round_.sides.get(code="UP")
    slips = rules.hand_out(round_, up, count=24, by=office)
    rated = list(Unit.objects.filter(cohorts__round=round_).in_official_order())
    peers, recipients = (round_.sides.get(code=code) for code in ("PEER", "SERV"))
    rules.hand_out(round_, peers, count=1, units=rated, spares_own=True, by=office)
    rules.hand_out(round_, recipients, count=5, units=rated, by=office)
    rules.open(round_, by=office)
    units = [unit.code for unit in rated]
    for slip in slips[:9]:
        marks = {code: {"": dice.choices(LABELS, (62, 24, 6, 8))[0]} for code in units}
        rules.cast(slip.code, marks=marks)
    rules.batch(today)
    return round_
