import io

import pytest
from django.test import Client
from openpyxl import load_workbook

import evaluations.rules as rules
from evaluations.models import Round


@pytest.fixture
def voiced(opened, slips, unit, other_unit, office, inspector):
    """Four raters, each with a remark on 教育局, one on 卫健局; counted."""
    receipts = []
    for at, slip in enumerate(slips):
        remarks = {unit.code: f"意见{at}"}
        if at == 0:
            remarks[other_unit.code] = "只有一条"
        marks = {unit.code: {"": "满意"}, other_unit.code: {"": "满意"}}
        receipts.append(rules.cast(slip.code, marks=marks, remarks=remarks))
    rules.end(opened, by=office)
    rules.seal(opened, by=office)
    rules.seal(opened, by=inspector)
    rules.tally()
    opened.refresh_from_db()
    return opened, receipts


def test_remarks_are_released_together_or_not_at_all(voiced, unit, other_unit):
    round_, _ = voiced
    assert sorted(rules.remarks_of(round_, unit)) == ["意见0", "意见1", "意见2", "意见3"]
    assert rules.remarks_of(round_, other_unit) == []


def test_remarks_are_not_shown_while_the_round_is_open(opened, slips, unit):
    for slip in slips:
        rules.cast(slip.code, marks={}, remarks={unit.code: "早了"})
    assert rules.remarks_of(opened, unit) == []


def test_a_voter_finds_the_receipt_on_the_public_list(voiced, leader, office, today):
    round_, receipts = voiced
    for name in "甲乙丙":
        rules.sign_tally(round_, by=office, name=name)
    assert Client().get(f"/b/check/{round_.pk}/").status_code == 404
    rules.approve(round_, by=leader)
    rules.publish(round_, by=office, today=today)
    text = Client().get(f"/b/check/{round_.pk}/").content.decode()
    assert all(receipt in text for receipt in receipts)
    assert round_.leaves_digest in text
    assert set(receipts) <= set(rules.published_leaves(round_))


def test_equal_ballots_are_flagged_and_counted_all_the_same(voiced, sign_in, office):
    round_, _ = voiced
    up = next(row for row in rules.oddities(round_) if row.side.code == "UP")
    assert (up.ballots, up.is_odd) == (4, False)
    page = sign_in(office).get(f"/rounds/{round_.pk}/standings/odd/")
    assert "不删除任何一张票" in page.content.decode()


def test_the_summary_has_three_heading_rows_and_room_to_sign(voiced, sign_in, office):
    round_, _ = voiced
    Round.objects.filter(pk=round_.pk).update(show_min=1)
    answer = sign_in(office).get(f"/rounds/{round_.pk}/standings/summary/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet["A2"].value == "项目"
    assert sheet["C3"].value == "满意票数"
    assert "监票人" in str(sheet.cell(sheet.max_row, 1).value)


def test_units_get_neither_summary_nor_oddities(published, sign_in, clerk):
    client = sign_in(clerk)
    assert client.get(f"/rounds/{published.pk}/standings/summary/").status_code == 404
    assert client.get(f"/rounds/{published.pk}/standings/odd/").status_code == 404
