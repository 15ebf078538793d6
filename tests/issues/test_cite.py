"""An issue is held against a clause, a better unit, a case, a task; local tags are counted."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Citation
from issues.words import Cited
from roster.words import PostLevel, Work
from tests import builders

PAGE = "/issues/citations/"


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


@pytest.mark.parametrize(
    ("kind", "name", "note", "sentence"),
    [
        ("basis", "党组工作条例", "", "哪一条款"),
        ("model", "邻区教育局", "", "差距在哪里"),
        ("case", "办件超期案", "", "哪个问题相像"),
        ("urge", "最愁", "", "最怨、最恨、最急、最盼"),
        ("tag", " ", "", "请写明名称"),
        ("tag", "差" * 101, "", "超过100字"),
        ("other", "甲", "乙", "请选择对照的内容"),
    ],
)
def test_what_is_half_said_is_refused(issue, clerk, kind, name, note, sentence):
    with pytest.raises(Refused, match=sentence):
        rules.cite(issue, by=clerk, kind=kind, name=name, note=note)
    assert not Citation.objects.exists()


def test_it_is_noted_once_and_a_stranger_may_not(issue, clerk, stranger):
    with pytest.raises(Refused):
        rules.cite(issue, by=stranger, kind=Cited.TAG, name="差不多")
    row = rules.cite(issue, by=clerk, kind=Cited.TAG, name="差不多")
    with pytest.raises(Refused, match="已经登记"):
        rules.cite(issue, by=clerk, kind=Cited.TAG, name="差不多")
    with pytest.raises(Refused):
        rules.drop_citation(row, by=stranger)
    rules.drop_citation(Citation.objects.get(), by=clerk)
    with pytest.raises(Refused, match="已由他人删除"):
        rules.drop_citation(row, by=clerk)


def test_it_is_shown_on_the_issue_and_taken_off_there(issue, clerk, stranger, sign_in):
    client = sign_in(clerk)
    url = reverse("issues:cite", args=[issue.pk])
    form = {"kind": "basis", "name": "中国共产党纪律处分条例", "note": "第一百二十六条"}
    page = client.post(url, form, follow=True).content.decode()
    assert "第一百二十六条" in page
    drop = reverse("issues:drop_citation", args=[Citation.objects.get().pk])
    assert sign_in(stranger).post(drop).status_code == 404
    assert client.get(drop).status_code == 405
    client.post(drop)
    assert not Citation.objects.exists()


def test_the_page_counts_each_name_and_leads_to_its_issues(
    issue, campaign, other_unit, clerk, stranger, office, sign_in
):
    theirs = builders.make_ledger_issue(campaign, other_unit)
    for row, person in ((issue, clerk), (theirs, stranger)):
        rules.cite(row, by=person, kind=Cited.TAG, name="不在乎")
    rules.cite(issue, by=clerk, kind=Cited.DUTY, name="学前普惠率", note="今年目标92%")
    client = sign_in(office)
    page = client.get(PAGE)
    names = [(line["name"], line["n"], line["units"]) for line in page.context["names"]]
    assert names == [("不在乎", 2, 2), ("学前普惠率", 1, 1)]
    chosen = client.get(PAGE, {"kind": "duty", "name": "学前普惠率"}).context["page"].rows
    assert [row.issue for row in chosen] == [issue]
    assert [row.issue for row in sign_in(stranger).get(PAGE).context["page"].rows] == [theirs]
    assert client.get(PAGE, {"format": "xlsx"}).headers["Content-Disposition"]


def test_the_page_takes_a_steady_number_of_queries(
    campaign, unit, clerk, office, sign_in, django_assert_max_num_queries
):
    for number in range(6):
        row = builders.make_ledger_issue(campaign, unit)
        rules.cite(row, by=clerk, kind=Cited.TAG, name=f"标签{number}")
    client = sign_in(office)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_cadre_mends_the_own_issues_and_no_others(campaign, unit, sign_in):
    cadre = builders.make_cadre(unit, name="龚克俭", level=PostLevel.STAFF)
    user = builders.make_user("gong", "龚克俭", Work.CADRE)
    user.cadre = cadre
    user.save()
    own = rules.open_list(campaign, unit, level="GR", cadre=cadre, by=None)
    mine = builders.make_issue(campaign, unit, issue_list=own)
    other = builders.make_issue(campaign, unit)
    rules.edit(mine, by=user, version=0, text="接电话不耐烦，群众问第二遍就挂断")
    rules.cite(mine, by=user, kind=Cited.TAG, name="不耐烦")
    with pytest.raises(Refused):
        rules.edit(other, by=user, version=0, text="改别人的")
    client = sign_in(user)
    assert "接电话不耐烦" in client.get(own.get_absolute_url()).content.decode()
    client.post(reverse("issues:remove", args=[mine.pk]))
    assert not own.issues.exists()
