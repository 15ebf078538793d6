"""The pages of a large export: refused, asked for, allowed by another, taken with a mark."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from common.labels import Label
from exchange.models import Export
from issues.models import Issue
from journal.models import Entry
from roster.models import Cadre
from roster.words import Work
from tests import builders

ROSTER, LEDGER = "/cadres/export/", "/issues/ledger/export/?state="


@pytest.fixture(autouse=True)
def three_rows_are_many(settings, unit):
    settings.EXPORT_ROWS_ALONE = 3
    for name in ("吴静", "钱进", "孙悦", "赵正"):
        Cadre.objects.create(unit=unit, name=name)


@pytest.fixture
def asked(sign_in, office):
    browser = sign_in(office)
    page = browser.get(ROSTER)
    browser.post(page["Location"], {"reason": "报组织部核对，用完删除。"})
    return Export.objects.get()


def test_pi7_a_large_roster_is_not_handed_out_but_asked_for(sign_in, office):
    browser = sign_in(office)
    answer = browser.get(ROSTER)
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    assert "含较多个人信息，没有下载" in page.content.decode()
    assert not Entry.objects.filter(verb="下载").exists()


def test_pi7_another_person_allows_it_and_the_asker_takes_it_with_a_mark(
    sign_in, office, leader, asked
):
    sign_in(leader).post(f"/exchange/exports/{asked.pk}/decide/", {"agrees": "1"})
    answer = sign_in(office).get(ROSTER)
    assert answer["X-Label"] == "sensitive"
    mark = load_workbook(BytesIO(answer.content)).active.oddHeader.right.text
    assert mark.startswith("敏感　办公室周明 2")
    assert mark.endswith(answer["X-Export-Number"])
    taken = Entry.objects.get(verb="下载")
    assert taken.note.startswith(answer["X-Export-Number"])
    assert taken.details["export"] == asked.pk
    assert taken.details["label"] == "敏感"


def test_pi7_the_asker_and_a_stranger_find_no_page_to_decide_on(sign_in, office, stranger, asked):
    for person in (office, stranger):
        answer = sign_in(person).post(f"/exchange/exports/{asked.pk}/decide/", {"agrees": "1"})
        assert answer.status_code == 404
    assert sign_in(office).get(ROSTER).status_code == 302


def test_pi7_a_colleague_of_the_office_may_allow_it(sign_in, asked):
    colleague = builders.make_user("office2", "办公室何平", Work.OFFICE)
    sign_in(colleague).post(f"/exchange/exports/{asked.pk}/decide/", {"agrees": "1"})
    asked.refresh_from_db()
    assert asked.decided_by == colleague


def test_pi7_what_is_asked_for_cannot_be_rewritten_or_passed_on(sign_in, office, stranger):
    place = sign_in(office).get(ROSTER)["Location"]
    assert sign_in(stranger).get(place).status_code == 404
    assert sign_in(office).get(place + "x").status_code == 404
    assert sign_in(office).get("/exchange/exports/ask/").status_code == 404


def test_pi7_the_register_shows_each_what_is_theirs(sign_in, leader, stranger, asked):
    assert "报组织部核对" in sign_in(leader).get("/exchange/exports/").content.decode()
    assert "报组织部核对" not in sign_in(stranger).get("/exchange/exports/").content.decode()


def test_pi7_an_archive_of_everything_always_takes_two(sign_in, office, campaign, settings):
    settings.EXPORT_ROWS_ALONE = 1_000_000
    answer = sign_in(office).post("/handover/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/exchange/exports/ask/")


def test_pi7_a_public_file_bears_no_name(sign_in, office):
    answer = sign_in(office).get("/manual/word/")
    assert answer["X-Label"] == "public"
    assert "周明".encode() not in answer.content


def test_pi7_a_ledger_of_many_persons_takes_two_and_one_of_things_does_not(
    sign_in, office, leader, campaign, unit
):
    browser = sign_in(office)
    for number in range(5):
        builders.make_ledger_issue(campaign, unit, text=f"受理慢，第{number}窗口排队")
    assert browser.get(LEDGER).status_code == 200
    Issue.objects.update(secrecy=Label.SENSITIVE)
    for way in ("", "&format=csv", "&format=printed"):
        assert browser.get(f"{LEDGER}{way}").status_code == 302
    browser.post(browser.get(LEDGER)["Location"], {"reason": "报区委巡察办，用完删除。"})
    asked = Export.objects.get()
    assert asked.rows == 5
    sign_in(leader).post(f"/exchange/exports/{asked.pk}/decide/", {"agrees": "1"})
    answer = browser.get(LEDGER)
    assert answer.status_code == 200
    assert answer["X-Label"] == "sensitive"
    assert "X-Personal-Rows" not in answer.headers


def test_pi7_a_few_persons_in_a_ledger_leave_with_one(sign_in, office, campaign, unit):
    for number in range(5):
        builders.make_ledger_issue(campaign, unit, text=f"受理慢，第{number}窗口排队")
    Issue.objects.filter(pk=Issue.objects.first().pk).update(secrecy=Label.SENSITIVE)
    assert sign_in(office).get(LEDGER).status_code == 200
