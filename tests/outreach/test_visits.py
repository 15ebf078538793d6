"""Visits: who was to be visited, what was asked, three ways with it, told and called back."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import outreach.rules as rules
from common.refusal import Conflict, Refused
from common.workbook import open_workbook
from config.imports import KINDS, setting_of
from issues.models import Issue
from notices.models import Notice
from outreach import figures
from outreach.models import Target, Visit
from tests.sheets import write

HEADS = ["走访日期", "走访类型", "走访对象", "走访干部", "所属单位", "反映问题和意见建议"]
HEADS += ["处理方式", "承办单位", "办理结果"]


@pytest.fixture
def visit(campaign, unit, clerk):
    return rules.record_visit(
        campaign,
        unit,
        kind="firm",
        target="宏远食品",
        visited_on=localdate(),
        visitor="吴静",
        demand="扩建仓库不知道先找哪个部门，请打13812345678",
        by=clerk,
    )


def test_the_coverage_stands_on_the_listed_targets(campaign, unit, clerk, visit):
    rules.form_team(campaign, unit, name="一队", officer="吴静", by=clerk)
    names = ["宏远食品", "大成机械", "宏远食品", " "]
    assert rules.list_targets(campaign, unit, kind="firm", names=names, by=clerk) == 2
    assert rules.list_targets(campaign, unit, kind="firm", names=names, by=clerk) == 0
    (one,) = figures.coverage(Target.objects.all())
    assert (one.total, one.seen, one.missed, str(one.share)) == (2, 1, 1, "50.0")
    with pytest.raises(Refused, match="已有名为"):
        rules.form_team(campaign, unit, name="一队", officer="王远", by=clerk)


def test_a_later_visit_counts_for_its_target(campaign, unit, clerk, sign_in):
    rules.list_targets(campaign, unit, kind="village", names=["清河村"], by=clerk)
    desk = sign_in(clerk)
    assert "清河村" in desk.get(reverse("outreach:coverage")).content.decode()
    asked = {"unit": unit.pk, "kind": "village", "target": "清河村", "visitor": "吴静"}
    desk.post(reverse("outreach:record_visit"), {**asked, "visited_on": localdate().isoformat()})
    page = desk.get(reverse("outreach:coverage"))
    assert not page.context["page"].rows
    assert desk.get(reverse("outreach:export_missed")).status_code == 200


def test_a_demand_handed_to_a_unit_is_told_called_and_done_again(
    visit, clerk, stranger, other_unit
):
    assert "138****5678" in visit.demand
    with pytest.raises(Refused, match="交办须选择承办单位"):
        rules.settle(visit, by=clerk, handling="assigned")
    rules.settle(visit, by=clerk, handling="assigned", duty_unit=other_unit)
    assert visit.is_waiting
    assert Notice.objects.filter(person=stranger).exists()
    with pytest.raises(Refused, match="还没有反馈本人"):
        rules.call_back(visit, by=clerk, is_satisfied=True)
    rules.tell_back(visit, by=stranger, reply="已告知先找发改局")
    with pytest.raises(Refused, match="不满意的原因"):
        rules.call_back(visit, by=clerk, is_satisfied=False)
    rules.call_back(visit, by=clerk, is_satisfied=False, complaint="没人接电话")
    assert (visit.is_waiting, visit.returns) == (True, 1)
    assert not Visit.objects.late(localdate()).exists()
    assert list(Visit.objects.late(visit.due_on.replace(year=visit.due_on.year + 1))) == [visit]


def test_who_was_not_content_is_called_again_once_it_was_done_anew(visit, clerk, sign_in):
    rules.settle(visit, by=clerk, handling="settled", reply="已帮办")
    rules.call_back(visit, by=clerk, is_satisfied=False, complaint="只收了材料")
    assert reverse("outreach:call_back", args=[visit.pk]) not in _page(sign_in(clerk), visit)
    rules.tell_back(visit, by=clerk, reply="证照已送到")
    assert reverse("outreach:call_back", args=[visit.pk]) in _page(sign_in(clerk), visit)
    rules.call_back(visit, by=clerk, is_satisfied=True)
    with pytest.raises(Conflict, match="已经回访过"):
        rules.call_back(visit, by=clerk, is_satisfied=False, complaint="又来一遍")
    assert (visit.is_satisfied, visit.returns) == (True, 1)


def _page(desk, visit):
    return desk.get(visit.get_absolute_url()).content.decode()


def test_of_two_who_put_a_demand_on_the_list_at_once_one_is_told(visit, clerk):
    late = Visit.objects.get(pk=visit.pk)
    rules.adopt_visit(visit, by=clerk)
    with pytest.raises(Conflict, match="已经列入清单"):
        rules.adopt_visit(late, by=clerk)
    assert Issue.objects.count() == 1


def test_the_unit_it_was_handed_to_sees_it_and_nobody_else(
    visit, clerk, stranger, other_unit, sign_in
):
    desk = sign_in(stranger)
    assert desk.get(visit.get_absolute_url()).status_code == 404
    rules.settle(visit, by=clerk, handling="assigned", duty_unit=other_unit)
    assert "反馈本人" in desk.get(visit.get_absolute_url()).content.decode()
    assert desk.get(reverse("outreach:settle", args=[visit.pk])).status_code == 404


def test_paper_records_come_in_with_what_became_of_them(
    campaign, unit, other_unit, office, tmp_path
):
    rows = [
        ["4月3日", "企业", "宏远食品", "吴静", "教育局", "扩建仓库", "交办", "卫健局", ""],
        ["2026-04-04", "村居", "清河村", "吴静", "教育局", "", "", "", ""],
        ["不详", "村居", "柳河村", "", "教育局", "", "", "", ""],
    ]
    book = open_workbook(write(tmp_path / "走访.xlsx", [HEADS, *rows]))
    report = KINDS["visits"].read(book, setting_of(campaign))
    assert "走访日期“不详”看不懂" in report.refused[0].sentence
    assert KINDS["visits"].store(report, campaign, by=office) == 2
    row = Visit.objects.get(target="宏远食品")
    assert (row.handling, row.duty_unit, row.unit) == ("assigned", other_unit, unit)


def test_a_stranger_is_refused(campaign, unit, visit, stranger):
    deeds = [
        lambda: rules.form_team(campaign, unit, name="甲", officer="乙", by=stranger),
        lambda: rules.list_targets(campaign, unit, kind="firm", names=["甲"], by=stranger),
        lambda: rules.settle(visit, by=stranger, handling="settled", reply="甲"),
        lambda: rules.adopt_visit(visit, by=stranger),
        lambda: rules.tell_back(visit, by=stranger, reply="甲"),
        lambda: rules.call_back(visit, by=stranger, is_satisfied=True),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="只能登记和处理涉及本单位"):
            deed()
