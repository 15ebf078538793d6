"""Security labels (等保 2g): who is not cleared for an issue does not meet it anywhere."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

import issues.rules as rules
import roster.rules as roster
from common.labels import Label
from common.refusal import Refused
from issues.models import Issue
from issues.words import Level, Source
from journal.models import Entry
from roster.models import Duty, User
from roster.words import Work
from tests import builders

REASON = "线索未核实，知悉范围要小。"


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit, text="一条要少数人知道的问题")


def sees(person, issue):
    fresh = User.objects.get(pk=person.pk)
    return Issue.objects.visible_to(fresh).filter(pk=issue.pk).exists()


@pytest.fixture
def sealed(issue, office):
    rules.set_label(issue, secrecy=Label.SEALED, reason=REASON, by=office)
    return issue


@pytest.mark.parametrize(
    ("label", "readers"),
    [
        (
            Label.INTERNAL,
            {"office", "leader", "reviewer", "inspector", "head", "clerk", "outreach"},
        ),
        (Label.SENSITIVE, {"office", "leader", "reviewer", "inspector", "head", "clerk"}),
        (Label.SEALED, {"office", "leader", "head", "clerk"}),
    ],
)
def test_dj2g_label_matrix(
    label, readers, issue, unit, office, leader, reviewer, inspector, head, clerk, stranger
):
    outreach = builders.make_user("outreach", "民情书记田春", Work.OUTREACH, unit=unit)
    people = [office, leader, reviewer, inspector, head, clerk, stranger, outreach]
    Issue.objects.filter(pk=issue.pk).update(secrecy=label)
    assert {person.username for person in people if sees(person, issue)} == readers


def test_dj2g_the_page_of_a_sealed_issue_is_not_there_for_the_inspector(sign_in, inspector, sealed):
    assert sign_in(inspector).get(sealed.get_absolute_url()).status_code == 404
    assert "少数人知道" not in sign_in(inspector).get("/issues/ledger/").content.decode()


@pytest.mark.parametrize(
    "facts", [{"level": Level.PERSON}, {"source": Source.PETITION}, {"source": Source.DISCIPLINE}]
)
def test_dj2g_what_concerns_a_person_is_sensitive_by_itself(facts, issue, unit, leader):
    outreach = builders.make_user("outreach", "民情书记田春", Work.OUTREACH, unit=unit)
    Issue.objects.filter(pk=issue.pk).update(**facts)
    issue.refresh_from_db()
    assert issue.security_label is Label.SENSITIVE
    assert not sees(outreach, issue)
    with pytest.raises(Refused, match="至少为“敏感”"):
        Issue.objects.filter(pk=issue.pk).update(secrecy=Label.SEALED)
        issue.refresh_from_db()
        rules.set_label(issue, secrecy=Label.INTERNAL, reason=REASON, by=leader)


def test_dj2g_it_rises_by_a_word_and_falls_by_a_leader(sealed, head, office, leader):
    for person in (head, office):
        with pytest.raises(Refused, match="领导批准"):
            rules.set_label(sealed, secrecy=Label.INTERNAL, reason=REASON, by=person)
    rules.set_label(sealed, secrecy=Label.INTERNAL, reason="已核实", by=leader)
    notes = Entry.objects.filter(verb="定标记").order_by("pk").values_list("note", flat=True)
    assert list(notes) == [f"内部→限知：{REASON}", "限知→内部：已核实"]


def test_dj2g_a_stranger_sets_no_label_and_nobody_makes_it_public(issue, stranger, clerk, leader):
    for person in (stranger, clerk):
        with pytest.raises(Refused):
            rules.set_label(issue, secrecy=Label.SEALED, reason=REASON, by=person)
    with pytest.raises(Refused, match="公示"):
        rules.set_label(issue, secrecy=Label.PUBLIC, reason=REASON, by=leader)
    with pytest.raises(Refused, match="已经是"):
        rules.set_label(issue, secrecy=Label.INTERNAL, reason=REASON, by=leader)


def test_dj2g_the_security_officer_sets_how_far_a_duty_reads(sealed, inspector):
    security = builders.make_user("security", "安全员石磊", Work.SECURITY)
    roster.grant(inspector, work=Work.INSPECTOR, by=security, clearance=Label.SEALED)
    assert sees(inspector, sealed)
    roster.grant(inspector, work=Work.INSPECTOR, by=security, clearance=Label.PUBLIC)
    Issue.objects.filter(pk=sealed.pk).update(secrecy=Label.INTERNAL)
    assert not sees(inspector, sealed)
    assert Duty.objects.get(user=inspector).reach_word == "公开"


def test_dj2g_the_form_of_a_grant_offers_it(sign_in, inspector):
    security = builders.make_user("security", "安全员石磊", Work.SECURITY)
    page = f"/users/{inspector.pk}/grant/"
    answer = sign_in(security).post(page, {"work": "inspector", "clearance": "3"})
    assert answer.status_code == 302
    assert Duty.objects.get(user=inspector, work="inspector").clearance == Label.SEALED


def test_dj2g_an_exported_ledger_bears_the_highest_label_of_its_rows(
    sign_in, office, issue, campaign, unit
):
    ledger = "/issues/ledger/export/"
    assert sign_in(office).get(ledger)["X-Label"] == "internal"
    builders.make_ledger_issue(campaign, unit, source=Source.PETITION)
    assert sign_in(office).get(ledger)["X-Label"] == "sensitive"
    Issue.objects.filter(pk=issue.pk).update(secrecy=Label.SEALED)
    answer = sign_in(office).get(ledger)
    assert answer["X-Label"] == "sealed"
    assert load_workbook(BytesIO(answer.content)).active.oddHeader.right.text.startswith("限知")


def test_the_page_sets_the_label(sign_in, head, issue):
    page = f"{issue.get_absolute_url()}label/"
    assert "安全标记" in sign_in(head).get(page).content.decode()
    sign_in(head).post(page, {"secrecy": "3", "reason": REASON})
    issue.refresh_from_db()
    assert issue.security_label is Label.SEALED


def test_dj2g_a_whole_list_is_not_handed_to_who_may_not_read_all_of_it(
    sign_in, inspector, office, campaign, unit
):
    issue = builders.make_issue(campaign, unit)
    Issue.objects.filter(pk=issue.pk).update(secrecy=Label.SEALED)
    export = f"{issue.issue_list.get_absolute_url()}export/"
    answer = sign_in(inspector).get(export, follow=True)
    assert "不在您的可阅范围内" in answer.content.decode()
    assert issue.text not in answer.content.decode()
    assert sign_in(office).get(export).status_code == 200


def test_a_list_stays_whole_for_its_unit_when_an_issue_went_to_another(
    sign_in, clerk, campaign, unit, other_unit
):
    issue = builders.make_issue(campaign, unit)
    Issue.objects.filter(pk=issue.pk).update(unit=other_unit)
    export = f"{issue.issue_list.get_absolute_url()}export/"
    book = load_workbook(BytesIO(sign_in(clerk).get(export).content))
    assert any(issue.text == cell.value for row in book.active.iter_rows() for cell in row)
