"""What the first round is used for: designations, commendations, the register, three gains."""

from datetime import date, timedelta
from decimal import Decimal

import evaluations.rules as rules
from evaluations.models import Round
from evaluations.rules.yearly import ground
from roster.models import Unit, User

GAINS = (
    ("style", "查摆问题整改率", "%", True, "整改台账", "0", "64.5", "90"),
    ("style", "群众反映作风问题件数", "件/月", False, "12345热线月报", "118", "76", "60"),
    ("business", "企业开办平均用时", "天", False, "市场监管局月报", "2.5", "1.6", "1"),
    ("business", "惠企政策兑现率", "%", True, "财政局、发改局联合核对", "71", "86.3", "95"),
    ("satisfaction", "群众满意率", "%", True, "第三方电话调查（回访1200户）", "82.4", "88.1", "90"),
)


def fill(
    round_: Round, *, today: date, office: User, leader: User, troubled: str, exemplary: str
) -> None:
    """Name the exemplary unit, propose the troubled one, commend, note uses, measure gains."""
    campaign = round_.campaign
    good, bad = (Unit.objects.get(code=code) for code in (exemplary, troubled))
    told = {row.unit.pk: ground(row) for row in rules.yearly(campaign)}
    named = rules.designate(
        campaign,
        good,
        kind="satisfied",
        ground=told[good.pk],
        measures="年终集中表扬，优先推荐评先评优。",
        by=office,
    )
    rules.decide_designation(named, by=leader, agrees=True)
    rules.designate(
        campaign,
        bad,
        kind="unsatisfied",
        ground=told[bad.pk],
        measures="约谈主要负责人，30日内报整改方案，年度不得评先评优。",
        by=office,
    )
    _commend(round_, good, office, leader)
    _use(round_, good, bad, today, office)
    for aspect, name, measure, high, source, base, mid, target in GAINS:
        rules.keep_gain(
            campaign,
            aspect=aspect,
            name=name,
            measure=measure,
            is_better_high=high,
            source=source,
            base=Decimal(base),
            mid=Decimal(mid),
            end=None,
            target=Decimal(target),
            by=office,
        )


def _commend(round_: Round, good: Unit, office: User, leader: User) -> None:
    unit = rules.commend(
        round_.campaign,
        good,
        kind="unit",
        reason="上门核验经营场所，企业开办从两天半压到一天，全年没有一件重复投诉。",
        by=office,
    )
    rules.decide_commendation(unit, by=leader, agrees=True)
    rules.commend(
        round_.campaign,
        good,
        kind="person",
        name="龚克俭",
        reason="每周六上午驻园区帮办，两个月帮41家企业补齐材料。",
        by=office,
    )


def _use(round_: Round, good: Unit, bad: Unit, today: date, office: User) -> None:
    for unit, kind, text in (
        (good, "award", "推荐为年度先进集体。"),
        (bad, "talk", "领导小组副组长约谈主要负责人。"),
        (bad, "assessment", "作为年度考核“群众满意度”指标的依据。"),
    ):
        rules.note_use(
            round_.campaign,
            unit,
            kind=kind,
            used_on=today - timedelta(days=1),
            text=text,
            round=round_,
            by=office,
        )
