"""What presses an office day by day: leaders at the hotline, its own sums, errors, notices."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import issues.rules as issue_rules
from exchange.models import Transfer
from outreach.models import Shift, Ticket
from supervision.models import Incident
from tests import builders
from tests.sheets import write
from tests.stories.desk import Person

TODAY = localdate()


@pytest.fixture
def people(campaign, office, clerk, head, stranger, inspector, sign_in):
    cast = {"office": office, "clerk": clerk, "stranger": stranger, "inspector": inspector}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def bring(desk, kind, path):
    """Bring a workbook in by the page: chosen, previewed, confirmed; returns the preview."""
    with path.open("rb") as file:
        asked = {"kind": kind, "file": file}
        page = desk.client.post(reverse("exchange:import"), asked, follow=True).content.decode()
    desk.post("exchange:confirm", Transfer.objects.latest("pk").pk)
    return page


def test_the_unit_most_complained_of_sends_its_leader_to_the_hotline(people, unit, tmp_path):
    """001-19, 001-20, 001-21, 001-38: the export shows where, a leader answers, calls are kept."""
    desk, clerk = people["office"], people["clerk"]
    heads = ["办件编号", "诉求内容", "办理单位", "派发时间", "办件状态"]
    rows = [[f"B{n}", f"第{n}件", "教育局", f"{TODAY} 09:00", "办理中"] for n in range(4)]
    assert "确认导入4行" in bring(desk, "tickets", write(tmp_path / "工单.xlsx", [heads, *rows]))
    page = desk.client.get(reverse("outreach:shifts"))
    assert [(one["unit"], one["n"]) for one in page.context["pressed"]] == [(unit, 4)]
    desk.post("outreach:arrange_shift", unit=unit.pk, days=f"{TODAY} 郑安 局长")
    row = Shift.objects.get()
    assert "由郑安 局长接听12345热线" in clerk.get("notices:index")
    asked = {"content": "入学材料反复要", "appeal_type": "投诉"}
    clerk.post("outreach:take_call", row.pk, **asked)
    clerk.post("outreach:answer_shift", row.pk, answered_by="郑安 局长", calls=5)
    call = Ticket.objects.get(shift=row)
    clerk.post("outreach:adopt_ticket", call.pk)
    call.refresh_from_db()
    assert call.issue.number in desk.get("outreach:shift", row.pk)
    figure = desk.client.get(reverse("reports:figure", args=["shift_calls"]))
    assert figure.context["value"].number == 5


def test_the_sums_of_the_hotline_are_held_against_ours(people, unit, tmp_path):
    """001-21: figures of the hotline by unit come in; what differs is shown with its rows."""
    desk = people["office"]
    title = f"部门统计表（{TODAY - timedelta(days=7)}至{TODAY}）"
    rows = [[title], ["部门名称", "转发数量", "满意"], ["教育局", 2, 0]]
    bring(desk, "sums", write(tmp_path / "统计.xlsx", rows))
    page = desk.get("outreach:sums")
    assert "对不上的 1" in page
    assert "差 2" in page
    assert "教育局" not in people["stranger"].get("outreach:sums")


def test_an_error_is_put_right_overnight_or_goes_on_the_list(people, unit):
    """001-46: 事不过夜; an error has its own source, its own clock, and leads to the ledger."""
    inspector, clerk = people["inspector"], people["clerk"]
    asked = {"unit": unit.pk, "kind": "data", "found": "look", "found_on": TODAY}
    inspector.post("supervision:note_incident", **asked, text="月报把办结数多报3件")
    row = Incident.objects.get()
    assert "前纠正" in clerk.get("notices:index")
    inspector.post("supervision:raise_incident", row.pk)
    said = {"mended_on": TODAY, "mending": "已更正并重报"}
    clerk.post("supervision:mend_incident", row.pk, **said)
    row.refresh_from_db()
    assert "差错事件" in clerk.get("issues:issue", row.issue_id)
    assert "已更正并重报" in people["office"].get("supervision:incident", row.pk)
    assert clerk.client.get(reverse("supervision:incidents"), {"state": "at_once"}).context["lines"]


def test_a_deadline_is_told_telephoned_carried_up_and_forgotten_when_done(
    people, campaign, unit, head, sign_in
):
    """004-23, 001-44: inbox with the reason, call sheet, the paired leader; silence when done."""
    desk, clerk = people["office"], people["clerk"]
    late = builders.make_ledger_issue(campaign, unit, due_on=TODAY - timedelta(days=9))
    leader = builders.make_user("paired", "副区长董万春", "leader")
    chief = builders.make_cadre(unit, name="董万春", level="district", title="副区长")
    leader.cadre = chief
    leader.save()
    asked = {"leader": chief.pk, "units": [unit.pk], "from_on": TODAY - timedelta(days=30)}
    desk.post("campaigns:pair", campaign.pk, **asked)
    issue_rules.remind(TODAY)
    issue_rules.escalate(TODAY)
    page = clerk.get("notices:index")
    assert "已逾期" in page
    assert "您收到这些提醒，因为您是教育局单位联络员" in page
    assert "您包联的区教育局有1件问题逾期" in Person(sign_in(leader)).get("notices:index")
    assert late.number in desk.get("notices:calls")
    assert desk.client.get(reverse("notices:export_calls")).status_code == 200
    clerk.post("notices:preferences", rhythm="daily", by_mail="on", phone="0451-88886666")
    assert "0451-88886666" in desk.get("notices:calls")
    late.due_on = TODAY + timedelta(days=90)
    late.save(update_fields=["due_on"])
    issue_rules.remind(TODAY)
    assert late.number not in desk.get("notices:calls")
