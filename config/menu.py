"""The main menu: one table of places, each for certain duties; a page adds its line here."""

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from roster.models import User
from roster.words import OFFICERS, Work

STAFF = frozenset({Work.OFFICE})
OFFICE = frozenset({Work.OFFICE, Work.LEADER})
REVIEW = frozenset({Work.OFFICE, Work.REVIEWER})
SEES_ALL = OFFICE | {Work.REVIEWER, Work.INSPECTOR}
UNIT = frozenset({Work.HEAD, Work.CLERK})
OWNERS = SEES_ALL | UNIT
KEEPERS = frozenset({Work.SYSTEM, Work.SECURITY})
LEDGER = SEES_ALL | UNIT | {Work.CADRE, Work.OUTREACH}
BUSINESS = SEES_ALL | UNIT | {Work.CADRE, Work.OUTREACH, Work.SUPERIOR}
HEARING = SEES_ALL | UNIT | {Work.OUTREACH}


class Place(NamedTuple):
    """One line of the menu: where it leads, for whom, under which other line."""

    section: str
    title: str
    address: str
    icon: str
    works: frozenset[str]
    under: str = ""


PLACES = [
    Place("", "首页", "home", "home", BUSINESS | OFFICERS),
    Place("", "提醒", "notices:index", "bell", BUSINESS | OFFICERS),
    Place("活动", "活动与阶段", "campaigns:index", "flag", OWNERS),
    Place("活动", "工作机构", "campaigns:newest_groups", "users", OWNERS),
    Place("活动", "完成情况", "campaigns:grid", "table", OWNERS),
    Place("活动", "问题分类", "campaigns:taxonomies", "tags", OWNERS, "活动与阶段"),
    Place("活动", "节假日", "campaigns:calendar", "calendar", STAFF, "活动与阶段"),
    Place("活动", "会议学习", "activities:index", "book", OWNERS),
    Place("问题整改", "问题清单", "issues:lists", "clipboard-list", OWNERS),
    Place("问题整改", "我的清单", "issues:own_list", "clipboard-list", frozenset({Work.CADRE})),
    Place("问题整改", "三级清单", "issues:rollup", "sitemap", OWNERS, "问题清单"),
    Place("问题整改", "共性与举一反三", "issues:enquiries", "list-details", OWNERS, "问题清单"),
    Place("问题整改", "清单审核", "issues:reviews", "clipboard-check", REVIEW),
    Place("问题整改", "筛查词表", "issues:lexicon", "list", REVIEW, "清单审核"),
    Place("问题整改", "雷同比对", "issues:copies", "copy", SEES_ALL, "清单审核"),
    Place("问题整改", "整改台账", "issues:ledger", "list-check", LEDGER),
    Place("问题整改", "转办", "issues:handovers", "arrow-back-up", OWNERS, "整改台账"),
    Place("问题整改", "回头看", "issues:look_backs", "history", OWNERS, "整改台账"),
    Place("问题整改", "待认领问题", "issues:unclaimed", "hand-stop", LEDGER, "整改台账"),
    Place("问题整改", "问题构成", "issues:spread", "chart-bar", LEDGER, "整改台账"),
    Place("问题整改", "往期对照", "issues:carry_over", "history", OWNERS, "整改台账"),
    Place("问题整改", "对照与标签", "issues:citations", "tags", LEDGER, "整改台账"),
    Place("问题整改", "公示板", "issues:board", "presentation", LEDGER),
    Place("问题整改", "自查发现率", "issues:foresight", "search", OWNERS),
    Place("问题整改", "台账体检", "issues:checks", "shield-check", OWNERS, "整改台账"),
    Place("听意见", "遍访", "outreach:visits", "walk", HEARING),
    Place("听意见", "意见建议", "outreach:opinions", "message", HEARING),
    Place("听意见", "网上来信", "outreach:letters", "mail", OWNERS, "意见建议"),
    Place("听意见", "热线工单", "outreach:tickets", "phone", OWNERS),
    Place("督导", "督查督办亮牌", "supervision:inspections", "eye", OWNERS),
    Place("三方评议", "评议轮次", "evaluations:rounds", "star", OWNERS),
    Place("三方评议", "结果运用", "evaluations:yearly", "award", OWNERS, "评议轮次"),
    Place("三方评议", "窗口评价", "evaluations:windows", "message", STAFF, "评议轮次"),
    Place("三方评议", "评议办法", "evaluations:schemes", "scale", OFFICE, "评议轮次"),
    Place("研判通报", "晨报", "reports:morning", "presentation", OFFICE),
    Place("研判通报", "看板", "reports:dashboard", "layout-dashboard", OWNERS),
    Place("研判通报", "我的看板", "reports:own", "layout-dashboard", frozenset({Work.CADRE})),
    Place("研判通报", "走过场提示", "reports:hollow", "eye", SEES_ALL, "看板"),
    Place("研判通报", "通报", "reports:circulars", "file-text", SEES_ALL),
    Place("基础数据", "单位", "roster:units", "building-community", SEES_ALL | KEEPERS),
    Place("基础数据", "干部名册", "roster:cadres", "users", OWNERS),
    Place("基础数据", "导入导出", "exchange:transfers", "file-import", OFFICE | UNIT),
    Place("基础数据", "导出审批", "exchange:exports", "shield-check", OFFICE, "导入导出"),
    Place("基础数据", "档案移交", "handover", "file-import", STAFF, "导入导出"),
    Place("系统", "账号与职责", "roster:users", "user-check", KEEPERS),
    Place("系统", "会签", "roster:consents", "user-check", OFFICERS),
    Place("系统", "后台任务", "jobs", "history", frozenset({Work.SYSTEM})),
    Place("系统", "保存期限", "journal:retention", "history", STAFF | OFFICERS),
    Place("系统", "操作日志", "journal:index", "history", frozenset({Work.AUDITOR})),
]


