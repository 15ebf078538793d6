"""The rows of the mechanisms that concern lists, walked by people through HTTP only."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.models import Category, Gate
from issues.models import Answer, Enquiry, Issue, IssueList, Publication
from roster.words import PostLevel, Work
from tests import builders

FORM = {
    "text": "群众来电无人接听，接听后让群众改打其他科室，3月以来被投诉6次",
    "example": "3月6日上午9点，柳河镇李某来电询问普惠认定，三个科室互相推，打了5次没有结果",
    "source": "S01",
    "nature": "GX",
    "cause": "谁接谁负责没有落到人头，怕揽事",
    "target": "首接必答，当日办结率95%",
    "measures": "4月底前公布首接责任人名单，每周抽查10通电话\n科长每月回访5户并登记结果",
    "rectify": "XQ",
    "due_on": "2026-12-31",
    "leader": "董万春",
    "owner": "龚克俭",
}


class Person:
    """Somebody at a browser."""

    def __init__(self, client):
        self.client = client

    def get(self, page, /, *arguments, **query):
        answer = self.client.get(reverse(page, args=arguments), query)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def post(self, page, /, *arguments, **fields):
        answer = self.client.post(reverse(page, args=arguments), fields, follow=True)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()


@pytest.fixture
def people(campaign, unit, office, reviewer, leader, clerk, head, stranger, sign_in):
    builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    builders.make_cadre(unit, name="董万春", level=PostLevel.DEPUTY)
    cadre = builders.make_cadre(unit, name="龚克俭", level=PostLevel.STAFF)
    own = builders.make_user("gong", "龚克俭", Work.CADRE)
    own.cadre = cadre
    own.save()
    cast = {"office": office, "reviewer": reviewer, "leader": leader, "cadre": own}
    cast |= {"clerk": clerk, "head": head, "stranger": stranger}
    return {name: Person(sign_in(user)) for name, user in cast.items()}


@pytest.mark.slow
def test_lists_from_the_cadre_to_the_board(people, campaign, unit, other_unit):
    row = a_cadre_writes_and_the_unit_takes_over(people, unit)
    the_chain_signs_in_order(people, row, unit)
    one_reviewer_sends_back_and_passes(people, row)
    the_meeting_needs_the_permit(people, campaign, unit, other_unit)
    the_office_asks_the_others(people, other_unit)
    the_board_shows_and_corrects(people)


def a_cadre_writes_and_the_unit_takes_over(people, unit):
    """000-32, 001-12, 001-13, 001-14, 001-09: personal list, roll-up, example, error book."""
    cadre, clerk = people["cadre"], people["clerk"]
    category = Category.objects.get(code="ZF05").pk
    cadre.client.get(reverse("issues:own_list"))
    own = IssueList.objects.get()
    cadre.post("issues:add", own.pk, **FORM, category=category)
    cadre.post("issues:examine", own.pk, text="对照先进，主动上门少，根子在怕麻烦。")
    assert "错在哪里" in cadre.get("issues:error_book")
    page = clerk.get("issues:unit_rollup", unit.pk)
    assert "填报中" in page
    assert "未建" in page
    clerk.post("issues:open_list", unit=unit.pk, level="DW")
    row = IssueList.objects.get(level="DW")
    clerk.post("issues:absorb", row.pk, issue=own.issues.get().pk)
    assert row.issues.get().lower_links.get().lower == own.issues.get()
    return row


def the_chain_signs_in_order(people, row, unit):
    """000-29: the team member waits for the head; both are seen on the list."""
    boss, deputy = unit.cadres.get(name="郑安"), unit.cadres.get(name="董万春")
    assert "郑安还没有签" in people["clerk"].post("issues:sign", row.pk, cadre=deputy.pk)
    people["clerk"].post("issues:sign", row.pk, cadre=boss.pk)
    page = people["clerk"].post("issues:sign", row.pk, cadre=deputy.pk)
    assert page.count("代录纸签") == 2


def one_reviewer_sends_back_and_passes(people, row):
    """000-27, 000-33: coded reasons, a date to come back, the comparison, a second reading."""
    people["head"].post("issues:submit", row.pk)
    people["reviewer"].post("issues:take", row.pk)
    assert "由审核员钱进审核" in people["office"].post("issues:approve", row.pk, text="")
    people["reviewer"].post("issues:review", row.pk, reasons=["no_character"], text="写出教育特点")
    assert "请于" in people["clerk"].get("issues:issue_list", row.pk)
    issue = row.issues.get()
    changed = {**FORM, "example": "4月2日上午，柳河镇两家园所来电询问评估日期，5次没人答复"}
    category = Category.objects.get(code="ZF05").pk
    people["clerk"].post(
        "issues:edit", issue.pk, **changed, category=category, version=issue.version
    )
    people["head"].post("issues:submit", row.pk)
    assert "改动处" in people["reviewer"].get("issues:review", row.pk)
    people["reviewer"].post("issues:approve", row.pk, text="同意备案")
    people["office"].post("issues:second_looks", count=1, seed="20260415")
    assert "待复审" in people["office"].get("issues:second_looks")


def the_meeting_needs_the_permit(people, campaign, unit, other_unit):
    """000-34: the permit prints; without it a leader's exception stays on record."""
    gate = Gate.objects.get(unit=unit)
    assert gate.permit_number in people["clerk"].get("issues:permit", gate.pk)
    leader = people["office"].client
    url = reverse("campaigns:force_gate", args=[campaign.pk, other_unit.pk])
    page = leader.get(url)
    chosen = page.context["form"].fields["leader"].queryset.get().pk
    leader.post(url, {"leader": chosen, "reason": "上级限期召开"})
    assert "上级限期召开" in people["office"].get("campaigns:gates", campaign.pk, show="forced")


def the_office_asks_the_others(people, other_unit):
    """001-08, 001-10, 001-11: unclaimed, asked of others, answered, taken onto the list."""
    issue = Issue.objects.get(issue_list__level="DW")
    assert issue.number in people["clerk"].get("issues:unclaimed")
    due = (localdate() + timedelta(days=5)).isoformat()
    people["office"].post("issues:enquire_from", issue.pk, text="来电互相推", due_on=due)
    answer = Answer.objects.get(enquiry=Enquiry.objects.get())
    assert answer.unit == other_unit
    people["stranger"].post(
        "issues:answer_enquiry", answer.pk, has_it="1", example="4月3日窗口电话无人接12次"
    )
    people["stranger"].post("issues:adopt_answer", answer.pk)
    assert Issue.objects.get(unit=other_unit).nature == "GO"
    assert "已列入清单" in people["office"].get("issues:enquiries", kind="learn")


def the_board_shows_and_corrects(people):
    """000-14, 000-31: shown without persons after approval, corrected with both copies kept."""
    issue = Issue.objects.get(issue_list__level="DW", status="rectifying")
    people["clerk"].post("issues:ask_publication", issue.pk, scope="public", text="龚克俭接话生硬")
    row = Publication.objects.get()
    people["office"].post("issues:answer_publication", row.pk, passed="1")
    assert "龚某接话生硬" in people["clerk"].client.get("/board/").content.decode()
    people["clerk"].post(
        "issues:correct_publication", row.pk, reason="表述有误", text="接话让群众多跑"
    )
    assert "接话生硬" not in people["clerk"].client.get("/board/").content.decode()
    assert Publication.objects.count() == 2
