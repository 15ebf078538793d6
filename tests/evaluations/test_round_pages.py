from io import BytesIO

import pytest
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import evaluations.rules as rules
from evaluations.models import Round, Standing
from evaluations.views.rounds import STEPS


def queries(client, address, django_db):
    with CaptureQueriesContext(django_db) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.fixture
def django_db(db):
    from django.db import connection  # noqa: PLC0415

    return connection


def test_the_office_makes_a_round_from_a_scheme(sign_in, office, campaign, scheme):
    client = sign_in(office)
    answer = client.post("/rounds/new/", {"name": "上半年评议", "scheme": scheme.pk, "show_min": 5})
    round_ = Round.objects.get()
    assert answer.headers["Location"] == round_.get_absolute_url()
    assert "上级领导评" in client.get(round_.get_absolute_url()).content.decode()


def test_the_list_costs_the_same_however_many_rounds(sign_in, office, campaign, scheme, django_db):
    client = sign_in(office)
    rules.draft(campaign, name="一", scheme=scheme, by=office)
    one = queries(client, "/rounds/", django_db)
    for number in range(12):
        rules.draft(campaign, name=f"第{number}次", scheme=scheme, by=office)
    assert queries(client, "/rounds/", django_db) == one


@pytest.mark.parametrize("verb", ["freeze", "open", "end", "seal", "rank", "publish", "finish"])
def test_a_step_shows_what_will_happen_first(sign_in, office, round_, verb):
    page = sign_in(office).get(f"/rounds/{round_.pk}/{verb}/").content.decode()
    assert STEPS[verb].consequence in page
    before = round_.status
    round_.refresh_from_db()
    assert round_.status == before


@pytest.mark.parametrize("verb", ["freeze", "open", "end", "seal", "rank", "publish", "finish"])
def test_a_stranger_finds_no_step(sign_in, stranger, round_, verb):
    assert sign_in(stranger).post(f"/rounds/{round_.pk}/{verb}/").status_code == 404
    round_.refresh_from_db()
    assert round_.status == Round.Status.DRAFT


def test_a_refusal_stays_on_the_page(sign_in, office, frozen):
    page = sign_in(office).post(f"/rounds/{frozen.pk}/open/")
    assert "还没有发放测评码" in page.content.decode()


def test_codes_are_printed_with_their_pictures_and_never_again(sign_in, office, frozen, up):
    client = sign_in(office)
    page = client.post(f"/rounds/{frozen.pk}/hand-out/", {"side": up.pk, "count": 3})
    assert page.content.decode().count("<svg") >= 3
    assert "no-store" in page.headers["Cache-Control"]
    assert "slip-code" not in client.get(f"/rounds/{frozen.pk}/hand-out/").content.decode()


def test_the_page_of_an_open_round_shows_no_small_number(sign_in, office, opened, slips, unit):
    rules.cast(slips[0].code, marks={unit.code: {"": "满意"}})
    assert "不足3" in sign_in(office).get(opened.get_absolute_url()).content.decode()


def test_standings_show_score_rate_and_ballots(sign_in, office, tallied):
    text = sign_in(office).get(f"/rounds/{tallied.pk}/standings/").content.decode()
    assert "100.00" in text and "100.00%" in text and "名次区间" in text


def test_the_standings_cost_the_same_however_many_units(sign_in, office, tallied, django_db, unit):
    client = sign_in(office)
    address = f"/rounds/{tallied.pk}/standings/"
    both = queries(client, address, django_db)
    Standing.objects.exclude(unit=unit).delete()
    assert queries(client, address, django_db) == both


def test_a_small_side_is_not_shown_apart(sign_in, office, tallied, unit):
    Round.objects.filter(pk=tallied.pk).update(show_min=5)
    text = sign_in(office).get(f"/rounds/{tallied.pk}/standings/{unit.pk}/").content.decode()
    assert "票数不足，不单独显示" in text
    assert "满意3票" not in text and "不列出它们和合成总分的步骤" in text


