"""What results are used for: the year's table, designations, awards, the register, three gains."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

import evaluations.rules as rules
from campaigns.models import Campaign, UpwardReport
from common.refusal import Conflict, Refused
from evaluations.forms import ConditionForm
from evaluations.models import Commendation, Designation, DesignationRule, Gain, Standing, Use
from tests import builders


@pytest.fixture
def told(published, unit, other_unit):
    """One unit far above, one far below; more ballots than may be shown."""
    good = {"score": "96.5", "score_shown": "96.50", "satisfied_rate": "0.95", "rank": 1}
    bad = {"score": "55.25", "score_shown": "55.25", "satisfied_rate": "0.41", "rank": 2}
    Standing.objects.filter(unit=unit).update(is_tail=False, tier="好", **good)
    Standing.objects.filter(unit=other_unit).update(is_tail=True, tier="较差", **bad)
    rules.install_designation_rules()
    return published


@pytest.fixture
def named(told, campaign, other_unit, office):
    return rules.designate(
        campaign,
        other_unit,
        kind="unsatisfied",
        ground="平均得分55.25",
        measures="约谈主要负责人",
        by=office,
    )


def test_the_table_of_the_year_has_scores_places_and_means(told, unit, office, sign_in):
    page = sign_in(office).get("/results/").content.decode()
    for text in ("区教育局", "96.50", "95.00%", str(told), "导出年度考核用表"):
        assert text in page
    sheet = load_workbook(BytesIO(sign_in(office).get("/results/export/").content)).active
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert lines[0][-5:] == ["平均得分", "平均满意率", "年度名次", "末位次数", "认定"]
    mine = next(line for line in lines if line[1] == unit.name)
    assert mine[-5:-1] == [96.5, 0.95, 1, 0]


def test_scores_of_the_yearly_table_are_numbers_and_a_round_without_one_is_blank(
    told, campaign, unit, office, scheme, sign_in
):
    second = rules.draft(campaign, name="下半年", scheme=scheme, show_min=3, by=office)
    type(second).objects.filter(pk=second.pk).update(status="published")
    sheet = load_workbook(BytesIO(sign_in(office).get("/results/export/").content)).active
    mine = next(line for line in sheet.iter_rows(min_row=3) if line[1].value == unit.name)
    first, later, mean, rate = mine[2], mine[5], mine[8], mine[9]
    assert [cell.data_type for cell in (first, mean, rate)] == ["n", "n", "n"]
    shown = [(first.value, "0.00"), (mean.value, "0.00"), (rate.value, "0.00%")]
    assert shown == [(96.5, first.number_format), (96.5, "0.00"), (0.95, rate.number_format)]
    assert {cell.alignment.horizontal for cell in (first, mean, rate)} == {"right"}
    assert [cell.value for cell in mine[5:8]] == [None, None, None]
    assert later.border.left.style == "thin"


def test_the_mean_is_exact_and_goes_up_at_a_half(told, campaign, unit, office, scheme):
    second = rules.draft(campaign, name="下半年", scheme=scheme, show_min=3, by=office)
    type(second).objects.filter(pk=second.pk).update(status="published")
    Standing.objects.create(
        round=second,
        cohort=second.cohorts.first(),
        unit=unit,
        score=Decimal("90.23"),
        score_shown="90.23",
    )
    row = next(row for row in rules.yearly(campaign) if row.unit == unit)
    assert str(row.score) == "93.37"
    assert row.facts["评议次数"] == 2


def test_rules_propose_and_people_decide(told, campaign, unit, other_unit):
    found = {
        row.unit: (kind, text)
        for row, kind, text in rules.fitting(campaign, rules.yearly(campaign))
    }
    assert found[unit][0] == "satisfied"
    assert found[other_unit][0] == "unsatisfied"
    assert "平均得分96.50" in found[unit][1] and "平均满意率95.00%" in found[unit][1]
    assert not Designation.objects.exists()


def test_a_designation_is_proposed_with_its_figures_and_decided_by_a_leader(
    told, unit, office, leader, head, sign_in
):
    desk = sign_in(office)
    page = desk.get("/results/designations/").content.decode()
    assert f"?unit={unit.pk}&amp;kind=satisfied" in page
    form = desk.get("/results/designations/new/", {"unit": unit.pk, "kind": "satisfied"})
    assert "平均得分96.50" in form.content.decode()
    desk.post(
        "/results/designations/new/",
        {"unit": unit.pk, "kind": "satisfied", "ground": "平均得分96.50", "measures": "通报表扬"},
    )
    row = Designation.objects.get()
    assert "96.50" not in sign_in(head).get("/results/designations/").content.decode()
    sign_in(leader).post(f"/results/designations/{row.pk}/decide/", {"agrees": "1"})
    row.refresh_from_db()
    assert row.status == "approved"
    assert "96.50" in sign_in(head).get("/results/designations/").content.decode()
    assert head.notices.filter(text__contains="满意单位").exists()
    assert "满意单位" in desk.get("/results/").content.decode()


def test_an_unsatisfying_unit_needs_measures_and_they_are_followed(
    named, office, leader, campaign, unit
):
    with pytest.raises(Refused, match="约束措施"):
        rules.designate(campaign, unit, kind="unsatisfied", ground="末位", by=office)
    with pytest.raises(Conflict, match="批准以后"):
        rules.follow_designation(named, text="已约谈", on=named.campaign.starts_on, by=office)
    rules.decide_designation(named, by=leader, agrees=True)
    rules.follow_designation(named, text="已约谈", on=named.campaign.starts_on, by=office)
    named.refresh_from_db()
    assert named.followed == "已约谈"


def test_nobody_decides_what_he_proposed_and_nothing_is_named_twice(
    named, campaign, other_unit, office, leader
):
    with pytest.raises(Refused, match="没有办理此项"):
        rules.decide_designation(named, by=office, agrees=True)
    with pytest.raises(Conflict, match="已经认定或正在等待"):
        rules.designate(campaign, other_unit, kind="satisfied", ground="好", by=office)
    with pytest.raises(Refused, match="写明理由"):
        rules.decide_designation(named, by=leader, agrees=False)
    rules.decide_designation(named, by=leader, agrees=True)
    rules.revoke_designation(named, opinion="复核后得分有误", by=leader)
    assert Designation.objects.get().status == "revoked"


def test_a_condition_is_read_before_it_is_kept(told, office, sign_in):
    row = DesignationRule.objects.get(kind="satisfied")
    for text, said in (("平均得分>>9", "读不懂"), ("人缘>=3", "没有“人缘”这项数据")):
        answer = sign_in(office).post(f"/results/conditions/{row.pk}/", {"text": text})
        assert said in answer.content.decode()
    rules.keep_designation_rule(row, text="平均得分>=97", by=office)
    assert not [
        kind
        for _, kind, _ in rules.fitting(told.campaign, rules.yearly(told.campaign))
        if kind == "satisfied"
    ]


def test_places_units_and_persons_are_commended_with_reasons(
    told, campaign, unit, office, leader, head, sign_in
):
    fields = {"unit": unit.pk, "kind": "person", "reason": "三次上门为园所补办材料"}
    desk = sign_in(office)
    refused = desk.post("/results/commendations/new/", fields)
    assert "请填写姓名" in refused.content.decode() and "三次上门" in refused.content.decode()
    desk.post("/results/commendations/new/", {**fields, "name": "龚克俭"})
    row = Commendation.objects.get()
    assert "龚克俭" not in sign_in(head).get("/results/commendations/").content.decode()
    with pytest.raises(Refused, match="没有办理此项"):
        rules.decide_commendation(row, by=head, agrees=True)
    sign_in(leader).post(f"/results/commendations/{row.pk}/decide/", {"agrees": "1"})
    assert "龚克俭" in sign_in(head).get("/results/commendations/").content.decode()
    content = desk.get("/results/commendations/export/").content
    assert "龚克俭" in str([list(line) for line in load_workbook(BytesIO(content)).active.values])


def test_a_unit_named_unsatisfying_is_not_commended(named, campaign, other_unit, office, leader):
    rules.decide_designation(named, by=leader, agrees=True)
    with pytest.raises(Refused, match="不能表扬"):
        rules.commend(campaign, other_unit, kind="unit", reason="服务热情有口皆碑的单位", by=office)


def test_each_use_of_a_result_stands_in_the_register(told, unit, office, head, sign_in):
    today = localdate()
    fields = {
        "unit": unit.pk,
        "round": told.pk,
        "kind": "assessment",
        "used_on": today.isoformat(),
        "text": "年度考核满意度指标折算9.6分",
        "paper_number": "组通〔2026〕9号",
    }
    sign_in(office).post("/results/uses/new/", fields)
    assert Use.objects.get().round == told
    assert "组通〔2026〕9号" in sign_in(head).get("/results/uses/").content.decode()
    late = sign_in(office).post(
        "/results/uses/new/", {**fields, "used_on": (today + timedelta(days=1)).isoformat()}
    )
    assert "不能晚于今天" in late.content.decode()


def test_a_result_that_is_not_published_is_not_used(tallied, campaign, unit, office, today):
    with pytest.raises(Refused, match="公示以后"):
        rules.note_use(
            campaign, unit, kind="award", used_on=today, text="评优", round=tallied, by=office
        )


def test_three_gains_from_the_beginning_to_the_end(campaign, office, sign_in):
    desk = sign_in(office)
    fields = {
        "aspect": "business",
        "name": "企业开办平均用时",
        "measure": "天",
        "source": "市场监管局月报",
        "base": "3.5",
        "target": "2",
    }
    desk.post("/results/gains/new/", fields)
    row = Gain.objects.get()
    assert row.change is None and row.is_reached is None
    early = desk.post(f"/results/gains/{row.pk}/", {**fields, "end": "1.8"})
    assert "请先填期中数" in early.content.decode()
    desk.post(f"/results/gains/{row.pk}/", {**fields, "mid": "2.6", "end": "1.8"})
    row.refresh_from_db()
    assert (row.change, row.is_reached) == (Decimal("1.70"), True)
    assert "+1.70" in desk.get("/results/gains/").content.decode()
    assert "已有同名指标" in desk.post("/results/gains/new/", fields).content.decode()
    assert desk.get("/results/gains/export/").content[:2] == b"PK"


@pytest.fixture
def above(told, campaign):
    """The campaign of the evaluation is one of a county, below that of the city."""
    city = builders.make_campaign(name="全市活动")
    Campaign.objects.filter(pk=campaign.pk).update(parent=city)
    campaign.refresh_from_db()
    told.campaign.refresh_from_db()
    return city


def test_a_county_reports_its_result_to_the_city_once(above, told, office, sign_in):
    desk = sign_in(office)
    desk.get("/", {"campaign": above.pk})
    assert "上报结果" in desk.get("/results/lower/").content.decode()
    assert "第1名 区教育局 96.50" in desk.get(f"/rounds/{told.pk}/report/").content.decode()
    desk.post(f"/rounds/{told.pk}/report/", {"note": "另附说明"})
    sent = UpwardReport.objects.get()
    assert "参评单位2个" in sent.text and sent.text.endswith("另附说明")
    assert "未签收" in desk.get("/results/lower/").content.decode()
    with pytest.raises(Conflict, match="已经上报"):
        rules.report_round(told, by=office)


def test_a_stranger_uses_no_results(told, named, campaign, unit, stranger, today, sign_in):
    said = "没有办理此项"
    with pytest.raises(Refused, match=said):
        rules.designate(campaign, unit, kind="satisfied", ground="好", by=stranger)
    for verb in (rules.decide_designation,):
        with pytest.raises(Refused, match=said):
            verb(named, by=stranger, agrees=True)
    with pytest.raises(Refused, match=said):
        rules.revoke_designation(named, opinion="不服", by=stranger)
    with pytest.raises(Refused, match=said):
        rules.follow_designation(named, text="办了", on=today, by=stranger)
    with pytest.raises(Refused, match=said):
        rules.keep_designation_rule(DesignationRule.objects.first(), text="平均得分>1", by=stranger)
    with pytest.raises(Refused, match=said):
        rules.commend(campaign, unit, kind="unit", reason="服务热情有口皆碑", by=stranger)
    with pytest.raises(Refused, match=said):
        rules.note_use(campaign, unit, kind="award", used_on=today, text="评优", by=stranger)
    with pytest.raises(Refused, match=said):
        rules.keep_gain(campaign, name="用时", by=stranger)
    with pytest.raises(Refused, match=said):
        rules.report_round(told, by=stranger)
    assert sign_in(stranger).get("/results/designations/new/").status_code == 404
    assert sign_in(stranger).get("/results/lower/").status_code == 404


def test_the_table_of_the_year_costs_the_same_however_many_units(
    told, office, sign_in, django_assert_max_num_queries
):
    desk = sign_in(office)
    desk.get("/results/")
    with django_assert_max_num_queries(30):
        desk.get("/results/")


def test_conditions_are_joined_in_chinese():
    form = ConditionForm({"text": "平均得分>=90，且红牌==0"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "平均得分>=90 and 红牌==0"
