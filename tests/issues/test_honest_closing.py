"""Honest closing: rated twice, called back, called by its name, drawn, linked when it recurs."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

import issues.rules as rules
from common.lots import lot
from common.refusal import Refused
from issues.models import Issue, LookBack, LookBackDraw
from issues.words import Closure, Rating
from tests import builders


@pytest.fixture
def issue(campaign, unit, today):
    row = builders.make_ledger_issue(campaign, unit)
    row.measures.update(done_on=today)
    return row


@pytest.fixture
def asked(issue, clerk):
    rules.request_closure(
        issue, by=clerk, result="已办结", paper_number="区教〔2026〕12号", self_rating=Rating.FULL
    )
    return issue


def test_the_own_rating_stands_beside_the_verified_one(asked, inspector, office, sign_in):
    rules.verify(asked, by=inspector, opinion="一半园所还在等", rating=Rating.PARTLY)
    asked.refresh_from_db()
    assert (asked.self_rating, asked.rating) == ("1", "3")
    page = sign_in(office).get(asked.get_absolute_url()).content.decode()
    assert "区教〔2026〕12号" in page
    assert "部分整改" in page
    ledger = sign_in(office).get(reverse("issues:ledger"), {"mark": "overrated"})
    assert [row.pk for row in ledger.context["page"].rows] == [asked.pk]


def test_what_was_not_rectified_ends_only_under_that_name(asked, inspector, office, sign_in):
    rules.verify(asked, by=inspector, opinion="没有动", rating=Rating.NONE)
    with pytest.raises(Refused, match="只能按“办结未整改”销号"):
        rules.close(asked, by=office, note="同意")
    with pytest.raises(Refused, match="下一步打算"):
        rules.close(asked, by=office, note="", closure=Closure.UNRECTIFIED)
    rules.close(asked, by=office, note="机构撤并，转由街道长管", closure=Closure.UNRECTIFIED)
    page = sign_in(office).get(reverse("issues:ledger_summary"))
    counts = page.context["whole"].counts
    assert (counts["closed"], counts["rectified"], counts["unrectified"]) == (1, 0, 1)
    assert page.context["whole"].closing_rate == 0


def test_what_was_rectified_is_not_called_unrectified(asked, inspector, office):
    rules.verify(asked, by=inspector, opinion="属实")
    with pytest.raises(Refused, match="不能按“办结未整改”"):
        rules.close(asked, by=office, note="随便", closure=Closure.UNRECTIFIED)


def test_who_raised_it_is_called_back_before_it_ends(campaign, unit, clerk, inspector, today):
    row = builders.make_ledger_issue(campaign, unit, source="S10")
    row.measures.update(done_on=today)
    rules.request_closure(row, by=clerk, result="已办结")
    with pytest.raises(Refused, match="须先回访反映人"):
        rules.verify(row, by=inspector, opinion="属实")
    with pytest.raises(Refused, match="不满意"):
        rules.verify(row, by=inspector, opinion="属实", call_back_result="not")
    rules.verify(row, by=inspector, opinion="属实", call_back="4月2日电话回访，满意")
    assert row.verifications.get().call_back == "4月2日电话回访，满意"


def test_what_is_done_at_once_takes_two_steps_and_two_people(
    campaign, unit, clerk, inspector, stranger, sign_in
):
    row = builders.make_ledger_issue(campaign, unit, rectify="LX")
    done, confirm = (
        reverse(f"issues:{name}", args=[row.pk]) for name in ("report_done", "confirm_done")
    )
    assert done in sign_in(clerk).get(row.get_absolute_url()).content.decode()
    assert sign_in(stranger).post(done, {"result": "x"}).status_code == 404
    sign_in(clerk).post(done, {"result": "当天换了公示牌", "on": localdate().isoformat()})
    with pytest.raises(Refused):
        rules.confirm_done(row, by=clerk, opinion="我自己看过")
    sign_in(inspector).post(confirm, {"opinion": "现场看过，属实"})
    row.refresh_from_db()
    assert (row.status, row.closure, row.look_backs.count()) == ("closed", "C1", 3)
    assert not row.measures.filter(done_on=None).exists()


def test_the_short_path_is_for_what_is_done_at_once(issue, clerk, inspector, stranger):
    with pytest.raises(Refused, match="简易程序"):
        rules.report_done(issue, by=clerk, result="改了", on=localdate())
    at_once = Issue.objects.filter(pk=issue.pk)
    at_once.update(rectify="LX")
    for verb in (rules.report_done, rules.confirm_done):
        with pytest.raises(Refused):
            words = (
                {"result": "x", "on": localdate()}
                if verb is rules.report_done
                else {"opinion": "x"}
            )
            verb(at_once.get(), by=stranger, **words)


@pytest.fixture
def closed(asked, inspector, office):
    rules.verify(asked, by=inspector, opinion="属实")
    rules.close(asked, by=office, note="同意")
    return asked


def test_a_relapse_is_a_new_issue_linked_to_the_old_one(closed, inspector, today, sign_in):
    again = rules.report_relapse(
        closed, by=inspector, text="又有三家在等", due_on=localdate() + timedelta(30), today=today
    )
    closed.refresh_from_db()
    again.refresh_from_db()
    assert (again.repeats_id, again.status, closed.status) == (closed.pk, "rectifying", "closed")
    assert closed.reopened_count == 1
    page = sign_in(inspector).get(again.get_absolute_url()).content.decode()
    assert closed.number in page
    assert again.number in sign_in(inspector).get(closed.get_absolute_url()).content.decode()
    whole = sign_in(inspector).get(reverse("issues:ledger_summary")).context["whole"]
    assert (whole.closing_rate, whole.rebound_rate) == (50, 100)


def test_a_relapse_of_something_open_or_by_the_unit_is_refused(
    asked, inspector, clerk, stranger, today
):
    words = {"text": "又来了", "due_on": localdate() + timedelta(30), "today": today}
    with pytest.raises(Refused, match="只有已销号"):
        rules.report_relapse(asked, by=inspector, **words)
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.report_relapse(asked, by=person, **words)


@pytest.fixture
def many(campaign, unit, other_unit):
    rows = [
        builders.make_ledger_issue(campaign, who, measures=[]) for who in [unit, other_unit] * 5
    ]
    for row in rows:
        rules.counting.step(row, "close_applied")
        rules.counting.step(row, "verified")
        rules.counting.step(row, "closed", closed_at="2026-03-01T00:00Z", closed_on="2026-03-01")
        rules.looking_back.plan_look_backs(row, localdate() - timedelta(days=31))
    return rows


def test_the_draw_can_be_repeated_by_anybody_with_the_seed(many, campaign, office, sign_in):
    draw = rules.draw_look_backs(
        campaign, by=office, days=30, until=localdate(), share=20, seed="8 3 5 1"
    )
    drawn = sorted(draw.rows.filter(is_drawn=True).values_list("issue__number", flat=True))
    assert drawn == sorted(rules.sample("8 3 5 1", sorted(draw.population), 20))
    assert (len(draw.population), draw.size) == (10, 2)
    assert lot("8 3 5 1", "A") != lot("8 3 5 2", "A")
    assert LookBack.objects.due(localdate()).count() == 2
    page = sign_in(office).get(draw.get_absolute_url()).content.decode()
    assert "8 3 5 1" in page
    assert all(number in page for number in drawn)
    export = sign_in(office).get(reverse("issues:export_look_back_draw", args=[draw.pk]))
    assert "attachment" in export["Content-Disposition"]


def test_nothing_is_drawn_twice_and_a_unit_sees_its_own_only(
    many, campaign, office, clerk, unit, sign_in
):
    url = reverse("issues:draw_look_backs")
    asking = {"days": 30, "until": localdate().isoformat(), "share": 100}
    sign_in(office).post(url, asking)
    draw = LookBackDraw.objects.get()
    assert draw.seed
    assert "还没有抽过的问题" in sign_in(office).post(url, asking).content.decode()
    rows = sign_in(clerk).get(draw.get_absolute_url()).context["rows"]
    assert {row.issue.unit_id for row in rows} == {unit.pk}
    with pytest.raises(Refused, match="办公室办理"):
        rules.draw_look_backs(campaign, by=clerk, days=90, until=localdate(), share=10)


def test_the_share_is_a_per_cent(many, campaign, office, stranger):
    with pytest.raises(Refused, match="1到100"):
        rules.draw_look_backs(campaign, by=office, days=30, until=localdate(), share=0)
    with pytest.raises(Refused):
        rules.draw_look_backs(campaign, by=stranger, days=30, until=localdate(), share=5)


def test_the_pages_take_a_steady_number_of_queries(
    many, office, sign_in, django_assert_max_num_queries
):
    client = sign_in(office)
    for name in ("look_backs", "ledger_summary"):
        client.get(reverse(f"issues:{name}"))
        with django_assert_max_num_queries(14):
            assert client.get(reverse(f"issues:{name}")).status_code == 200
    answer = client.get(reverse("issues:export_summary"), {"mark": "rectified"})
    lines = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert lines[-1][:2] == ("合计", len(many))
