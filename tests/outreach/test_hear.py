import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate

import outreach.rules as rules
import roster.rules as roster_rules
from common.refusal import Conflict, Refused
from common.workbook.report import Report
from issues.models import Issue
from outreach.models import Opinion, Ticket, Visit
from tests import builders

SAMPLES = Path(__file__).parent.parent / "samples"
TICKETS = SAMPLES / "5-12345热线工单导出（5月第2周）.xlsx"


@pytest.fixture
def visit(campaign, unit, clerk):
    return rules.record_visit(
        campaign,
        unit,
        kind=Visit.Kind.FIRM,
        target="宏远食品",
        visited_on=localdate(),
        visitor="吴静",
        demand="扩建仓库不知道先找哪个部门",
        by=clerk,
    )


@pytest.fixture
def opinion(campaign, unit, clerk):
    return rules.record_opinion(
        campaign, unit, channel="box", text="窗口中午没人", received_on=localdate(), by=clerk
    )


def test_a_demand_is_settled_with_its_answer(visit, clerk):
    rules.settle(visit, by=clerk, handling="settled", reply="当场联系发改局")
    assert visit.handling == Visit.Handling.SETTLED
    with pytest.raises(Refused, match="请写明怎样答复"):
        rules.settle(visit, by=clerk, handling="explained", reply=" ")


def test_what_a_visit_heard_goes_on_the_list_and_the_way_back_stays(visit, clerk):
    issue = rules.adopt_visit(visit, by=clerk)
    assert issue.source == "S11"
    assert visit.issue == issue
    with pytest.raises(Refused, match="已经列入清单"):
        rules.adopt_visit(visit, by=clerk)


def test_an_opinion_is_adopted_once_and_kept_word_for_word(opinion, clerk):
    issue = rules.adopt(opinion, by=clerk)
    assert issue.example == "窗口中午没人"
    assert opinion.issue == issue
    with pytest.raises((Refused, Conflict)):
        rules.adopt(Opinion.objects.get(pk=opinion.pk), by=clerk)
    assert Issue.objects.count() == 1


def test_an_opinion_is_not_declined_without_a_reason(opinion, clerk):
    with pytest.raises(Refused, match="请写明理由"):
        rules.decline(opinion, by=clerk, reason="")
    rules.decline(opinion, by=clerk, reason="属市级事权，已转办")
    assert opinion.status == Opinion.Status.DECLINED


def test_tickets_are_known_by_their_number_and_persons_are_masked(dictionaries):
    roster_rules.install_units()
    builders.make_campaign()
    for _ in range(2):
        with pytest.raises(SystemExit):
            call_command("import_workbook", "tickets", str(TICKETS))
    assert Ticket.objects.count() == 59
    assert not Ticket.objects.filter(content__regex=r"1[3-9]\d{9}").exists()


def test_a_stranger_is_refused(campaign, unit, visit, opinion, stranger):
    deeds = [
        lambda: rules.record_visit(
            campaign,
            unit,
            kind="firm",
            target="甲",
            visited_on=localdate(),
            visitor="乙",
            by=stranger,
        ),
        lambda: rules.settle(visit, by=stranger, handling="settled", reply="好"),
        lambda: rules.adopt_visit(visit, by=stranger),
        lambda: rules.record_opinion(
            campaign, unit, channel="box", text="意见", received_on=localdate(), by=stranger
        ),
        lambda: rules.adopt(opinion, by=stranger),
        lambda: rules.decline(opinion, by=stranger, reason="不"),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="只能登记和处理涉及本单位"):
            deed()


def test_the_pages_show_and_take_what_was_said(visit, opinion, clerk, stranger, sign_in):
    desk = sign_in(clerk)
    assert "宏远食品" in desk.get(reverse("outreach:visits")).content.decode()
    assert "窗口中午没人" in desk.get(reverse("outreach:opinions")).content.decode()
    foreign = sign_in(stranger).get(reverse("outreach:visits")).content.decode()
    assert "宏远食品" not in foreign
    desk.post(reverse("outreach:adopt", args=[opinion.pk]))
    assert Issue.objects.get().source == "S12"
    answer = sign_in(stranger).post(reverse("outreach:adopt_visit", args=[visit.pk]))
    assert answer.status_code == 404


def test_a_ticket_of_an_unknown_unit_stops_the_whole_import(campaign):
    row = {"row": 2, "unit_code": "U999", "order_no": "BJ1", "content": "路灯不亮"}
    with pytest.raises(Refused, match="第2行"):
        rules.take_tickets(Report(facts={}, rows=[row]), campaign)
    assert not Ticket.objects.exists()


def test_the_search_stands_in_the_address_and_the_workbook_is_exactly_the_result(
    campaign, unit, clerk, sign_in, opinion
):
    rules.record_opinion(
        campaign, unit, channel="phone", text="路灯坏了半个月", received_on=localdate(), by=clerk
    )
    client = sign_in(clerk)
    page = client.get(reverse("outreach:opinions"), {"q": "路灯"}).content.decode()
    assert "路灯坏了半个月" in page
    assert "窗口中午没人" not in page
    answer = client.get(reverse("outreach:export_opinions"), {"q": "路灯"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    texts = [cell.value for row in sheet.iter_rows(min_row=3) for cell in row]
    assert "路灯坏了半个月" in texts
    assert "窗口中午没人" not in texts
