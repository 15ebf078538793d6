"""An adversary with every page and every paper cannot work out what a small side said."""

import io
import re
from fractions import Fraction

import pytest
from openpyxl import load_workbook

import evaluations.rules as rules
from evaluations.models import Round, Standing
from evaluations.scoring.showing import ALIKE, BESIDE, FEW, hidden, steps_shown, too_few
from evaluations.scoring.whatif import retold, scored

SIDES = ("上级领导评", "同级部门评", "服务对象评")


def side(counted, **more):
    half = {"满意": counted - counted // 2, "不满意": counted // 2}
    return {"counted": counted, "counts": half, "score": None, **more}


def test_a_small_side_takes_the_next_smallest_along():
    sides = {"UP": side(3), "PEER": side(30), "SERV": side(80)}
    assert hidden(sides, 5) == {"UP": FEW, "PEER": BESIDE}


def test_two_small_sides_that_are_enough_together_need_no_third():
    assert set(hidden({"UP": side(4), "PEER": side(4), "SERV": side(80)}, 5)) == {"UP", "PEER"}
    assert len(hidden({"UP": side(2), "PEER": side(2), "SERV": side(80)}, 5)) == 3


def test_a_side_that_does_not_count_leads_nowhere_and_takes_none_along():
    sides = {"UP": side(3, dropped="below_min_valid"), "PEER": side(30), "SERV": side(80)}
    assert hidden(sides, 5) == {"UP": FEW}


def test_a_unanimous_side_hides_until_twenty_have_said_the_same():
    agreed = {"counted": 8, "counts": {"满意": 8}, "score": None, "alike": True}
    assert hidden({"UP": agreed, "SERV": side(80)}, 5) == {"UP": ALIKE, "SERV": BESIDE}
    assert hidden({"UP": {**agreed, "counted": 20}, "SERV": side(80)}, 5) == {}


def test_an_indicator_from_outside_is_nobodys_ballot():
    sides = {"CHECK": side(1, given=True), "SERV": side(80)}
    assert hidden(sides, 5) == {}
    assert not too_few({"CHECK": side(1, given=True)}, 5)


def test_a_small_group_inside_a_side_leaves_no_sentence():
    parts = [{"part": "企业", "counted": 3}, {"part": "群众", "counted": 40}]
    detail = {
        "sides": {"SERV": side(43, parts=parts)},
        "steps": ["服务对象·企业：满意3票", "服务对象合成：1＝1分。", "总分：1。"],
    }
    assert steps_shown(detail, {"SERV": "服务对象"}, 5) == ["服务对象合成：1＝1分。", "总分：1。"]


def test_trial_weights_do_not_lay_a_small_side_bare():
    detail = {
        "unit_code": "A",
        "sides": {"UP": side(2) | {"score": {"fraction": "70"}}, "SERV": side(9)},
        "score_exact": {"fraction": "88"},
    }
    row = scored(detail, least=5)
    scores = {
        retold([row], {"UP": Fraction(up), "SERV": Fraction(100 - up)})[0].score
        for up in (0, 30, 100)
    }
    assert scores == {Fraction(88)}


@pytest.fixture
def small(frozen, unit, other_unit, office, inspector):
    """Three leaders, eleven peers, forty recipients; counted."""
    Round.objects.filter(pk=frozen.pk).update(show_min=5)
    frozen.refresh_from_db()
    ticks = {"UP": (2, 1), "PEER": (7, 4), "SERV": (31, 9)}
    for one in frozen.sides.all():
        good, bad = ticks[one.code]
        for target in (unit, other_unit):
            rules.enter(frozen, target, one, counts={"": {"满意": good, "不满意": bad}}, by=office)
    rules.open(frozen, by=office)
    rules.end(frozen, by=office)
    rules.seal(frozen, by=office)
    rules.seal(frozen, by=inspector)
    rules.tally()
    frozen.refresh_from_db()
    return frozen


def cells(client, address):
    book = load_workbook(io.BytesIO(client.get(address).content))
    return [[cell for cell in row if cell is not None] for row in book.active.values]


def test_neither_page_nor_paper_shows_what_the_three_leaders_said(small, sign_in, office, unit):
    client = sign_in(office)
    row = Standing.objects.get(unit=unit)
    bare = [row.detail["sides"][code]["score"]["decimal"][:7] for code in ("UP", "PEER")]
    page = client.get(row.get_absolute_url()).content.decode()
    lines = cells(client, f"/rounds/{small.pk}/standings/summary/")
    ranking = cells(client, f"/rounds/{small.pk}/standings/export/")
    whole = page + str(lines) + str(ranking)
    assert not any(score in whole for score in bare)
    assert not {float(score) for score in bare} & {
        cell for line in (*lines, *ranking) for cell in line if isinstance(cell, float)
    }
    assert FEW in page and BESIDE in page
    told = {name for line in lines for name in SIDES if name in line and "—" not in line}
    assert told == {"服务对象评"}


def test_rates_and_scores_of_the_summary_are_numbers(small, sign_in, office):
    content = sign_in(office).get(f"/rounds/{small.pk}/standings/summary/").content
    lines = load_workbook(io.BytesIO(content)).active.iter_rows(min_row=5)
    told = next(line for line in lines if line[1].value == "服务对象评")
    assert (told[3].data_type, told[3].number_format) == ("n", "0.00%")
    assert (told[-1].data_type, told[-1].number_format) == ("n", "0.0000")


def test_the_difference_of_two_published_tables_isolates_nobody(small, sign_in, office, unit):
    """Total less what is shown leaves a sum over two sides, never that of the three leaders."""
    page = sign_in(office).get(Standing.objects.get(unit=unit).get_absolute_url()).content.decode()
    told = re.findall(r'<td class="num">(\d+\.\d{4})</td>', page)
    assert len(told) == 2
    row = Standing.objects.get(unit=unit)
    sides = row.detail["sides"]
    unknown = [code for code in sides if sides[code]["score"]["decimal"][:7] not in told]
    assert len(unknown) == 2
    assert sum(sides[code]["counted"] for code in unknown) >= small.show_min


def test_a_round_of_three_ballots_shows_no_score_at_all(tallied, sign_in, office):
    Round.objects.filter(pk=tallied.pk).update(show_min=5)
    tallied.refresh_from_db()
    rules.rank(tallied, by=office)
    assert {row.score_shown for row in Standing.objects.all()} == {"票数不足"}
    text = sign_in(office).get(f"/rounds/{tallied.pk}/standings/").content.decode()
    assert "100.00" not in text
