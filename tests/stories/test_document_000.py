"""The district's stage summary (第一阶段小结): drafted from what was held, filed and heard."""

import pytest

import activities.rules as activity_rules
import outreach.rules as outreach
from issues.models import Issue
from outreach.models import Opinion
from tests import builders
from tests.stories import desk


@pytest.fixture
def stage(campaign, unit, other_unit, office):
    """One mobilisation, two tests' worth of study, letters and a box, lists of one unit."""
    activity_rules.install_kinds()
    desk.hold(campaign, unit, office, "mobilisation", people=210)
    desk.hold(campaign, unit, office, "study", times=3, people=40)
    desk.hold(campaign, unit, office, "lecture", times=2, people=120)
    desk.hold(campaign, unit, office, "micro", times=2, people=0, 期数=12, 关注人数=3400)
    for channel, text in (("letter", "窗口态度生硬"), ("letter", "路灯不亮"), ("box", "办证慢")):
        outreach.record_opinion(
            campaign, unit, channel=channel, text=text, received_on=campaign.starts_on, by=office
        )
    for source in ("S01", "S01", "S02", "S03"):
        builders.make_ledger_issue(campaign, unit, source=source)
    return campaign


@pytest.mark.slow
def test_the_stage_summary_says_what_the_rows_say(stage, office, leader, sign_in):
    """000-15, 000-26, 004-10: the stage summary with its fixed sections, every number from rows."""
    desk_of_office, chief = desk.Person(sign_in(office)), desk.Person(sign_in(leader))
    row, said = desk.draft(desk_of_office, "stage")
    letters = Opinion.objects.filter(campaign=stage, channel="letter").count()
    assert letters == 2
    assert f"来信来访{letters}条" in said
    assert f"收到意见建议{Opinion.objects.filter(campaign=stage).count()}条" in said
    assert f"进入台账{Issue.objects.in_ledger().count()}件" in said
    assert "自己找2件" in said
    assert "召开动员会1次" in said
    assert "集中学习3次" in said
    assert "微平台、微党课12期" in said
    assert "（一）重视不够。未报送清单的单位" in said
    desk.follow_every_number(desk_of_office, row)
    printed = desk.issue_it(desk_of_office, chief, row)
    assert "同志们：" in printed
    assert "来信来访2条" in printed


@pytest.mark.slow
def test_the_followers_of_the_platform_are_noted_with_their_source(stage, office, sign_in):
    writer = desk.Person(sign_in(office))
    writer.post(
        "reports:noted",
        label="微信平台关注人数",
        number="3400",
        measure="人",
        source="区委宣传部4月月报",
        noted_on=stage.starts_on.isoformat(),
    )
    row, _ = desk.draft(writer, "stage")
    fields = {f"text-{place}": part["text"] for place, part in enumerate(row.sections)}
    fields["text-0"] += "\n目前微信平台的关注人数已达{微信平台关注人数}人。"
    page = writer.post(
        "reports:edit_circular",
        row.pk,
        title=row.title,
        addressee="同志们",
        series="小结",
        **fields,
    )
    assert "关注人数已达3400人" in desk.plain(page)
    assert "区委宣传部4月月报" in page
