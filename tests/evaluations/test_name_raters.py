import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import evaluations.rules as rules
from common.books import book
from common.refusal import Refused
from evaluations.models import Ballot, Invitation, Panel, Rater, Round
from evaluations.rules.raters import Named, standing_of
from evaluations.sheets.raters import HEADINGS
from roster.words import Work
from tests import builders


@pytest.fixture
def peers(round_):
    return round_.sides.get(code="PEER")


@pytest.fixture
def named(round_, up, unit, other_unit, office):
    """王副区长 oversees 教育局 only, 刘常委 both."""
    rows = [Named(up, "王副区长", [unit]), Named(up, "刘常委", [unit, other_unit])]
    rules.name_raters(round_, rows, by=office)
    return round_


def vote_page(client, code):
    client.get("/b/")
    token = client.cookies["ballot_token"].value
    return client.post("/b/paper/", {"token": token, "code": code}).content.decode()


def test_a_ballot_shows_only_the_units_its_rater_rates(named, up, office, client):
    rules.freeze(named, by=office)
    letters = {row.rater.name: row for row in rules.hand_out_to_raters(named, up, by=office)}
    rules.open(named, by=office)
    page = vote_page(client, letters["王副区长"].slip.code)
    assert "区教育局" in page and "区卫生健康局" not in page
    page = vote_page(client, letters["刘常委"].slip.code)
    assert "区教育局" in page and "区卫生健康局" in page


def test_a_unit_outside_the_list_cannot_be_rated(named, up, office, other_unit):
    rules.freeze(named, by=office)
    letters = {row.rater.name: row for row in rules.hand_out_to_raters(named, up, by=office)}
    rules.open(named, by=office)
    code = letters["王副区长"].slip.code
    with pytest.raises(Refused, match="不在评议范围内的单位"):
        rules.cast(code, marks={other_unit.code: {"": "满意"}})


def test_the_set_of_units_on_a_ballot_does_not_tell_whose_it_is(named, up, office, unit):
    rules.freeze(named, by=office)
    letters = {row.rater.name: row for row in rules.hand_out_to_raters(named, up, by=office)}
    rules.open(named, by=office)
    rules.cast(letters["刘常委"].slip.code, marks={unit.code: {"": "满意"}})
    assert Ballot.objects.count() == 2
    assert all(body.count('"U0') == 1 for body in Ballot.objects.values_list("body", flat=True))


def test_a_code_knows_its_kind_of_ballot_and_nobody_by_name(named, up, office):
    rules.freeze(named, by=office)
    rules.hand_out_to_raters(named, up, by=office)
    assert {field.name for field in Invitation._meta.get_fields()} == {
        "digest", "round", "side", "unit", "excluded", "panel", "state",
    }  # fmt: skip
    assert {field.name for field in Panel._meta.get_fields()} == {
        "id", "invitations", "round", "side", "digest", "units",
    }  # fmt: skip


def test_peers_are_laid_by_cohort_without_themselves(round_, peers, office, unit, other_unit):
    third = builders.make_unit(cohort="B")
    assert rules.lay_raters(round_, peers, by=office) == 2
    rated = {row.unit: list(row.units.all()) for row in round_.raters.all()}
    assert rated == {unit: [other_unit], other_unit: [unit]}
    assert third not in rated


def test_superiors_rate_the_units_they_oversee(round_, up, office, unit, other_unit):
    builders.make_user("sup1", "孙副区长", Work.SUPERIOR, unit=unit)
    builders.make_user("sup2", "钱书记", Work.SUPERIOR)
    rules.lay_raters(round_, up, by=office)
    rated = {row.name: set(row.units.all()) for row in round_.raters.all()}
    assert rated == {"孙副区长": {unit}, "钱书记": {unit, other_unit}}


def test_nobody_rates_their_own_unit(round_, peers, office, unit):
    with pytest.raises(Refused, match="不能评本单位"):
        rules.name_raters(round_, [Named(peers, "张局", [unit], unit=unit)], by=office)


def test_the_electorate_stands_once_the_round_is_open(named, up, office, unit):
    rules.freeze(named, by=office)
    rules.hand_out_to_raters(named, up, by=office)
    with pytest.raises(Refused, match="请先作废未用码"):
        rules.name_raters(named, [Named(up, "新人", [unit])], by=office)
    rules.open(named, by=office)
    assert len(named.electorate_digest) == 64
    with pytest.raises(Refused, match="评议开始后名单不再变动"):
        rules.drop_rater(Rater.objects.first(), by=office)


def test_a_list_is_handed_out_once(named, up, office):
    rules.freeze(named, by=office)
    rules.hand_out_to_raters(named, up, by=office)
    with pytest.raises(Refused, match="已经发过测评码"):
        rules.hand_out_to_raters(named, up, by=office)
    rules.void_unused(named, up, by=office)
    assert len(rules.hand_out_to_raters(named, up, by=office)) == 2


def test_thin_and_lonely_ballots_are_pointed_out(named, up, unit, other_unit):
    row = next(row for row in standing_of(named) if row.side == up)
    assert row.raters == 2
    assert row.thin == [(unit, 2), (other_unit, 1)]
    assert row.lonely == 2


