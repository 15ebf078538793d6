"""Much personal data leaves with two persons' word: one asks, another allows, for a while."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

import exchange.rules as rules
from common.labels import Label
from common.refusal import Refused
from exchange.models import Export
from roster.models import Change

ASKED = {
    "target": "/cadres/export/",
    "name": "干部名册.xlsx",
    "label": Label.SENSITIVE,
    "rows": 900,
    "reason": "报组织部核对干部名册，核完删除。",
}


@pytest.fixture
def export(office):
    return rules.ask_export(**ASKED, by=office)


def let_out(person, rows=900, label=Label.SENSITIVE, at=None, target=ASKED["target"]):
    return rules.let_out(target, label=label, rows=rows, by=person, at=at or now())


def test_a_few_rows_and_files_without_persons_leave_at_once(office):
    assert let_out(office, rows=500) is None
    assert let_out(office, rows=90_000, label=Label.INTERNAL) is None


def test_many_rows_wait_for_a_second_person(export, office, leader):
    with pytest.raises(Refused, match="经另一人同意"):
        let_out(office)
    rules.decide_export(export, agrees=True, by=leader)
    assert let_out(office) == export
    export.refresh_from_db()
    assert export.taken_count == 1


def test_what_cannot_be_counted_counts_as_much(office):
    with pytest.raises(Refused, match="个人信息"):
        let_out(office, rows=None)


def test_who_asks_does_not_allow_it_and_neither_does_a_stranger(export, office, stranger, clerk):
    for person in (office, stranger, clerk):
        with pytest.raises(Refused, match="申请人以外"):
            rules.decide_export(export, agrees=True, by=person)
    export.refresh_from_db()
    assert export.status == "asked"


def test_an_allowance_serves_its_asker_its_file_and_its_rows_only(export, office, leader):
    rules.decide_export(export, agrees=True, by=leader)
    with pytest.raises(Refused):
        let_out(leader)
    with pytest.raises(Refused):
        let_out(office, target="/notices/calls/export/")
    with pytest.raises(Refused):
        let_out(office, rows=901)


def test_an_allowance_runs_out(export, office, leader):
    rules.decide_export(export, agrees=True, by=leader)
    with pytest.raises(Refused):
        let_out(office, at=now() + timedelta(hours=25))


def test_what_was_declined_stays(export, office, leader):
    rules.decide_export(export, agrees=False, answer="名册已有，不再导出。", by=leader)
    with pytest.raises(Refused):
        let_out(office)


def test_the_same_is_not_asked_for_twice_and_never_without_a_reason(export, office):
    with pytest.raises(Refused, match="不用重复申请"):
        rules.ask_export(**ASKED, by=office)
    with pytest.raises(Refused, match="用途"):
        rules.ask_export(**{**ASKED, "target": "/a/", "reason": " "}, by=office)
    assert Export.objects.count() == 1


def test_asking_and_deciding_are_noted(export, leader):
    rules.decide_export(export, agrees=True, by=leader)
    noted = Change.objects.filter(model="exchange.export").order_by("pk")
    assert [change.verb for change in noted] == ["申请导出", "同意导出"]
