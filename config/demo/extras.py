"""What the ledger shows beside its usual course: other ledgers, claims, handovers, a draw."""

from datetime import timedelta

import issues.rules as issue_rules
from config.demo.shelf import Shelf
from issues.models import Issue, LookBack
from issues.models.issue import NO_DATE
from issues.words import Rectify, Source
from roster.models import Unit

ORIGINS = (
    (
        "U031",
        Source.TELEVISION,
        "市电视问政第三期现场点出",
        "占道经营整治后又回潮，商户不知道去哪里",
    ),
    (
        "U030",
        Source.INSPECTION,
        "区委第二轮巡察反馈意见第7条",
        "许可到期无人提醒，12家企业证照过期",
    ),
    ("U045", Source.MEDIA, "本地论坛热帖", "公交站牌更新后线路写错，乘客两周多走一站"),
    ("U071", Source.HOTLINE, "12345工单集中反映", "雨水井堵塞，三次回复已处理仍积水"),
)


def fill(shelf: Shelf) -> None:
    """Let the office keep a second ledger, enter what others pointed out, and draw look-backs."""
    office, clerk = shelf.cast.office, shelf.cast.clerk
    special = issue_rules.keep_ledger(
        shelf.campaign, by=office, name="巡察反馈问题整改台账", basis="区委巡察办反馈意见"
    )
    issue_rules.keep_ledger(shelf.campaign, by=office, name="环保督察问题整改台账")
    for place, (code, source, origin, text) in enumerate(ORIGINS):
        issue_rules.enter_origin(
            shelf.campaign,
            Unit.objects.get(code=code),
            by=office,
            text=text,
            source=source,
            origin=origin,
            claim_due_on=shelf.today + timedelta(days=place),
            due_on=shelf.today + timedelta(days=30),
            found_on=shelf.today - timedelta(days=2),
            today=shelf.today,
            ledger=special if source == Source.INSPECTION else None,
        )
    _later_dates(shelf)
    own = Issue.objects.filter(unit=clerk.unit, status=Issue.Status.RECTIFYING).first()
    if own is not None:
        issue_rules.hand_over(
            own, by=clerk, to_unit=Unit.objects.get(code="U038"), reason="涉及校医配备，属卫健部门"
        )
    if LookBack.objects.to_draw(shelf.campaign, 30, shelf.today).exists():
        issue_rules.draw_look_backs(
            shelf.campaign, by=office, days=30, until=shelf.today, share=20, seed="2026-0801"
        )


def _later_dates(shelf: Shelf) -> None:
    """One later date is granted, one still waits for its answer."""
    office, clerk = shelf.cast.office, shelf.cast.clerk
    far = shelf.today + timedelta(days=10)
    rows = Issue.objects.filter(unit=clerk.unit, status__in=Issue.IN_HAND, due_on__gte=far)
    dated = rows.exclude(rectify=Rectify.STANDING).exclude(due_on=NO_DATE).order_by("-pk")[:2]
    for place, issue in enumerate(dated):
        asked = issue_rules.extend(
            issue,
            by=clerk,
            new_due_on=issue.due_on + timedelta(days=14),
            reason="须与市局对接数据接口，对方排期在下月",
            progress="第一项措施已完成",
            today=shelf.today,
        )
        if not place:
            issue_rules.answer_extension(asked, by=office, passed=True, answer="同意，不再延。")
