from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

import activities.rules as rules
import campaigns.rules as campaign_rules
from activities.models import Activity, ActivityKind
from common.refusal import Refused
from tests import builders


@pytest.fixture
def kinds(db):
    rules.install_kinds()
    return {kind.code: kind for kind in ActivityKind.objects.all()}


@pytest.fixture
def study(campaign, unit, clerk, kinds):
    return rules.hold(
        campaign,
        unit,
        kind=kinds["study"],
        title="集中学习",
        held_on=localdate(),
        attended_count=30,
        by=clerk,
    )


def test_the_theme_meeting_is_refused_until_the_list_has_passed(
    campaign, unit, clerk, reviewer, kinds
):
    meeting = {"kind": kinds["theme"], "title": "专题民主生活会", "held_on": localdate()}
    with pytest.raises(Refused, match="尚未取得专题会准入"):
        rules.hold(campaign, unit, by=clerk, **meeting)
    campaign_rules.clear_gate(
        campaign, unit, permit_number="准2026单1-1", content_digest="a" * 64, by=reviewer
    )
    row = rules.hold(campaign, unit, by=clerk, **meeting)
    assert row.permit_number == "准2026单1-1"


def test_what_has_not_been_held_is_not_registered(campaign, unit, clerk, kinds):
    with pytest.raises(Refused, match="不能晚于今天"):
        rules.hold(
            campaign,
            unit,
            kind=kinds["study"],
            title="学习",
            held_on=localdate() + timedelta(days=1),
            by=clerk,
        )


def test_a_number_is_corrected_and_both_stand_in_the_journal(study, clerk):
    rules.correct(study, by=clerk, attended_count=28, text="两人请假")
    assert study.attended_count == 28


def test_a_rule_is_registered_with_its_clause(campaign, unit, clerk):
    row = rules.register_institution(
        campaign, unit, title="限时办结办法", new_text="20个工作日", issued_on=localdate(), by=clerk
    )
    assert row.title == "限时办结办法"


def test_a_stranger_is_refused(campaign, unit, study, stranger, kinds):
    with pytest.raises(Refused, match="只能登记本单位"):
        rules.hold(
            campaign, unit, kind=kinds["study"], title="学习", held_on=localdate(), by=stranger
        )
    with pytest.raises(Refused):
        rules.correct(study, by=stranger, attended_count=1, text="")
    with pytest.raises(Refused):
        rules.register_institution(
            campaign, unit, title="制度", new_text="新", issued_on=localdate(), by=stranger
        )


def test_the_register_shows_own_rows_at_a_constant_cost(study, clerk, stranger, sign_in):
    assert "集中学习" in sign_in(clerk).get(reverse("activities:index")).content.decode()
    foreign = sign_in(stranger).get(reverse("activities:index")).content.decode()
    assert "30</td>" not in foreign
    client, costs = sign_in(clerk), []
    for _ in range(2):
        for _ in range(5):
            Activity.objects.create(
                campaign=study.campaign,
                unit=study.unit,
                kind=study.kind,
                title="研讨",
                held_on=localdate(),
                by=clerk,
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("activities:index"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_clerk_registers_through_the_page(campaign, unit, clerk, kinds, sign_in):
    sign_in(clerk).post(
        reverse("activities:hold", args=["warning"]),
        {
            "unit": unit.pk,
            "made_up_count": 0,
            "title": "警示教育",
            "held_on": localdate().isoformat(),
            "attended_count": 12,
            "fact_0": "某局工程款被拖欠案",
        },
    )
    row = Activity.objects.get()
    assert row.title == "警示教育"
    assert row.facts == {"案例名称": "某局工程款被拖欠案"}
    assert "某局工程款被拖欠案" in sign_in(clerk).get(row.get_absolute_url()).content.decode()


def test_more_people_than_expected_are_questioned(campaign, unit, clerk, kinds):
    asked = {"kind": kinds["study"], "title": "集中学习", "held_on": localdate()}
    with pytest.raises(Refused, match="参加和补学共31人，多于应到30人"):
        rules.hold(
            campaign, unit, by=clerk, expected_count=30, attended_count=29, made_up_count=2, **asked
        )


def test_those_who_were_absent_are_counted_until_they_have_made_up(campaign, unit, clerk, kinds):
    asked = {"kind": kinds["study"], "title": "集中学习", "held_on": localdate()}
    row = rules.hold(campaign, unit, by=clerk, expected_count=30, attended_count=26, **asked)
    assert row.absent_count == 4
    rules.correct(row, by=clerk, attended_count=26, made_up_count=4, text="四人已补学")
    assert row.absent_count == 0


def test_a_field_the_kind_requires_must_be_written(campaign, unit, clerk, kinds):
    asked = {"kind": kinds["four_zero"], "title": "四零承诺公示", "held_on": localdate()}
    with pytest.raises(Refused, match="须填写“承诺”"):
        rules.hold(campaign, unit, by=clerk, **asked)
    with pytest.raises(Refused, match="应从服务零距离、"):
        rules.hold(campaign, unit, by=clerk, facts={"承诺": "零收费"}, **asked)


def test_leaders_who_took_part_are_recorded_without_a_rank(
    campaign, unit, clerk, office, kinds, sign_in
):
    chief = builders.make_cadre(unit, name="郑安", level="head")
    builders.make_cadre(unit, name="丁一", level="deputy")
    asked = {"kind": kinds["study"], "title": "集中学习", "held_on": localdate()}
    rules.hold(campaign, unit, by=clerk, leaders=[chief], **asked)
    page = sign_in(office).get(reverse("activities:leaders"))
    assert [(row.name, row.n) for row in page.context["rows"]] == [("郑安", 1), ("丁一", 0)]
    led = sign_in(office).get(reverse("activities:index"), {"leader": chief.pk})
    assert len(led.context["page"].rows) == 1
