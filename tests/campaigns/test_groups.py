from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

import campaigns.rules as rules
from campaigns.models import Group, Member, Task
from common.refusal import Conflict, Refused
from tests import builders

TODAY = localdate()


@pytest.fixture
def group(campaign, office):
    return rules.set_up_group(
        campaign, name="作风评议组", kind="working", carries="evaluation_group", by=office
    )


@pytest.fixture
def chief(unit):
    return builders.make_cadre(unit, name="李新", level="district", title="副区长")


def test_the_office_sets_up_a_group_and_seats_its_head(campaign, office, group, chief, sign_in):
    client = sign_in(office)
    url = f"/campaigns/groups/{group.pk}/"
    client.post(url, {"cadre": chief.pk, "role": "a_head", "since_on": TODAY.isoformat()})
    client.post(url, {"name": "王外聘", "role": "e_member", "since_on": TODAY.isoformat()})
    page = client.get(f"/campaigns/{campaign.pk}/groups/").content.decode()
    assert "组长　李新（副区长）" in page
    assert "成员　王外聘" in page


def test_a_member_who_leaves_stays_readable_with_the_dates(campaign, office, group, sign_in):
    member = rules.seat(group, role="a_head", name="李新", since_on=date(2026, 3, 2), by=office)
    sign_in(office).post(f"/campaigns/members/{member.pk}/unseat/", {"until_on": "2026-04-30"})
    assert not group.members.serving(date(2026, 5, 1)).exists()
    assert group.members.serving(date(2026, 4, 1)).exists()
    answer = sign_in(office).get(f"/campaigns/{campaign.pk}/groups/export/")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[2][3:8] == ("组长", "李新", None, "2026-03-02", "2026-04-30")
    with pytest.raises(Conflict, match="已经免去"):
        rules.unseat(Member.objects.get(), by=office)


def test_nobody_sits_twice_in_one_group(office, group, chief):
    rules.seat(group, role="a_head", cadre=chief, since_on=TODAY, by=office)
    with pytest.raises(Refused, match="已经是“作风评议组”的成员"):
        rules.seat(group, role="e_member", cadre=chief, since_on=TODAY, by=office)


def test_a_group_shows_the_tasks_it_carries_until_they_are_done(campaign, office, group, sign_in):
    task = Task.objects.for_groups().filter(phase__campaign=campaign).first()
    Task.objects.filter(pk=task.pk).update(by="evaluation_group", due_on=date(2026, 3, 20))
    page = sign_in(office).get(f"/campaigns/{campaign.pk}/groups/").content.decode()
    assert task.name in page
    assert "已逾期" in page
    sign_in(office).post(
        f"/campaigns/tasks/{task.pk}/finish/", {"on": "2026-03-25", "note": "已完成"}
    )
    task.refresh_from_db()
    assert (task.done_on, task.is_late) == (date(2026, 3, 25), True)


def test_a_task_of_the_units_is_not_finished_for_all_at_once(campaign, office):
    task = Task.objects.for_units().filter(phase__campaign=campaign).first()
    with pytest.raises(Refused, match="由各单位各自登记"):
        rules.finish_task(task, on=TODAY, by=office)


def test_a_unit_registers_its_own_leading_group_and_leaves_the_missing_list(
    campaign, unit, clerk, office, sign_in
):
    page = sign_in(office).get(f"/campaigns/{campaign.pk}/groups/")
    assert unit in page.context["without"]
    sign_in(clerk).post(
        f"/campaigns/{campaign.pk}/groups/new/",
        {"name": "教育局作风整顿领导小组", "kind": "leading", "unit": unit.pk},
    )
    assert Group.objects.get().unit == unit
    page = sign_in(office).get(f"/campaigns/{campaign.pk}/groups/")
    assert unit not in page.context["without"]


def test_a_clerk_and_a_stranger_set_up_no_group_of_others(campaign, unit, clerk, stranger, group):
    with pytest.raises(Refused):
        rules.set_up_group(campaign, name="组", kind="working", by=clerk)
    with pytest.raises(Refused):
        rules.set_up_group(campaign, name="组", kind="leading", unit=unit, by=stranger)
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.seat(group, role="a_head", name="甲", since_on=TODAY, by=person)
    member = Member.objects.create(group=group, name="甲", role="a_head", since_on=TODAY)
    with pytest.raises(Refused):
        rules.unseat(member, by=stranger)


