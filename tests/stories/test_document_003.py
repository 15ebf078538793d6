"""A street's speech (大讨论大反思大提升): 收集了5大类、175条意见建议, out of the registers."""

import pytest

import activities.rules as activity_rules
from campaigns.models import Category
from issues.models import Issue
from outreach.models import Opinion
from tests import builders
from tests.stories import desk


@pytest.fixture
def street(campaign, unit, office):
    activity_rules.install_kinds()
    desk.hold(campaign, unit, office, "discussion", times=6, people=48, 发言人数=48)
    Opinion.objects.bulk_create(
        Opinion(
            campaign=campaign,
            unit=unit,
            channel=Opinion.Channel.FORUM,
            text=f"第{number}条意见",
            received_on=campaign.starts_on,
            by=office,
        )
        for number in range(175)
    )
    for category in Category.objects.filter(code__startswith="ZF").order_by("code")[:5]:
        builders.make_ledger_issue(campaign, unit, category=category)
    return campaign


@pytest.mark.slow
def test_the_speech_says_five_classes_and_175_opinions(street, office, leader, sign_in):
    writer, chief = desk.Person(sign_in(office)), desk.Person(sign_in(leader))
    row, said = desk.draft(writer, "speech")
    classes = Issue.objects.in_ledger().values("category").distinct().count()
    assert f"收集了{classes}大类、{Opinion.objects.count()}条意见建议" in said
    assert "收集了5大类、175条意见建议" in said
    assert "作风大讨论6次" in said
    desk.follow_every_number(writer, row)
    printed = desk.issue_it(writer, chief, row)
    assert "同志们：" in printed
    assert "5大类、175条" in printed
