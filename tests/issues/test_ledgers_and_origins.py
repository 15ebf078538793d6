"""Several ledgers of one engine, and what others pointed out waiting to be claimed."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, Ledger
from roster.words import PostLevel
from tests import builders


@pytest.fixture
def special(campaign, office):
    return rules.keep_ledger(
        campaign, by=office, name="巡察反馈问题整改台账", basis="区委巡察办反馈意见"
    )


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, text="巡察指出公函超期")


def test_an_issue_stands_in_one_ledger_and_the_export_is_headed_by_it(
    special, issue, campaign, unit, office, sign_in
):
    other = builders.make_ledger_issue(campaign, unit, text="主台账里的问题")
    client = sign_in(office)
    client.post(reverse("issues:put_in_ledger", args=[issue.pk]), {"ledger": special.pk})
    page = client.get(reverse("issues:ledger"), {"ledger": special.pk})
    assert [row.pk for row in page.context["page"].rows] == [issue.pk]
    main = client.get(reverse("issues:ledger"), {"ledger": "main"})
    assert [row.pk for row in main.context["page"].rows] == [other.pk]
    assert special.name in page.content.decode()
    answer = client.get(reverse("issues:export_ledger"), {"ledger": special.pk})
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    assert sheet.cell(1, 1).value == f"{campaign.name}{special.name}"
    assert "主台账里的问题" not in [cell.value for row in sheet.iter_rows() for cell in row]


def test_ledgers_are_kept_by_the_office_each_name_once(special, campaign, office, sign_in):
    with pytest.raises(Refused, match="已经有"):
        rules.keep_ledger(campaign, by=office, name=special.name)
    with pytest.raises(Refused, match="名称"):
        rules.keep_ledger(campaign, by=office, name="  ")
    url = reverse("issues:keep_ledger", args=[special.pk])
    sign_in(office).post(url, {"name": "环保督察台账", "is_shut": "on"})
    special.refresh_from_db()
    assert (special.name, special.is_shut) == ("环保督察台账", True)
    assert "环保督察台账" in sign_in(office).get(reverse("issues:ledgers")).content.decode()


def test_a_shut_ledger_or_one_of_another_campaign_takes_nothing(special, issue, office, campaign):
    Ledger.objects.update(is_shut=True)
    special.refresh_from_db()
    with pytest.raises(Refused, match="已停止登记"):
        rules.put_in_ledger(issue, by=office, ledger=special)
    second = builders.make_campaign(name="上一轮")
    foreign = rules.keep_ledger(second, by=office, name="旧台账")
    with pytest.raises(Refused, match="另一个活动"):
        rules.put_in_ledger(issue, by=office, ledger=foreign)


def test_units_and_strangers_keep_no_ledgers_and_enter_nothing(
    special, issue, campaign, unit, clerk, stranger, today
):
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.keep_ledger(campaign, by=person, name="我的台账")
        with pytest.raises(Refused):
            rules.put_in_ledger(issue, by=person, ledger=special)
        with pytest.raises(Refused, match="办公室办理"):
            enter(campaign, unit, person, today)


def enter(campaign, unit, by, today, **over):
    fields = {
        "text": "窗口无人值守，群众等候一上午",
        "source": "S07",
        "origin": "4月10日市电视问政第三期",
        "claim_due_on": today + timedelta(days=3),
        "due_on": today + timedelta(days=30),
        **over,
    }
    return rules.enter_origin(campaign, unit, by=by, today=today, **fields)


def test_what_was_pointed_out_waits_to_be_claimed_and_is_asked_for(
    campaign, unit, office, clerk, head, today, sign_in
):
    issue = enter(campaign, unit, office, today)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.RECTIFYING
    assert "请于" in clerk.notices.get().text
    assert issue.number in sign_in(office).get("/").content.decode()
    late = today + timedelta(days=8)
    rules.remind(late)
    assert "前认领" in "".join(notice.text for notice in clerk.notices.all())
    assert unclaimed(sign_in(office)) == [issue.pk]
    boss = builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    rules.claim(issue, by=head, cadre=boss, weight="main")
    assert unclaimed(sign_in(office)) == []
    told = clerk.notices.count()
    rules.remind(late)
    assert clerk.notices.count() == told


def unclaimed(client):
    page = client.get(reverse("issues:ledger"), {"mark": "unclaimed"})
    return [row.pk for row in page.context["page"].rows]


def test_the_office_enters_it_on_a_page(special, campaign, unit, office, clerk, sign_in):
    url = reverse("issues:enter_origin")
    fields = {
        "unit": unit.pk,
        "source": "S10",
        "origin": "12345工单 20260410-33",
        "text": "路灯半月未修",
        "claim_due_on": localdate().isoformat(),
        "due_on": (localdate() + timedelta(days=20)).isoformat(),
        "ledger": special.pk,
    }
    assert "办公室办理" in sign_in(clerk).post(url, fields).content.decode()
    sign_in(office).post(url, fields)
    issue = Issue.objects.get(text="路灯半月未修")
    assert (issue.ledger, issue.level) == (special, "DW")
    assert "待认领" not in _page(sign_in(office), builders.make_ledger_issue(campaign, unit))
    assert "待认领" in _page(sign_in(clerk), issue)


def _page(desk, issue):
    page = desk.get(issue.get_absolute_url()).content.decode()
    return page[page.index("</h1>") :]


def test_an_inside_source_and_dates_without_time_are_refused(campaign, unit, office, today):
    with pytest.raises(Refused, match="外部点出"):
        enter(campaign, unit, office, today, source="S01")
    with pytest.raises(Refused, match="认领时限不能早于"):
        enter(campaign, unit, office, today, claim_due_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="整改时限不能早于"):
        enter(campaign, unit, office, today, due_on=today)
    with pytest.raises(Refused, match="写明来源"):
        enter(campaign, unit, office, today, origin=" ")
