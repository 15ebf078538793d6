"""The check-up of the ledger: what does not add up is found, counted, and leads to its rows."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate, now

import issues.rules as rules
from common.dictionaries import dictionary
from issues.figures import CHECKS
from issues.models import Issue, IssueCount, Likeness
from issues.words import ReturnReason
from roster.words import PostLevel, Work
from tests import builders

URL = "/issues/checks/"
LONG_AGO = datetime(2026, 1, 5, tzinfo=get_current_timezone())


def counts(client):
    page = client.get(URL)
    assert page.status_code == 200
    return {
        finding.check.code: finding.found
        for _, findings in page.context["groups"]
        for finding in findings
    }


def spoil(issue, **fields):
    Issue.objects.filter(pk=issue.pk).update(**fields)


@pytest.fixture
def issue(campaign, unit):
    """An issue with nothing amiss."""
    builders.make_cadre(unit, name="龚克俭")
    boss = builders.make_cadre(unit, name="董万春", level=PostLevel.HEAD)
    due = localdate() + timedelta(days=60)
    row = builders.make_ledger_issue(campaign, unit, due_on=due, source="S02")
    claimed_by = builders.make_user("boss", "董万春", Work.HEAD, unit=unit)
    rules.claim(row, by=claimed_by, cadre=boss, weight="main")
    return row


def test_a_clean_ledger_has_nothing_to_answer_for(issue, office, sign_in):
    assert set(counts(sign_in(office)).values()) == {0}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("found", {"found_on": date(2099, 1, 1)}),
        ("before", {"found_on": date(2026, 3, 2), "closed_on": date(2026, 3, 1)}),
        ("category", {"category": None}),
        ("slow", {"rectify": "LX", "approved_at": LONG_AGO}),
        ("foreseen", {"source": "S09", "created_at": LONG_AGO}),
        ("future", {"closed_on": date(2099, 1, 1)}),
        ("owner", {"owner": ""}),
        ("leader", {"leader": ""}),
        ("date", {"due_on": date(9999, 12, 31)}),
        ("standing", {"rectify": "CQ", "due_on": date(9999, 12, 31)}),
        ("lapsed", {"rectify": "CQ", "due_on": date(2026, 1, 5)}),
        ("roster", {"owner": "查无此人"}),
        ("public", {"source": "S01"}),
    ],
)
def test_each_fault_is_found_by_its_own_check(issue, office, sign_in, code, fields):
    spoil(issue, **fields)
    found = counts(sign_in(office))
    assert {name for name, count in found.items() if count} == {code}


def test_what_was_on_television_must_not_stand_as_long_term(issue, office, sign_in):
    spoil(issue, rectify="CQ", source="S07")
    assert counts(sign_in(office))["television"] == 1


def test_one_known_name_among_several_is_enough(issue, office, sign_in):
    spoil(issue, owner="陈某、龚克俭（股长）")
    assert counts(sign_in(office))["roster"] == 0


def test_closed_without_a_day_or_an_opinion_is_found(issue, office, sign_in):
    spoil(issue, status="closed", closed_at=now())
    found = counts(sign_in(office))
    assert (found["day"], found["opinion"]) == (1, 1)


def test_an_issue_without_measures_is_found(issue, office, sign_in):
    issue.measures.all().delete()
    assert counts(sign_in(office))["measure"] == 1


def test_measures_all_ticked_and_then_silence_is_found(issue, clerk, office, sign_in):
    spoil(issue, approved_at=LONG_AGO)
    client = sign_in(office)
    assert counts(client)["quiet"] == 0
    issue.measures.update(done_on=LONG_AGO.date())
    assert counts(client)["quiet"] == 1
    rules.report_progress(issue, by=clerk, text="正在收尾")
    assert counts(client)["quiet"] == 0


def test_a_returned_list_past_its_date_is_found(issue, campaign, unit, head, reviewer, sign_in):
    issue_list = builders.make_issue(campaign, unit).issue_list
    rules.submit(issue_list, by=head)
    rules.send_back(issue_list, by=reviewer, reasons=[ReturnReason.UNFOCUSED])
    type(issue_list).objects.update(return_due_on=localdate() - timedelta(days=1))
    client = sign_in(reviewer)
    assert counts(client)["late"] == 1
    assert str(issue_list) in client.get(f"{URL}late/").content.decode()


def test_a_wrong_count_is_found_until_it_is_counted_again(issue, campaign, office, sign_in):
    IssueCount.objects.update(count=9)
    client = sign_in(office)
    assert counts(client)["count"] == 1
    rules.recount(campaign)
    assert counts(client)["count"] == 0


def test_every_check_leads_to_its_rows(issue, office, sign_in):
    spoil(issue, owner="", source="S01")
    client = sign_in(office)
    for check in CHECKS:
        assert client.get(reverse("issues:check", args=[check.code])).status_code == 200
    assert issue.number in client.get(f"{URL}owner/").content.decode()
    assert str(issue.unit) in client.get(f"{URL}public/").content.decode()
    assert client.get(f"{URL}nothing/").status_code == 404


def test_a_stranger_sees_nothing_of_another_unit(issue, stranger, clerk, sign_in):
    spoil(issue, owner="", source="S01")
    IssueCount.objects.update(count=9)
    assert set(counts(sign_in(stranger)).values()) == {0}
    assert issue.number not in sign_in(stranger).get(f"{URL}owner/").content.decode()
    assert counts(sign_in(clerk))["owner"] == 1


def test_the_keeper_of_the_system_sees_nothing(issue, sign_in):
    keeper = builders.make_user("keeper", "系统管理员", "system")
    assert sign_in(keeper).get(URL).status_code == 404


@pytest.mark.parametrize("address", [URL, f"{URL}owner/"])
def test_the_queries_do_not_grow_with_the_rows(
    issue, campaign, unit, office, sign_in, address, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(address)
    for _ in range(12):
        builders.make_ledger_issue(campaign, unit, owner="")
    with django_assert_max_num_queries(42):
        client.get(address)


def test_an_issue_written_twice_is_pointed_out(campaign, unit, issue, office, sign_in):
    again = builders.make_ledger_issue(campaign, unit, source="S02")
    assert counts(sign_in(office))["twice"] == 2
    spoil(again, text="另一件事")
    assert counts(sign_in(office))["twice"] == 0


def test_texts_that_read_alike_wait_for_a_verdict(campaign, issue, other_unit, office, sign_in):
    builders.make_ledger_issue(campaign, other_unit, source="S02")
    rules.find_copies(campaign)
    assert counts(sign_in(office))["alike"] == 1
    for pair in Likeness.objects.all():
        rules.judge_copy(pair, by=office, verdict="different")
    assert counts(sign_in(office))["alike"] == 0


ELSEWHERE = {
    "total_split": "reports.figures: 立行立改+限期+长期=台账",
    "done_rate": "reports.figures: the rate of a circular is counted once, by one formula",
    "unit_sum": "reports.figures and the check count",
    "prev_monotonic": "reports.figures: against the frozen figures of the last circular",
    "ballots": "reports.figures and evaluations",
    "options_sum": "evaluations: the tally adds its options up",
    "weights_100": "evaluations: a scheme whose weights are not 100 cannot be opened",
}
HERE = {
    "closed_needs_date": {"day", "opinion"},
    "deadline_after_found": {"found"},
    "people_in_roster": {"roster"},
}


def test_every_listed_consistency_check_has_its_place():
    listed = {one["id"] for one in dictionary("issues", "words")["consistency_checks"]}
    assert listed == ELSEWHERE.keys() | HERE.keys()
    codes = {check.code for check in CHECKS}
    assert all(wanted <= codes for wanted in HERE.values())
