"""The main menu: one table of places, each for certain duties; a page adds its line here."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from roster.models import User
from roster.words import OFFICERS, Work

OFFICE = frozenset({Work.OFFICE, Work.LEADER})
REVIEW = frozenset({Work.OFFICE, Work.REVIEWER})
SEES_ALL = OFFICE | {Work.REVIEWER, Work.INSPECTOR}
UNIT = frozenset({Work.HEAD, Work.CLERK})
KEEPERS = frozenset({Work.SYSTEM, Work.SECURITY})
LEDGER = SEES_ALL | UNIT | {Work.CADRE, Work.OUTREACH}
BUSINESS = SEES_ALL | UNIT | {Work.CADRE, Work.OUTREACH, Work.SUPERIOR}
HEARING = SEES_ALL | UNIT | {Work.OUTREACH}


class Place(NamedTuple):
    """One line of the menu: where it leads and for whom."""

    section: str
    title: str
    address: str
    icon: str
    works: frozenset[str]


PLACES = [
    Place("", "首页", "home", "home", BUSINESS | OFFICERS),
    Place("", "提醒", "notices:index", "bell", BUSINESS | OFFICERS),
    Place("活动", "活动与阶段", "campaigns:index", "flag", SEES_ALL | UNIT),
    Place("活动", "工作机构", "campaigns:newest_groups", "users", SEES_ALL | UNIT),
    Place("活动", "完成情况", "campaigns:grid", "table", SEES_ALL | UNIT),
    Place("活动", "问题分类", "campaigns:taxonomies", "tags", frozenset({Work.OFFICE})),
    Place("活动", "节假日", "campaigns:calendar", "calendar", frozenset({Work.OFFICE})),
    Place("活动", "会议学习", "activities:index", "book", SEES_ALL | UNIT),
    Place("问题整改", "问题清单", "issues:lists", "clipboard-list", SEES_ALL | UNIT),
    Place("问题整改", "三级清单", "issues:rollup", "sitemap", SEES_ALL | UNIT),
    Place("问题整改", "共性与举一反三", "issues:enquiries", "list-details", SEES_ALL | UNIT),
    Place("问题整改", "清单审核", "issues:reviews", "clipboard-check", REVIEW),
    Place("问题整改", "筛查词表", "issues:lexicon", "list", REVIEW),
    Place("问题整改", "雷同比对", "issues:copies", "copy", SEES_ALL),
    Place("问题整改", "整改台账", "issues:ledger", "list-check", LEDGER),
    Place("问题整改", "转办", "issues:handovers", "arrow-back-up", SEES_ALL | UNIT),
    Place("问题整改", "回头看", "issues:look_backs", "history", SEES_ALL | UNIT),
    Place("问题整改", "待认领问题", "issues:unclaimed", "hand-stop", LEDGER),
    Place("问题整改", "公示板", "issues:board", "presentation", LEDGER),
    Place("问题整改", "自查发现率", "issues:foresight", "search", SEES_ALL | UNIT),
    Place("问题整改", "台账体检", "issues:checks", "shield-check", SEES_ALL | UNIT),
    Place("听意见", "遍访", "outreach:visits", "walk", HEARING),
    Place("听意见", "意见建议", "outreach:opinions", "message", HEARING),
    Place("听意见", "网上来信", "outreach:letters", "mail", SEES_ALL | UNIT),
    Place("听意见", "热线工单", "outreach:tickets", "phone", SEES_ALL | UNIT),
    Place("督导", "督查督办亮牌", "supervision:inspections", "eye", SEES_ALL | UNIT),
    Place("三方评议", "评议轮次", "evaluations:rounds", "star", SEES_ALL | UNIT),
    Place("三方评议", "窗口评价", "evaluations:windows", "message", frozenset({Work.OFFICE})),
    Place("三方评议", "评议办法", "evaluations:schemes", "scale", OFFICE),
    Place("研判通报", "晨报", "reports:morning", "presentation", OFFICE),
    Place("研判通报", "看板", "reports:dashboard", "layout-dashboard", SEES_ALL | UNIT),
    Place("研判通报", "通报", "reports:circulars", "file-text", SEES_ALL),
    Place("基础数据", "单位", "roster:units", "building-community", SEES_ALL | KEEPERS),
    Place("基础数据", "干部名册", "roster:cadres", "users", SEES_ALL | UNIT),
    Place("基础数据", "导入导出", "exchange:transfers", "file-import", OFFICE | UNIT),
    Place("基础数据", "档案移交", "handover", "file-import", frozenset({Work.OFFICE})),
    Place("系统", "账号与职责", "roster:users", "user-check", KEEPERS),
    Place("系统", "会签", "roster:consents", "user-check", OFFICERS),
    Place("系统", "后台任务", "jobs", "history", frozenset({Work.SYSTEM})),
    Place("系统", "操作日志", "journal:index", "history", frozenset({Work.AUDITOR})),
]


def menu(user: User, path: str) -> list[dict[str, object]]:
    """Return the sections of this person's menu; the longest address that leads here is current."""
    works = {duty.work for duty in user.standing_duties}
    found = [
        (place, url) for place in PLACES if place.works & works and (url := address(place.address))
    ]
    leading = [url for _, url in found if path == url or (url != "/" and path.startswith(url))]
    here = max(leading, key=len, default="")
    sections: dict[str, list[dict[str, object]]] = {}
    for place, url in found:
        line = {"title": place.title, "url": url, "icon": place.icon, "active": url == here}
        sections.setdefault(place.section, []).append(line)
    return [{"title": title, "items": items} for title, items in sections.items()]


def address(name: str) -> str:
    """Return the address, or nothing while the page is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
