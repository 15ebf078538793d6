"""Several people at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

import issues.rules as rules
from common.refusal import Conflict
from issues.models import Issue, IssueCount, IssueList, LookBack, Publication
from journal.models import Entry
from tests import builders

PEOPLE = 4

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deed):
    """Let everybody do it together; return what became of each."""
    start = Barrier(PEOPLE)

    def one(_):
        start.wait()
        try:
            deed()
        except Conflict:
            return "told"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sorted(pool.map(one, range(PEOPLE)))


@pytest.fixture
def verified(campaign, unit, clerk, inspector, today):
    issue = builders.make_ledger_issue(campaign, unit)
    issue.measures.update(done_on=today)
    rules.request_closure(issue, by=clerk, result="已办结")
    rules.verify(issue, by=inspector, opinion="属实")
    return issue


def test_of_several_closing_one_succeeds_and_the_others_are_told(verified, office, campaign):
    copies = iter([Issue.objects.get(pk=verified.pk) for _ in range(PEOPLE)])
    outcome = at_once(lambda: rules.close(next(copies), by=office, note="同意"))
    assert outcome == ["done", "told", "told", "told"]
    assert Entry.objects.about(verified).filter(verb="销号").count() == 1
    assert LookBack.objects.count() == 3
    assert IssueCount.objects.get(status="closed").count == 1
    assert rules.recount(campaign) == 0


def test_several_writing_at_once_get_a_number_each(campaign, unit, clerk):
    issue_list = rules.open_list(campaign, unit, by=clerk)
    outcome = at_once(
        lambda: rules.draft(campaign, unit, issue_list=issue_list, by=clerk, text="同时写下")
    )
    assert outcome == ["done"] * PEOPLE
    assert len(set(Issue.objects.values_list("number", flat=True))) == PEOPLE
    assert rules.recount(campaign) == 0


def test_of_several_editing_one_succeeds_and_the_others_are_told(campaign, unit, clerk):
    issue = builders.make_issue(campaign, unit)
    outcome = at_once(
        lambda: rules.edit(Issue.objects.get(pk=issue.pk), by=clerk, version=0, text="改")
    )
    assert outcome == ["done", "told", "told", "told"]


def test_of_several_answering_one_list_one_succeeds_and_the_others_are_told(
    campaign, unit, head, reviewer
):
    issue_list = builders.make_issue(campaign, unit).issue_list
    rules.submit(issue_list, by=head)
    copies = iter([IssueList.objects.get(pk=issue_list.pk) for _ in range(PEOPLE)])
    outcome = at_once(lambda: rules.approve(next(copies), by=reviewer))
    assert outcome == ["done", "told", "told", "told"]
    assert Entry.objects.about(issue_list).filter(verb="审核通过").count() == 1
    assert Issue.objects.get().status == Issue.Status.RECTIFYING
    assert rules.recount(campaign) == 0


def test_of_several_answering_one_publication_one_succeeds(campaign, unit, clerk, office):
    issue = builders.make_ledger_issue(campaign, unit)
    row = rules.ask_publication(issue, by=clerk, scope="public", text="电话无人接")
    copies = iter([Publication.objects.get(pk=row.pk) for _ in range(PEOPLE)])
    outcome = at_once(lambda: rules.answer_publication(next(copies), by=office, passed=True))
    assert outcome == ["done", "told", "told", "told"]
    assert Entry.objects.about(issue).filter(verb="同意公示").count() == 1
