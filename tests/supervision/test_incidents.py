"""差错事件: an error has a clock, is put right within its day, and may become an issue."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

import supervision.rules as rules
from campaigns.workdays import Calendar
from common.refusal import Conflict, Refused
from notices.models import Notice
from reports.figures import BY_CODE, Facts
from supervision.models import Incident

TODAY = localdate()
ASKED = {"kind": "wording", "found": "superior", "text": "报告把单位名称写错"}


@pytest.fixture
def incident(campaign, unit, inspector, clerk):
    """An error of 教育局, known a week ago."""
    found_on = TODAY - timedelta(days=7)
    return rules.note_incident(campaign, unit, **ASKED, found_on=found_on, by=inspector)


def test_the_clock_runs_from_the_day_it_was_known_to_the_next_workday(campaign, unit, inspector):
    row = rules.note_incident(campaign, unit, **ASKED, found_on=date(2026, 3, 6), by=inspector)
    assert row.due_on == date(2026, 3, 9)
    assert row.spent(Calendar(), date(2026, 3, 12)) == 4
    assert not row.is_late(date(2026, 3, 9))
    assert row.is_late(date(2026, 3, 10))


def test_the_unit_is_told_what_to_do_until_when(incident, clerk):
    notice = Notice.objects.get(person=clerk, key=f"incident-{incident.pk}")
    assert notice.due_on == incident.due_on
    assert "前纠正" in notice.text


def test_an_error_is_noted_put_right_and_goes_on_the_list_by_the_pages(
    campaign, unit, clerk, sign_in
):
    desk = sign_in(clerk)
    asked = {**ASKED, "unit": unit.pk, "found": "self", "found_on": TODAY}
    desk.post(reverse("supervision:note_incident"), asked)
    row = Incident.objects.get()
    mended = {"mended_on": TODAY, "mending": "已更正重发，校核改为两人"}
    desk.post(reverse("supervision:mend_incident", args=[row.pk]), mended)
    assert list(Incident.objects.at_once()) == [row]
    desk.post(reverse("supervision:raise_incident", args=[row.pk]))
    row.refresh_from_db()
    assert row.issue.get_source_display() == "差错事件"
    page = desk.get(row.get_absolute_url()).content.decode()
    assert row.issue.number in page
    assert "已更正重发" in page
    assert "看差错事件" in desk.get(row.issue.get_absolute_url()).content.decode()


def test_late_but_put_right_stays_seen_as_late(incident, clerk, office, sign_in):
    rules.mend_incident(incident, by=clerk, mended_on=TODAY, mending="已更正")
    assert list(Incident.objects.late(TODAY)) == [incident]
    assert not Notice.objects.unread().filter(person=clerk).exists()
    rows = sign_in(office).get(reverse("supervision:incidents"), {"state": "late"})
    assert [row for row, _, late in rows.context["lines"] if late] == [incident]
    with pytest.raises(Conflict):
        rules.mend_incident(incident, by=clerk, mended_on=TODAY, mending="再改")


def test_what_is_missing_or_cannot_be_is_said_and_kept(campaign, unit, clerk, sign_in, incident):
    asked = {**ASKED, "unit": unit.pk, "found_on": TODAY + timedelta(days=1)}
    page = sign_in(clerk).post(reverse("supervision:note_incident"), asked).content.decode()
    assert "不能晚于今天" in page
    assert ASKED["text"] in page
    early = incident.found_on - timedelta(days=1)
    with pytest.raises(Refused, match="到今天之间"):
        rules.mend_incident(incident, by=clerk, mended_on=early, mending="已更正")
    with pytest.raises(Refused, match="怎样纠正"):
        rules.mend_incident(incident, by=clerk, mended_on=TODAY, mending=" ")


def test_an_error_goes_on_the_list_once(incident, clerk):
    rules.raise_incident(incident, by=clerk)
    with pytest.raises(Conflict):
        rules.raise_incident(incident, by=clerk)


def test_figures_count_errors_by_kind_and_by_how_soon(incident, campaign):
    facts = Facts(campaign, TODAY)
    codes = ("incidents", "incidents_wording", "incidents_open", "incidents_at_once")
    assert [BY_CODE[code].count(facts) for code in codes] == [1, 1, 1, 0]


def test_the_list_is_exported_and_asks_few_questions(
    incident, campaign, unit, inspector, office, sign_in, django_assert_max_num_queries
):
    for number in range(20):
        said = {**ASKED, "text": f"第{number}件"}
        rules.note_incident(campaign, unit, **said, found_on=TODAY, by=inspector)
    desk = sign_in(office)
    book = load_workbook(BytesIO(desk.get(reverse("supervision:export_incidents")).content))
    said = {cell.value for row in book.active.iter_rows() for cell in row}
    assert {ASKED["text"], *(f"第{number}件" for number in range(20))} <= said
    with django_assert_max_num_queries(24):
        desk.get(reverse("supervision:incidents"))


def test_a_stranger_neither_sees_nor_notes_our_errors(incident, stranger, unit, campaign, sign_in):
    desk = sign_in(stranger)
    assert not desk.get(reverse("supervision:incidents")).context["page"].rows
    assert desk.get(incident.get_absolute_url()).status_code == 404
    deeds = [
        lambda: rules.note_incident(campaign, unit, **ASKED, found_on=TODAY, by=stranger),
        lambda: rules.mend_incident(incident, by=stranger, mended_on=TODAY, mending="甲"),
        lambda: rules.raise_incident(incident, by=stranger),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()


def test_those_who_inspect_read_the_ladder_but_only_the_office_changes_it(
    inspector, office, clerk, sign_in, dictionaries
):
    rules.install_rungs()
    page = sign_in(inspector).get(reverse("supervision:ladder"))
    assert page.status_code == 200
    assert "套用" not in page.content.decode()
    assert sign_in(inspector).post(reverse("supervision:ladder")).status_code == 404
    assert sign_in(clerk).get(reverse("supervision:ladder")).status_code == 404
    assert "套用" in sign_in(office).get(reverse("supervision:ladder")).content.decode()
