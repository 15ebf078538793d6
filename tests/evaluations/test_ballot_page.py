import re

import pytest
from django.test import Client

import evaluations.rules as rules
from evaluations.models import Ballot, Invitation
from journal.models import Entry


@pytest.fixture
def voter():
    """Somebody with a phone and no account."""
    client = Client(enforce_csrf_checks=True)
    client.get("/b/")
    return client


def token(client):
    return client.cookies["ballot_token"].value


def vote(client, code, **marks):
    named = {f"m-{unit}-0": mark for unit, mark in marks.items()}
    return client.post("/b/cast/", {"token": token(client), "code": code, **named})


def test_the_holder_of_a_code_sees_every_unit_of_the_round(voter, opened, slips):
    page = voter.post("/b/paper/", {"token": token(voter), "code": slips[0].code})
    text = page.content.decode()
    assert text.count("<fieldset") == 2
    assert text.count('type="radio"') == 8
    assert "区教育局" in text and "区卫生健康局" in text


def test_a_vote_spends_the_code_and_gives_a_receipt(voter, opened, slips):
    page = vote(voter, slips[0].code, U021="满意", U038="不了解")
    assert re.search(r"[0-9a-f]{64}", page.content.decode())
    assert Invitation.objects.filter(state=Invitation.State.SPENT).count() == 1
    assert Ballot.objects.get().body == '{"marks":{"U021":{"":"满意"},"U038":{"":"不了解"}}}'


def test_a_code_is_taken_once(voter, opened, slips):
    vote(voter, slips[0].code, U021="满意")
    assert "无效或已使用" in vote(voter, slips[0].code, U021="不满意").content.decode()
    assert Ballot.objects.count() == 1


def test_a_mistyped_code_is_answered_in_a_sentence(voter, opened):
    page = voter.post("/b/paper/", {"token": token(voter), "code": "1234"})
    assert "测评码应为16位字母和数字" in page.content.decode()


def test_the_page_promises_word_for_word(voter):
    text = Client().get("/b/").content.decode()
    for sentence in (
        "一、系统不记录您是谁：票面上没有姓名、账号、时间、网络地址和编号",
        "二、一码一票：同一测评码只能用一次。",
        "三、计入可查：凭回执可查验本票已计入公布的总数。",
        "四、人数不足不单独显示：某类有效票少于规定数的，不单独公布。",
    ):
        assert sentence in text
    assert "不能承诺的" in Client().get("/b/limits/").content.decode()


def test_a_post_without_the_token_of_the_page_is_refused(opened, slips):
    page = Client().post("/b/cast/", {"code": slips[0].code, "m-U021-0": "满意"})
    assert "页面已过期" in page.content.decode()
    assert not Ballot.objects.exists()


def test_a_signed_in_person_is_not_recognised_on_the_ballot(sign_in, office, opened, slips):
    person = sign_in(office)
    page = person.get("/b/")
    assert office.name not in page.content.decode()
    assert set(page.cookies) == {"ballot_token"}
    before = Entry.objects.count()
    answer = vote(person, slips[0].code, U021="满意")
    assert set(answer.cookies) == {"ballot_token"}
    assert Entry.objects.count() == before
    assert person.get("/rounds/").status_code == 200


def test_the_code_stands_in_no_address(voter, opened, slips):
    page = voter.post("/b/paper/", {"token": token(voter), "code": slips[0].code})
    assert not re.search(rf'(href|action|src)="[^"]*{slips[0].code}', page.content.decode())


def test_a_remark_is_a_slip_of_its_own(voter, opened, slips):
    data = {"token": token(voter), "code": slips[0].code, "r-U021": "窗口排队太久"}
    voter.post("/b/cast/", data)
    bodies = sorted(Ballot.objects.values_list("body", flat=True))
    assert bodies[1] == '{"remark":"窗口排队太久","unit":"U021"}'
    assert "窗口" not in bodies[0]


def test_nobody_votes_after_the_end(voter, opened, slips, office):
    rules.end(opened, by=office)
    assert "尚未开始或已经结束" in vote(voter, slips[0].code, U021="满意").content.decode()
