"""The demo campaign: planned, launched, tasks partly done, a few lists walked through by people."""

from datetime import date, timedelta
from random import Random

import campaigns.rules as rules
import issues.rules as issue_rules
from campaigns.models import Campaign, Category, Completion, Document, Participation, Task
from config.demo.texts import Texts
from issues.models import Issue
from issues.words import ReturnReason
from roster.models import Cadre, Unit, User

NAME = "{year}年全区“三遍访三评议三提升”干部作风整顿"
DAYS_IN = 75


def make_campaign(units: list[Unit], *, today: date, office: User) -> Campaign:
    """Plan the campaign so that today lies in the middle of its work, enrol all, launch."""
    start = today - timedelta(days=DAYS_IN)
    campaign = rules.plan(
        name=NAME.format(year=start.year),
        short="三遍访三评议三提升",
        template="SAN",
        starts_on=start,
        received_on=start + timedelta(days=12),
        office_name="区委机关干部作风整顿领导小组办公室",
        by=office,
    )
    Document.objects.create(
        campaign=campaign,
        title="关于开展“三遍访三评议三提升”干部作风整顿的实施方案",
        number=f"区委办发〔{start.year}〕6号",
        issued_on=start,
    )
    rules.enrol(campaign, units, by=office)
    rules.launch(campaign, by=office)
    return campaign


def enrol_cadres(campaign: Campaign) -> None:
    """Enter the serving cadres of every participating unit, in bulk."""
    entries = dict(campaign.participations.values_list("unit", "pk"))
    through = Participation.cadres.through
    through.objects.bulk_create(
        (
            through(participation_id=entries[unit], cadre_id=cadre)
            for cadre, unit in Cadre.objects.serving().values_list("pk", "unit")
            if unit in entries
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )


def complete_tasks(
    campaign: Campaign,
    units: list[Unit],
    dice: Random,
    *,
    today: date,
    office: User,
    troubled: str,
) -> None:
    """Mark past tasks done: most units on time, some late, a few not at all."""
    due = Task.objects.filter(phase__campaign=campaign, due_on__lte=today + timedelta(days=3))
    rows = []
    for task in due.filter(by__in=[Task.By.ALL_UNITS, Task.By.CADRES]):
        for unit in units:
            shift = _shift(dice, is_troubled=unit.code == troubled)
            if shift is None:
                continue
            done_on = min(task.due_on + timedelta(days=shift), today)
            rows.append(Completion(task=task, unit=unit, done_on=done_on, by=office))
    Completion.objects.bulk_create(rows, batch_size=1000)


def _shift(dice: Random, *, is_troubled: bool) -> int | None:
    """Days after (or before) the deadline, or None when the unit has not done it."""
    weights = (60, 30, 10) if is_troubled else (6, 12, 82)
    kind = dice.choices(("never", "late", "early"), weights)[0]
    if kind == "never":
        return None
    return dice.randint(1, 6) if kind == "late" else -dice.randint(0, 5)


def walk_a_list(
    campaign: Campaign,
    unit: Unit,
    dice: Random,
    texts: Texts,
    *,
    clerk: User,
    head: User,
    reviewer: User,
) -> list[Issue]:
    """Let people carry one list through by the rules: typed, sent back once, filed."""
    issue_list = issue_rules.open_list(campaign, unit, by=clerk)
    for _ in range(6):
        text = texts.draw(unit, until=campaign.starts_on)
        issue_rules.draft(
            campaign,
            unit,
            by=clerk,
            issue_list=issue_list,
            text=text.issue,
            example=text.example,
            cause=text.cause,
            target=text.target,
            measures=text.measures,
            category=Category.objects.get(code=text.category),
            leader="董万春",
            owner="龚克俭",
            dept="学前教育科",
            due_on=campaign.starts_on + timedelta(days=dice.randint(70, 130)),
        )
    issue_rules.submit(issue_list, by=head)
    first = issue_list.issues.order_by("seq").first()
    remarks = (
        {first.pk: ([ReturnReason.NO_EXAMPLE], "请写明是哪一天、涉及多少人。")} if first else {}
    )
    issue_rules.send_back(
        issue_list, by=reviewer, text="总体较好，个别事例再写实。", remarks=remarks
    )
    issue_list.refresh_from_db()
    issue_rules.submit(issue_list, by=head)
    issue_rules.approve(issue_list, by=reviewer, text="事例具体，同意备案。")
    return list(issue_list.issues.order_by("seq"))


def walk_the_ledger(
    issues: list[Issue], *, clerk: User, inspector: User, office: User, today: date
) -> None:
    """Let people carry some issues on: progress, closing, one struck off and one sent back."""
    for issue in issues[:4]:
        issue.refresh_from_db()
        measures = list(issue.measures.all())
        said = f"已按第一条措施办：{measures[0].text.rstrip('。')}。其余各条同时在办。"
        issue_rules.report_progress(issue, by=clerk, text=said)
        for measure in measures:
            issue_rules.complete_measure(measure, by=clerk, on=today - timedelta(days=2))
    for issue in issues[:3]:
        result = f"{issue.target.rstrip('。')}，已经做到。"
        issue_rules.request_closure(issue, by=clerk, result=result)
    issue_rules.verify(issues[0], by=inspector, opinion="到现场看过，问了当事的群众，情况属实。")
    issue_rules.close(issues[0], by=office, note="同意销号。")
    issue_rules.verify(issues[1], by=inspector, opinion="查阅台账并电话回访，属实。")
    issue_rules.reject_closure(
        issues[2], by=inspector, opinion="抽查还有一处没改到位，请继续整改。"
    )
