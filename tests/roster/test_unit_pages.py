from datetime import date

import pytest

from common.refusal import Refused
from roster import rules
from roster.models import Alias, Cadre, Change, Unit
from roster.words import PostLevel
from tests import builders


def test_the_list_finds_a_unit_by_an_alias(sign_in, office, unit, other_unit):
    rules.learn_alias(unit, "区教体局", by=office)
    page = sign_in(office).get("/units/?q=教体").content.decode()
    assert unit.name in page
    assert other_unit.name not in page


def test_a_clerk_sees_only_the_own_unit(sign_in, clerk, unit, other_unit):
    assert sign_in(clerk).get(unit.get_absolute_url()).status_code == 200
    assert sign_in(clerk).get(other_unit.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/units/", "/cadres/"])
def test_the_lists_ask_the_same_number_of_queries_whatever_their_length(
    sign_in, office, unit, address, django_assert_max_num_queries
):
    client = sign_in(office)
    for _ in range(60):
        builders.make_cadre(builders.make_unit())
    client.get(address)
    with django_assert_max_num_queries(14):
        page = client.get(address).content.decode()
    assert "共<b>6" in page
    assert 'rel="next"' in page


def test_the_next_screen_goes_on_where_the_first_ended(sign_in, office):
    for _ in range(60):
        builders.make_unit()
    client = sign_in(office)
    first = client.get("/units/").context["page"]
    second = client.get(f"/units/?after={first.next}").context["page"]
    assert len(first.rows) == 50
    assert len(second.rows) == 10
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_a_damaged_mark_starts_over(sign_in, office, unit):
    answer = sign_in(office).get("/units/?after=WyJhIiwgImIiXQ")
    assert answer.context["page"].is_first
    assert answer.context["page"].rows == [unit]


def test_the_list_leaves_as_a_workbook(sign_in, office, unit):
    answer = sign_in(office).get("/units/export/?q=教育")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content[:2] == b"PK"


def test_the_office_founds_a_unit_on_the_page(sign_in, office):
    fields = {"code": "N1", "name": "区数据局", "kind": "government", "order": 7, "cohort": "C"}
    assert sign_in(office).post("/units/found/", fields).status_code == 302
    assert Unit.objects.get(code="N1").short == "区数据局"


def test_a_new_name_keeps_the_old_one_as_an_alias(sign_in, office, unit):
    sign_in(office).post(f"/units/{unit.pk}/rename/", {"name": "区教育体育局", "short": "教体局"})
    assert Alias.objects.filter(unit=unit, name="区教育局").exists()
    assert Change.objects.filter(verb="更名", title="区教育体育局").exists()


def test_a_merged_unit_hands_over_names_and_cadres(office, unit, other_unit):
    cadre = builders.make_cadre(unit)
    rules.merge(unit, into=other_unit, on=date(2026, 5, 1), by=office)
    assert Alias.objects.get(name="教育局").unit == other_unit
    assert Cadre.objects.get(pk=cadre.pk).unit == other_unit


def test_cadres_are_listed_by_post_or_by_strokes(sign_in, office, unit):
    builders.make_cadre(unit, name="丁一", title="科员", level=PostLevel.STAFF)
    builders.make_cadre(unit, name="戴明", title="局长", level=PostLevel.HEAD)
    client = sign_in(office)
    names = [row.name for row in client.get(unit.get_absolute_url()).context["cadres"]]
    assert names == ["戴明", "丁一"]
    by_strokes = client.get(f"{unit.get_absolute_url()}?sort=strokes").context["cadres"]
    assert [row.name for row in by_strokes] == ["丁一", "戴明"]


@pytest.mark.parametrize("verb", ["learn-alias", "rename", "merge", "appoint"])
def test_a_stranger_finds_no_verb_on_the_unit(sign_in, stranger, unit, verb):
    assert sign_in(stranger).get(f"/units/{unit.pk}/{verb}/").status_code == 404


def test_a_relieved_cadre_leaves_the_list(sign_in, clerk, unit):
    cadre = builders.make_cadre(unit)
    client = sign_in(clerk)
    assert client.post(f"/cadres/{cadre.pk}/relieve/", {"on": "2026-05-01"}).status_code == 302
    assert cadre.name not in [row.name for row in client.get("/cadres/").context["page"].rows]


def test_the_office_arranges_units_and_the_clerk_places_cadres(
    sign_in, office, clerk, stranger, unit
):
    fields = {"kind": "party", "cohort": "A", "order": 3}
    sign_in(office).post(f"/units/{unit.pk}/arrange/", fields)
    unit.refresh_from_db()
    assert (unit.kind, unit.cohort, unit.order) == ("party", "A", 3)
    cadre = builders.make_cadre(unit)
    sign_in(clerk).post(f"/cadres/{cadre.pk}/place/", {"hand_order": 2})
    cadre.refresh_from_db()
    assert cadre.hand_order == 2
    assert sign_in(stranger).get(f"/cadres/{cadre.pk}/place/").status_code == 404
    assert sign_in(clerk).get(f"/units/{unit.pk}/arrange/").status_code == 404


def test_a_stranger_arranges_nothing_and_places_nobody(stranger, unit):
    cadre = builders.make_cadre(unit)
    with pytest.raises(Refused):
        rules.arrange(unit, kind="party", cohort="A", order=1, by=stranger)
    with pytest.raises(Refused):
        rules.place(cadre, hand_order=1, by=stranger)


def test_the_list_narrows_to_a_unit_and_everything_under_it(sign_in, office, unit):
    section = builders.make_unit(name="区教育局政务服务科", parent=unit)
    desk = builders.make_unit(name="区教育局办事窗口", parent=section)
    builders.make_unit()
    rows = sign_in(office).get(f"/units/?under={unit.pk}").context["page"].rows
    assert set(rows) == {unit, section, desk}