def test_a_leader_looks_after_units_and_a_new_leader_takes_over(
    campaign, unit, other_unit, office, chief, sign_in
):
    client = sign_in(office)
    first = {"leader": chief.pk, "units": [unit.pk], "from_on": "2026-03-02"}
    client.post(f"/campaigns/{campaign.pk}/pairings/new/", first)
    page = client.get(f"/campaigns/{campaign.pk}/pairings/")
    assert list(page.context["alone"]) == [other_unit]
    second = builders.make_cadre(unit, name="赵正", level="district", title="区委常委")
    rules.pair(campaign, second, [unit], by=office, from_on=date(2026, 4, 1))
    former = campaign.pairings.get(leader=chief)
    assert former.until_on == date(2026, 3, 31)
    assert campaign.pairings.standing(date(2026, 4, 2)).get().leader == second


def test_a_pairing_is_ended_once(campaign, unit, office, chief, sign_in):
    rules.pair(campaign, chief, [unit], by=office, from_on=TODAY - timedelta(days=9))
    row = campaign.pairings.get()
    sign_in(office).post(f"/campaigns/pairings/{row.pk}/unpair/")
    with pytest.raises(Conflict, match="已经解除"):
        rules.unpair(row, by=office)
    former = campaign.pairings.get()
    assert former.pk == row.pk
    assert former.until_on is not None


def test_units_outside_the_campaign_are_not_paired(campaign, office, chief):
    foreign = builders.make_unit(name="区外单位")
    with pytest.raises(Refused, match="没有参加本活动"):
        rules.pair(campaign, chief, [foreign], by=office, from_on=TODAY)


def test_a_street_runs_its_own_campaign_and_reports_to_the_district(
    campaign, unit, office, sign_in
):
    client = sign_in(office)
    client.post(
        "/campaigns/new/",
        {
            "name": "新华街道作风整顿",
            "template": "T4",
            "starts_on": "2026-03-10",
            "office_name": "街道整顿办",
            "parent": campaign.pk,
        },
    )
    lower = campaign.children.get()
    client.post(f"/campaigns/{lower.pk}/report-up/", {"title": "一季度情况", "text": "查摆12件。"})
    page = client.get(f"/campaigns/{campaign.pk}/children/").content.decode()
    assert "新华街道作风整顿" in page
    assert "一季度情况" in page
    report = lower.upward_reports.get()
    client.post(f"/campaigns/reports/{report.pk}/receive/")
    report.refresh_from_db()
    assert report.received_by == office
    with pytest.raises(Conflict, match="已经签收"):
        rules.receive_report(report, by=office)


def test_lists_go_on_meaning_the_district_when_a_street_begins_later(campaign):
    builders.make_campaign(parent=campaign, starts_on=date(2026, 4, 1))
    assert type(campaign).objects.newest() == campaign


def test_a_campaign_without_one_above_reports_nowhere(campaign, office):
    with pytest.raises(Refused, match="没有上级活动"):
        rules.report_up(campaign, title="情况", text="无", by=office)


def test_a_stranger_pairs_finishes_reports_and_receives_nothing(campaign, unit, stranger, chief):
    lower = builders.make_campaign(parent=campaign)
    task = Task.objects.for_groups().filter(phase__campaign=campaign).first()
    row = campaign.pairings.create(leader=chief, unit=unit, from_on=TODAY)
    report = lower.upward_reports.create(title="甲", text="乙", by=stranger)
    for deed in (
        lambda: rules.pair(campaign, chief, [unit], by=stranger, from_on=TODAY),
        lambda: rules.unpair(row, by=stranger),
        lambda: rules.finish_task(task, on=TODAY, by=stranger),
        lambda: rules.report_up(lower, title="甲", text="乙", by=stranger),
        lambda: rules.receive_report(report, by=stranger),
    ):
        with pytest.raises(Refused):
            deed()


def test_the_page_of_groups_costs_the_same_for_many_groups(
    campaign, office, sign_in, django_assert_max_num_queries
):
    for _ in range(10):
        unit = builders.make_unit()
        group = rules.set_up_group(campaign, name="领导小组", kind="leading", unit=unit, by=office)
        rules.seat(group, role="a_head", name="甲", since_on=TODAY, by=office)
    client = sign_in(office)
    with django_assert_max_num_queries(14):
        client.get(f"/campaigns/{campaign.pk}/groups/")
