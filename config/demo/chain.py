"""The lists of cadres, the chain that signs, questions to units, second readings, an exception."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localdate

import campaigns.rules as campaign_rules
import issues.rules as rules
from campaigns.models import Campaign, Gate
from config.demo.texts import IssueText, Texts
from issues.models import Answer, Issue, IssueList, SecondLook
from issues.words import Level, Verdict
from roster.models import Cadre, Unit, User
from roster.words import PostLevel

COPYIST = 2
COMMON = (
    "群众来电无人接听，或接听后让群众改打其他科室",
    "同一事项反复要材料，不一次性告知",
    "以转发文件代替落实，到期没有结果也无人过问",
)


def fill(campaign: Campaign, unit: Unit, texts: Texts, person: Callable[[str], User]) -> None:
    """Let one unit's cadres write, its leaders sign, and the office ask, draw and decide."""
    clerk, office = person("clerk-edu"), person("office")
    _personal_lists(campaign, unit, texts, clerk)
    _send_back_own(campaign, person("reviewer"))
    for level in (PostLevel.HEAD, PostLevel.DEPUTY):
        for cadre in Cadre.objects.serving().of(unit).filter(level=level).by_post():
            rules.sign(_unit_list(campaign, unit), by=clerk, cadre=cadre)
    _enquire(campaign, unit, max(localdate(), campaign.starts_on), clerk, office)
    rules.draw_second_looks(campaign, by=office, count=4, seed="20260415")
    _look_again(campaign, person("reviewer"))
    shut = Gate.objects.filter(campaign=campaign, cleared_at=None).select_related("unit").first()
    if shut is not None:
        reason = "上级限期召开，清单审核意见已口头反馈，会后三日内补办"
        leader = person("leader")
        campaign_rules.force_gate(campaign, shut.unit, leader=leader, reason=reason, by=office)


def _unit_list(campaign: Campaign, unit: Unit) -> IssueList:
    return IssueList.objects.get(campaign=campaign, unit=unit, level=Level.UNIT)


def _personal_lists(campaign: Campaign, unit: Unit, texts: Texts, clerk: User) -> None:
    taken = IssueList.objects.of(campaign).exclude(cadre=None).values("cadre")
    own = Cadre.objects.get(user__username="cadre-edu")
    others = Cadre.objects.serving().of(unit).exclude(pk__in=taken).exclude(pk=own.pk).by_post()
    for number, cadre in enumerate([own, *others[:3]]):
        row = rules.open_list(campaign, unit, level=Level.PERSON, cadre=cadre, by=None)
        text = _own_text(texts, unit, number, campaign.starts_on)
        rules.draft(
            campaign,
            unit,
            by=None,
            issue_list=row,
            text=text.issue,
            example=text.example,
            cause=text.cause,
            target=text.target,
            measures=text.measures,
            category_raw="服务态度",
            owner=cadre.name,
            due_on=campaign.starts_on + timedelta(days=90),
        )
        rules.examine(row, by=clerk, text="对照先进找差距：主动上门少，坐等材料多，根子在怕麻烦。")
        if number % 2:
            rules.submit(row, by=None)
    team = rules.open_list(campaign, unit, level=Level.TEAM, by=clerk)
    personal = Issue.objects.of(campaign).filter(unit=unit, level=Level.PERSON).first()
    if personal is not None:
        rules.absorb(team, by=clerk, issue=personal)


def _own_text(texts: Texts, unit: Unit, number: int, until: date) -> IssueText:
    """The third of them has copied from the second."""
    if number == COPYIST:
        return texts.copied(unit.code, -1, unit, until=until)
    return texts.draw(unit, until=until)


def _send_back_own(campaign: Campaign, reviewer: User) -> None:
    """The cadre's own list comes back once, so that the own page has something to tell."""
    row = IssueList.objects.of(campaign).get(cadre__user__username="cadre-edu")
    rules.submit(row, by=None)
    remarks = {row.issues.get().pk: (["no_example"], "写清哪一天、哪位家长、多少钱。")}
    text = "查摆方向对，事例要具体到人和事。"
    rules.send_back(row, by=reviewer, reasons=["no_example"], text=text, remarks=remarks)


def _enquire(campaign: Campaign, unit: Unit, day: date, clerk: User, office: User) -> None:
    units = list(Unit.objects.filter(participations__campaign=campaign).in_official_order()[:12])
    asked = [*units, *([] if unit in units else [unit])]
    for text in COMMON:
        due = day + timedelta(days=10)
        rules.enquire(campaign, by=office, text=text, units=asked, due_on=due)
    source = Issue.objects.of(campaign).open().exclude(unit=unit).order_by("pk").first()
    if source is not None:
        text = rules.public_copy(source)["text"]
        due = day + timedelta(days=5)
        rules.enquire(campaign, by=office, text=text, units=asked, due_on=due, issue=source)
    for number, answer in enumerate(Answer.objects.filter(unit=unit).order_by("pk")[:2]):
        words = (
            "4月2日上午基教科电话响12次无人接" if number == 0 else "抽查近两个月办件60件，未发现"
        )
        rules.answer_enquiry(answer, by=clerk, has_it=number == 0, example=words)


def _look_again(campaign: Campaign, reviewer: User) -> None:
    """One opinion that differs, one that agrees, the rest still to be read."""
    rows = SecondLook.objects.filter(review__issue_list__campaign=campaign).waiting()
    others = list(rows.exclude(review__by=reviewer).select_related("review__issue_list")[:2])
    for row, differs in zip(others, (True, False), strict=False):
        passed = row.review.verdict == Verdict.PASSED
        verdict = Verdict.PASSED if passed != differs else Verdict.REFUSED
        rules.look_again(row, by=reviewer, verdict=verdict, text="有两条事例没有时间地点。")
