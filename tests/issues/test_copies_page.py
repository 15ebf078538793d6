"""The copy map: pairs are found by night, judged by people, remembered, told per unit."""

import re
from datetime import date

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Likeness
from issues.views.copies import shares
from tests import builders

COPIED = "2026年3月12日，服务窗口受理刘某的申请后23天没有答复，刘某先后跑了4趟"
AGAIN = "2026年3月18日，服务大厅受理张某的申请后23天没有答复，张某先后跑了4趟"
OTHER = "食堂采购的大米连续两个月没有索要检验报告，库房里有5袋已经过期"


@pytest.fixture
def copied(campaign, unit, other_unit):
    first = builders.make_issue(campaign, unit, text=COPIED, example="", measures=[])
    second = builders.make_issue(campaign, other_unit, text=AGAIN, example="", measures=[])
    builders.make_issue(campaign, other_unit, text=OTHER, example="", measures=[])
    rules.find_copies(campaign)
    return first, second


def test_two_units_that_hand_in_the_same_text_are_shown(copied, office, sign_in):
    row = Likeness.objects.get()
    assert (row.first, row.second, row.reach, row.part) == (*copied, "units", "text")
    page = sign_in(office).get(reverse("issues:copies")).content.decode()
    assert "服务窗口受理刘某" in page and f"{row.similarity}%" in page


def test_both_texts_stand_side_by_side_with_what_they_share_marked(copied, office, sign_in):
    url = reverse("issues:copy", args=[Likeness.objects.get().pk])
    page = sign_in(office).get(url).content.decode()
    marked = re.findall("<mark>(.*?)</mark>", page)
    assert any("的申请后23天没有答复" in run for run in marked)
    assert not any("刘" in run for run in marked)
    assert "区教育局" in page and "区卫生健康局" in page


def test_the_share_of_a_unit_counts_its_issues_once(campaign, copied, unit, other_unit):
    told = {row["unit"]: (row["hit"], row["total"]) for row in shares(campaign)}
    assert told == {unit: (1, 1), other_unit: (1, 2)}


def test_what_a_person_found_to_be_no_copy_stays_so(campaign, copied, office, reviewer, sign_in):
    row = Likeness.objects.get()
    url = reverse("issues:copy", args=[row.pk])
    sign_in(reviewer).post(url, {"verdict": "different", "note": "同一政策，不同的事"})
    rules.find_copies(campaign)
    row.refresh_from_db()
    assert (row.verdict, row.by) == ("different", reviewer)
    assert shares(campaign) == []


def test_a_rewritten_text_is_no_longer_shown_unless_it_was_judged(campaign, copied):
    type(copied[0]).objects.filter(pk=copied[0].pk).update(text="换了一件完全不同的事，4月已办")
    assert rules.find_copies(campaign) == 0


def test_last_years_text_handed_in_again_is_shown(dictionaries, unit, office, sign_in):
    last = builders.make_campaign(units=[unit], name="去年", starts_on=date(2025, 3, 1))
    builders.make_issue(last, unit, text=COPIED, example="", measures=[])
    this = builders.make_campaign(units=[unit])
    builders.make_issue(this, unit, text=AGAIN, example="", measures=[])
    assert rules.find_copies(this) == 1
    assert Likeness.objects.get().reach == "years"
    page = sign_in(office).get(reverse("issues:copies"), {"reach": "years"}).content.decode()
    assert "去年" in page


def test_measures_that_were_copied_are_found_of_themselves(campaign, unit, other_unit):
    same = ["对积压的18件申请逐件销账并向申请人说明", "每周五由分管副局长抽查5件办件记录"]
    builders.make_issue(campaign, unit, text=COPIED, example="", measures=same)
    builders.make_issue(campaign, other_unit, text=OTHER, example="", measures=same)
    assert rules.find_copies(campaign) == 1
    assert Likeness.objects.get().part == "measure"


def test_a_stranger_neither_sees_nor_judges(copied, stranger, sign_in):
    row = Likeness.objects.get()
    client = sign_in(stranger)
    assert client.get(reverse("issues:copies")).status_code == 404
    assert client.get(reverse("issues:copy", args=[row.pk])).status_code == 404
    with pytest.raises(Refused, match="审核员或领导小组办公室"):
        rules.judge_copy(row, by=stranger, verdict="different")


def test_nobody_judges_a_pair_of_the_own_unit(copied, unit):
    own = builders.make_user("own", "审核员本局", "reviewer", unit=unit)
    with pytest.raises(Refused, match="不能判定本单位"):
        rules.judge_copy(Likeness.objects.get(), by=own, verdict="different")


def test_the_map_is_exported_with_its_filter(copied, office, sign_in):
    client, url = sign_in(office), reverse("issues:copies")
    answer = client.get(url, {"format": "xlsx", "reach": "units"})
    assert answer["Content-Type"].endswith("sheet")
    assert "没有疑似雷同" in client.get(url, {"reach": "own"}).content.decode()


def test_the_map_asks_few_questions(copied, office, sign_in, django_assert_max_num_queries):
    client = sign_in(office)
    with django_assert_max_num_queries(22):
        client.get(reverse("issues:copies"))