def test_contacts_are_forgotten_when_the_round_ends(named, up, office, unit):
    row = Named(up, "李主任", [unit], contact="13812345678")
    rules.name_raters(named, [row], by=office)
    assert named.raters.get(name="李主任").contact_masked == "138****5678"
    rules.freeze(named, by=office)
    rules.hand_out_to_raters(named, up, by=office)
    rules.open(named, by=office)
    rules.end(named, by=office)
    assert set(named.raters.values_list("contact", flat=True)) == {""}


def test_correcting_a_cohort_keeps_the_raters(named, office, unit, other_unit):
    cohort = named.cohorts.get()
    rules.configure(named, cohort, units=[unit, other_unit], name="全部", by=office)
    assert named.raters.count() == 2


def test_a_stranger_names_nobody(round_, up, unit, stranger, named):
    for act in (
        lambda: rules.name_raters(round_, [Named(up, "张三", [unit])], by=stranger),
        lambda: rules.lay_raters(round_, up, by=stranger),
        lambda: rules.drop_rater(Rater.objects.first(), by=stranger),
        lambda: rules.hand_out_to_raters(round_, up, by=stranger),
    ):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            act()


def upload(client, round_, rows):
    content = book("评议人名单", HEADINGS, rows)
    file = SimpleUploadedFile("名单.xlsx", content)
    return client.post(f"/rounds/{round_.pk}/raters/import/", {"file": file}).content.decode()


def test_a_list_is_previewed_with_a_sentence_for_every_bad_row(round_, office, sign_in):
    client = sign_in(office)
    page = upload(client, round_, [
        ["服务对象评", "张三", "企业负责人", "", "企业", "13800000001", "教育局、区卫生健康局", ""],
        ["服务对象评", "李四", "村书记", "", "村居", "13800000002", "全部", ""],
        ["服务对象评", "王五", "群众", "", "群众", "13800000003", "区水务局", ""],
        ["同级部门评", "赵六", "局长", "区教育局", "", "", "区教育局", ""],
        ["第九方", "孙七", "", "", "", "", "教育局", ""],
        ["服务对象评", "张三", "企业负责人", "", "企业", "13800000001", "教育局、区卫生健康局", ""],
    ])  # fmt: skip
    assert "第5行“王五”：所评单位“区水务局”不在本次评议范围内。" in page
    assert "第6行“赵六”：在“区教育局”工作，不能评本单位。" in page
    assert "第7行“孙七”：没有“第九方”这一评议方。" in page
    assert "第8行“张三”：与第3行重复。" in page
    assert not round_.raters.exists()
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    client.post(f"/rounds/{round_.pk}/raters/confirm/", {"token": token})
    assert {row.name: row.units.count() for row in round_.raters.all()} == {"张三": 2, "李四": 2}


def test_peers_from_a_workbook_rate_all_but_their_own(round_, office, sign_in, other_unit):
    client = sign_in(office)
    row = ["同级部门评", "赵六", "局长", "区教育局", "", "", "全部", ""]
    page = upload(client, round_, [row])
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    client.post(f"/rounds/{round_.pk}/raters/confirm/", {"token": token})
    assert list(round_.raters.get().units.all()) == [other_unit]


def test_the_preview_of_another_round_is_refused(round_, named, office, sign_in, campaign, scheme):
    client = sign_in(office)
    page = upload(client, round_, [["服务对象评", "张三", "", "", "", "", "全部", ""]])
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    other = rules.draft(campaign, name="另一次", scheme=scheme, by=office)
    answer = client.post(f"/rounds/{other.pk}/raters/confirm/", {"token": token}, follow=True)
    assert "另一次评议的名单" in answer.content.decode()
    assert not other.raters.exists()


def test_the_page_shows_the_table_in_a_few_queries(
    named, office, sign_in, unit, django_assert_max_num_queries
):
    client = sign_in(office)
    with django_assert_max_num_queries(40):
        page = client.get(f"/rounds/{named.pk}/raters/", {"rated": unit.pk}).content.decode()
    assert "王副区长" in page and "刘常委" in page
    assert client.get(f"/rounds/{named.pk}/raters/export/").content[:2] == b"PK"
    assert client.get(f"/rounds/{named.pk}/raters/template/").content[:2] == b"PK"


def test_one_rater_is_entered_on_a_form(round_, up, office, sign_in, unit):
    client = sign_in(office)
    data = {"side": up.pk, "name": "陈市长", "units": [unit.pk]}
    client.post(f"/rounds/{round_.pk}/raters/new/", data)
    row = round_.raters.get()
    client.post(f"/rounds/{round_.pk}/raters/{row.pk}/drop/")
    assert not round_.raters.exists()
    client.post(f"/rounds/{round_.pk}/raters/lay/{up.pk}/")
    assert not round_.raters.exists()


def test_units_do_not_see_who_rates_them(named, head, sign_in):
    Round.objects.filter(pk=named.pk).update(status="published")
    assert sign_in(head).get(f"/rounds/{named.pk}/raters/").status_code == 404
