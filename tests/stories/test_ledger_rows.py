"""The ledger's mechanisms by HTTP: 001-06, 07, 10; 002-20…23; 003-03, 09, 10, 24; 004-19…22."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from issues.models import Handover, Issue, Ledger, LongTerm, LookBackDraw
from roster.words import PostLevel, Work
from tests import builders


class Person:
    """Somebody at a browser."""

    def __init__(self, client):
        self.client = client

    def get(self, page, /, *arguments, **query):
        answer = self.client.get(reverse(f"issues:{page}", args=arguments), query)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer

    def read(self, page, /, *arguments, **query):
        return self.get(page, *arguments, **query).content.decode()

    def post(self, page, /, *arguments, **fields):
        answer = self.client.post(reverse(f"issues:{page}", args=arguments), fields, follow=True)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()


@pytest.fixture
def people(campaign, office, inspector, leader, clerk, head, stranger, other_unit, sign_in):
    cast = {"office": office, "inspector": inspector, "leader": leader, "clerk": clerk}
    cast |= {"head": head, "stranger": stranger}
    cast["chief"] = builders.make_user("chief", "卫健局长", Work.HEAD, unit=other_unit)
    return {name: Person(sign_in(user)) for name, user in cast.items()}


def day(days):
    return (localdate() + timedelta(days=days)).isoformat()


@pytest.mark.slow
def test_what_the_inspectors_pointed_out_is_claimed_rectified_drawn_and_comes_back(
    people, campaign, unit, other_unit
):
    issue = pointed_out(people["office"], unit)
    handed_over_and_back(people, issue, other_unit)
    claimed(people, issue, unit)
    extended_once(people, issue)
    closed_honestly(people, issue)
    drawn_and_relapsed(people, issue)
    the_balance(people["office"])


def pointed_out(office, unit):
    """001-06, 003-03, 003-27, 004-24: from outside, into a ledger of its own, to be claimed."""
    office.post("ledgers", name="巡察反馈问题整改台账", basis="反馈意见")
    ledger = Ledger.objects.get()
    fields = {"unit": unit.pk, "source": "S06", "origin": "巡察反馈第7条", "ledger": ledger.pk}
    office.post(
        "enter_origin", **fields, text="证照到期无人提醒", claim_due_on=day(2), due_on=day(20)
    )
    issue = Issue.objects.get(text="证照到期无人提醒")
    assert issue.number in office.read("ledger", mark="unclaimed", ledger=ledger.pk)
    return issue


def handed_over_and_back(people, issue, other_unit):
    """003-24: pushed to another unit, refused with a reason, counted and visible."""
    people["clerk"].post("hand_over", issue.pk, to_unit=other_unit.pk, reason="疑似卫健职责")
    row = Handover.objects.get()
    people["chief"].post("answer_handover", row.pk, passed="0", answer="三定方案在教育")
    assert "三定方案在教育" in people["clerk"].read("issue", issue.pk)
    assert issue.number in people["office"].read("ledger", mark="bounced")


def claimed(people, issue, unit):
    """001-10, 002-21: a leader of the unit takes it as one's own."""
    boss = builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    people["head"].post("claim", issue.pk, cadre=boss.pk, weight="main")
    assert issue.number not in people["office"].read("ledger", mark="unclaimed")


def extended_once(people, issue):
    """003-09, 004-19: a later date is asked for before the old one, and counted."""
    people["clerk"].post("extend", issue.pk, new_due_on=day(30), reason="等待系统升级")
    row = issue.extensions.get()
    assert people["clerk"].client.get(reverse("issues:extension_paper", args=[row.pk])).content
    people["office"].post("answer_extension", row.pk, passed="1")
    assert issue.number in people["office"].read("ledger", mark="extended")


def closed_honestly(people, issue):
    """003-10, 002-20: asked with a paper, rated by another, struck off by a third."""
    clerk, inspector = people["clerk"], people["inspector"]
    clerk.post("report_progress", issue.pk, text="4月：逐家核对")
    clerk.post(
        "request_closure",
        issue.pk,
        result="12家全部换证",
        evidence_kind="paper",
        paper_number="区教〔2026〕12号",
        self_rating="1",
    )
    assert clerk.client.get(reverse("issues:closure_paper", args=[issue.pk])).content
    inspector.post("verify", issue.pk, opinion="抽查5家属实", rating="2")
    people["office"].post("close", issue.pk, closure="C2", note="同意")
    issue.refresh_from_db()
    assert (issue.status, issue.self_rating, issue.rating) == ("closed", "1", "2")
    assert issue.number in people["office"].read("ledger", mark="overrated")


def drawn_and_relapsed(people, issue):
    """004-21, 002-23: looked at again by a draw anybody can repeat; what recurs is linked."""
    fields = {"days": 30, "until": day(40), "share": 100, "seed": "8351"}
    people["office"].post("draw_look_backs", **fields)
    draw = LookBackDraw.objects.get()
    assert issue.number in people["inspector"].read("look_back_draw", draw.pk)
    row = draw.rows.get()
    people["inspector"].post("look_back", row.pk, text="两家又过期", is_rebound="")
    people["inspector"].post(
        "report_relapse", issue.pk, text="又有两家过期", source="S13", due_on=day(30)
    )
    again = Issue.objects.get(repeats=issue)
    assert issue.number in people["clerk"].read("issue", again.pk)


def the_balance(office):
    """002-20, 004-20, 004-22: the rebound rate stands beside the closing rate."""
    whole = office.get("ledger_summary").context["whole"]
    assert (whole.counts["total"], whole.closing_rate, whole.rebound_rate) == (2, 50, 100)


@pytest.mark.slow
def test_television_is_never_long_term_and_the_rest_only_with_approval(people, campaign, unit):
    """001-07: long-term rectification is granted by a leader or not at all."""
    shown = builders.make_ledger_issue(campaign, unit, source="S07")
    words = {"goals": "空岗为零", "check_on": day(60), "reason": "须常抓"}
    assert "不得列为长期坚持" in people["clerk"].post("ask_long_term", shown.pk, **words)
    other = builders.make_ledger_issue(campaign, unit)
    people["clerk"].post("ask_long_term", other.pk, **words)
    people["leader"].post("answer_long_term", LongTerm.objects.get().pk, passed="1")
    other.refresh_from_db()
    assert (other.rectify, other.due_on.isoformat()) == ("CQ", day(60))


@pytest.mark.slow
def test_what_can_be_done_at_once_is_done_in_two_steps(people, campaign, unit):
    """004-20: 立行立改 is short, and still two people."""
    row = builders.make_ledger_issue(campaign, unit, rectify="LX", source="S10")
    people["clerk"].post("report_done", row.pk, result="当天改正", on=day(0))
    said = people["inspector"].post("confirm_done", row.pk, opinion="属实")
    assert "须先回访反映人" in said
    people["inspector"].post("confirm_done", row.pk, opinion="属实", call_back="电话回访，满意")
    row.refresh_from_db()
    assert (row.status, row.closure) == ("closed", "C1")
    assert people["stranger"].client.get(row.get_absolute_url()).status_code == 404
