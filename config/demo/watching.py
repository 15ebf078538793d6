"""What supervision has done in the demo besides the first inspections."""

from datetime import date, timedelta

import notices.rules as notices
import supervision.rules as supervision
from campaigns.models import Campaign
from roster.models import Unit, User
from supervision.models import Card, Incident

ERRORS = (
    (
        "U021",
        "wording",
        "superior",
        20,
        0,
        "上报的整改情况报告把单位名称写错，附件与正文数字不一致。",
    ),
    ("U032", "data", "look", 13, 6, "月报工单办结数多报3件，核对后发现重复计数。"),
    ("U038", "answer", "recipient", 9, 1, "两个窗口对同一事项的材料要求答复不一致，群众多跑一趟。"),
    ("U045", "delivery", "recipient", 4, None, "许可决定书送错收件人，超过两日没有发现。"),
)
ENTRIES = (
    ("remind", 6, "作风办〔2026〕8号"),
    ("criticise", 2, "作风办通报〔2026〕2号"),
    ("praise", 11, "作风办〔2026〕10号"),
)


def fill(
    campaign: Campaign,
    units: dict[str, Unit],
    today: date,
    *,
    office: User,
    inspector: User,
    leader: User,
    troubled: str,
) -> None:
    """Answer the card of the troubled unit, draw a month's inspections, expose and register."""
    unit = units[troubled]
    _answer_card(unit, User.objects.get(username=f"clerk-{troubled.lower()}"))
    _draw_month(campaign, units, today, office)
    _expose(campaign, unit, units["U032"], inspector=inspector, leader=leader)
    _focus(campaign, unit, today, inspector=inspector, leader=leader)
    _errors(campaign, units, today, inspector)
    for kind, people, number in ENTRIES:
        supervision.note_entry(
            campaign,
            kind=kind,
            noted_on=today - timedelta(days=9),
            people=people,
            paper_number=number,
            by=office,
        )


def _errors(campaign: Campaign, units: dict[str, Unit], today: date, inspector: User) -> None:
    for code, kind, found, days, taken, text in ERRORS:
        row = supervision.note_incident(
            campaign,
            units[code],
            kind=kind,
            found=found,
            found_on=today - timedelta(days=days),
            text=text,
            by=inspector,
        )
        if taken is not None:
            Incident.objects.filter(pk=row.pk).update(
                mended_on=row.found_on + timedelta(days=taken),
                mending="已更正并重新送达，起草和校核改为两人。",
            )
            notices.put_away([f"incident-{row.pk}"])
    supervision.raise_incident(row, by=inspector)


def _answer_card(unit: Unit, clerk: User) -> None:
    card = Card.objects.filter(unit=unit, status=Card.Status.SIGNED).first()
    if card is not None:
        said = "值班表漏排一人，已调整为双岗；三件逾期问题本周内全部办结。"
        supervision.respond(card, by=clerk, response=said)


def _draw_month(campaign: Campaign, units: dict[str, Unit], today: date, office: User) -> None:
    plan = supervision.plan_inspections(
        campaign,
        title="窗口作风月督查（双随机）",
        rhythm="month",
        starts_on=today.replace(day=1),
        ends_on=today.replace(day=1) + timedelta(days=27),
        focus="窗口在岗、首问负责、一次性告知、投诉电话畅通。",
        units=list(units.values()),
        teams=["第一组 赵正、何平", "第二组 段铁军、钱进", "第三组 孙悦"],
        share=9,
        by=office,
    )
    supervision.draw(
        plan, by=office, seed="2026133期", seed_note="当日公开开奖号码", witness="段铁军"
    )


def _expose(
    campaign: Campaign, unit: Unit, waiting: Unit, *, inspector: User, leader: User
) -> None:
    shown = supervision.expose(
        campaign, unit, text="某政务窗口上午空岗40分钟，3名群众等候未办。", by=inspector
    )
    supervision.answer_exposure(shown, by=leader, agrees=True, answer="同意，隐去个人信息。")
    supervision.expose(
        campaign, waiting, text="某客运站公示的投诉电话停机，无人更新。", by=inspector
    )


def _focus(campaign: Campaign, unit: Unit, today: date, *, inspector: User, leader: User) -> None:
    focus = supervision.propose_focus(
        campaign, unit, ground="逾期问题多、在牌一张、投诉集中。", by=inspector
    )
    supervision.decide_focus(
        focus,
        by=leader,
        agrees=True,
        exit_rule="逾期清零，且连续两次评议不在本类末位。",
        team="驻点督导一组（赵正）",
        stationed_on=today - timedelta(days=6),
    )