def test_a_unit_sees_nothing_before_publication(sign_in, clerk, tallied, unit):
    client = sign_in(clerk)
    assert client.get(f"/rounds/{tallied.pk}/standings/").status_code == 404
    assert client.get(f"/rounds/{tallied.pk}/standings/{unit.pk}/").status_code == 404


def test_a_unit_sees_its_own_steps_after_publication_but_not_others(
    sign_in, clerk, published, unit, other_unit
):
    client = sign_in(clerk)
    assert client.get(f"/rounds/{published.pk}/standings/").status_code == 200
    assert client.get(f"/rounds/{published.pk}/standings/{unit.pk}/").status_code == 200
    assert client.get(f"/rounds/{published.pk}/standings/{other_unit.pk}/").status_code == 404


def test_the_ranking_leaves_as_a_workbook(sign_in, office, tallied):
    answer = sign_in(office).get(f"/rounds/{tallied.pk}/standings/export/")
    assert answer.content[:2] == b"PK"


def test_scores_and_rates_of_the_ranking_are_numbers(sign_in, office, tallied):
    content = sign_in(office).get(f"/rounds/{tallied.pk}/standings/export/").content
    ranking = load_workbook(BytesIO(content)).active
    score, rate = ranking["C3"], ranking["D3"]
    assert (score.data_type, score.number_format) == ("n", "0.00")
    assert (rate.data_type, rate.number_format) == ("n", "0.00%")
    assert 0 <= rate.value <= 1 < score.value
    assert score.alignment.horizontal == "center"


def test_paper_counts_are_typed_into_a_grid(sign_in, office, frozen, up, unit):
    client = sign_in(office)
    address = f"/rounds/{frozen.pk}/sides/{up.pk}/enter/"
    assert unit.short in client.get(address).content.decode()
    client.post(address, {f"{unit.pk}-0-0": "18", f"{unit.pk}-0-1": "5"})
    assert frozen.tallies.get().counts == {"": {"基本满意": 5, "满意": 18}}
    page = client.post(address, {f"{unit.pk}-0-0": "十八"})
    assert "不是票数" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/schemes/", "评议办法"),
        ("/rounds/new/", "新建评议"),
        ("/rounds/{round}/", "2026年上半年三评议"),
        ("/rounds/{round}/void/", "作废评议"),
        ("/rounds/{round}/upload/", "导入计票表"),
        ("/rounds/{round}/sides/{side}/form/", "纸质测评票：上级领导评"),
        ("/rounds/{round}/adjust/", "录入加减分"),
        ("/rounds/{round}/cohorts/{cohort}/configure/", "调整分类"),
    ],
)
def test_every_other_page_says_what_it_is_for(sign_in, office, ended, address, title):
    side, cohort = ended.sides.first().pk, ended.cohorts.first().pk
    asked = address.format(round=ended.pk, side=side, cohort=cohort)
    page = sign_in(office).get(asked).content.decode()
    assert title in page[page.index("<h1") : page.index("</h1>")]


def test_the_register_of_paper_ballots_is_typed_in(sign_in, office, frozen):
    client = sign_in(office)
    address = f"/rounds/{frozen.pk}/register/"
    assert "上级领导评" in client.get(address).content.decode()
    client.post(address, {"0-issued": "30", "0-returned": "29", "0-void": "1"})
    frozen.refresh_from_db()
    assert [(line["side"], line["valid"]) for line in frozen.sessions] == [("UP", 28)]
    page = client.post(address, {"0-issued": "30", "0-returned": "3", "0-void": "9"})
    assert "整票无效多于收回票" in page.content.decode()
    page = client.post(address, {"0-issued": "三十"})
    assert "不是票数" in page.content.decode()


def test_a_stranger_finds_no_register(sign_in, stranger, frozen):
    assert sign_in(stranger).get(f"/rounds/{frozen.pk}/register/").status_code == 404
