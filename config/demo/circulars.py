"""Circulars of the demo: released, waiting for release, drafts of several kinds."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from docx.enum.text import WD_ALIGN_PARAGRAPH

import reports.rules as rules
from campaigns.models import Campaign
from common.papers import Paper, heads
from evaluations.models import Round
from roster.models import User


def make_earlier(campaign: Campaign, *, day: date, office: User, leader: User) -> None:
    """What went out a fortnight ago, so that the next papers tell what has changed."""
    for kind in ("progress", "briefing"):
        row = rules.compose(campaign, kind=kind, by=office, today=day)
        rules.approve(row, by=leader, today=day)
        rules.release(row, by=office)


def make_circulars(
    campaign: Campaign, counted: Round, *, today: date, office: User, leader: User
) -> None:
    """Release the ranking, approve a progress paper, leave another as a draft."""
    first = rules.compose(campaign, kind="ranking", round=counted, by=office, today=today)
    rules.approve(first, by=leader, today=today)
    rules.release(first, by=office)
    second = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(second, by=leader, today=today)
    rules.compose(campaign, kind="progress", by=office, today=today)
    _note(campaign, today=today, office=office)
    _brief(campaign, today=today, office=office, leader=leader)
    _template(campaign, office=office)
    for kind in ("stage", "report", "summary", "supervision", "cases", "speech", "letter"):
        rules.compose(campaign, kind=kind, by=office, today=today)


def _template(campaign: Campaign, *, office: User) -> None:
    """An organisation's own red-headed paper with fields, as an office would upload it."""
    paper = Paper("区委办公室文件模板")
    heads.file_head(paper.document, "中共区委办公室文件", "{发文字号}")
    paper.title("{标题}")
    paper.addressee("{主送}")
    paper.text(
        "{正文}\n附件：{附件名称}\n（截至{截至日期}，台账问题{台账问题}件，整改率{整改率}%）"
    )
    for line in ("{发文机关}", "{成文日期}"):
        paper.document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.imprint(["抄送：{抄送}", "{发文机关}\t{成文日期}印发"])
    file = SimpleUploadedFile("区委办公室文件.docx", paper.content())
    rules.keep_template(campaign, name="区委办公室文件", kind="", file=file, by=office)


def _note(campaign: Campaign, *, today: date, office: User) -> None:
    """Numbers that no row holds, each with the paper it comes from."""
    told = (
        ("企业送来锦旗", 5, "面", "办公室收文登记第12号"),
        ("微信平台关注人数", 3400, "人", "区委宣传部月报"),
        ("作风问题立案", 2, "件", "区纪委监委线索处置月报"),
    )
    for label, number, measure, source in told:
        rules.note(
            campaign,
            label=label,
            number=Decimal(number),
            measure=measure,
            source=source,
            noted_on=today,
            by=office,
        )


def _brief(campaign: Campaign, *, today: date, office: User, leader: User) -> None:
    """One briefing that went out, with whom it went to."""
    row = rules.compose(campaign, kind="briefing", by=office, today=today)
    rules.edit(
        row,
        by=office,
        title=row.title,
        addressee="",
        sections=row.sections,
        series=row.series,
        reports_to="区委、区政府领导",
        sends_to="领导小组成员单位",
        prints=60,
    )
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