KIN = {
    "issues/": "issues:ledger",
    "issues/lists/": "issues:own_list",
    "issues/permits/": "issues:lists",
    "issues/answers/": "issues:enquiries",
    "issues/look-back": "issues:look_backs",
    "issues/origins/": "issues:unclaimed",
    "issues/ledgers/": "issues:handovers",
    "issues/publications/": "issues:board",
    "issues/foresights/": "issues:foresight",
    "reports/": "reports:dashboard",
    "reports/unsent/": "reports:circulars",
    "reports/noted/": "reports:circulars",
    "reports/templates/": "reports:circulars",
    "outreach/": "outreach:opinions",
    "adjustments/": "evaluations:rounds",
    "units/": "roster:cadres",
    "duties/": "roster:users",
}
"""Where pages belong that stand under no line: by the beginning of their address, longest first;
what one's own menu lacks gives way to the next shorter one."""


def menu(user: User, path: str) -> list[dict[str, object]]:
    """Return the sections of this person's menu; the longest address that leads here is current."""
    works = {duty.work for duty in user.standing_duties}
    found = [
        (place, url) for place in PLACES if place.works & works and (url := address(place.address))
    ]
    here = _here({place.address: url for place, url in found}, path)
    heads = {place.title for place, _ in found if not place.under}
    families: dict[str, list[dict[str, object]]] = {}
    sections: dict[str, list[dict[str, object]]] = {}
    for place, url in found:
        line = {"title": place.title, "url": url, "icon": place.icon, "active": url == here}
        if place.under in heads:
            families.setdefault(place.under, []).append(line)
        else:
            sections.setdefault(place.section, []).append(line)
    for line in chain.from_iterable(sections.values()):
        _open(line, families.get(str(line["title"]), []))
    return [{"title": title, "items": items} for title, items in sections.items()]


def _here(urls: Mapping[str, str], path: str) -> str:
    """The line that leads here, else the one to which the page belongs, else none."""
    root = address("home")
    leading = [
        url for url in urls.values() if path == url or (url != root and path.startswith(url))
    ]
    if leading:
        return max(leading, key=len)
    kin = sorted((start for start in KIN if path.startswith(root + start)), key=len, reverse=True)
    return next((urls[KIN[start]] for start in kin if KIN[start] in urls), "")


def _open(line: dict[str, object], family: list[dict[str, object]]) -> None:
    """Show what stands under a line while the person is somewhere in that family."""
    line["has_more"] = bool(family)
    line["family"] = family if line["active"] or any(one["active"] for one in family) else []


def address(name: str) -> str:
    """Return the address, or nothing while the page is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
