from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

import reports.rules as rules
from reports.drafts.warnings import warnings

TO_TOWNS = "各镇街党（工）委"


@pytest.fixture
def draft(campaign, office, today):
    return rules.compose(campaign, kind="progress", by=office, today=today)


def said(row, text, **over):
    for name, value in over.items():
        setattr(row, name, value)
    return "".join(warnings(row, [{"title": "下步要求", "text": text}]))


def test_a_long_paper_is_told_its_length(draft):
    assert "正文4001字：专项工作文件一般不超过4000字" in said(draft, "字" * 4001)
    assert said(draft, "字" * 4001, kind="summary", addressee="") == ""


def test_an_order_to_lower_committees_is_told(draft):
    assert "不得向下级党委、政府" in said(draft, "各镇街必须整改。", addressee=TO_TOWNS)
    assert said(draft, "经区委同意，各镇街必须整改。", addressee=TO_TOWNS) == ""
    assert said(draft, "各部门必须整改。", addressee="区直各部门") == ""


def test_points_for_instructions_and_scores_called_rates_are_told(draft):
    assert "不得作为考核加分" in said(draft, "获得领导批示的予以加分。", addressee="")
    assert "不得标注为满意率" in said(draft, "得分即满意率。", addressee="")


def test_two_papers_in_one_week_are_told(draft, campaign, office, leader, sign_in):
    today = localdate() - timedelta(days=3)
    rules.approve(draft, by=leader, today=today)
    rules.release(draft, by=office)
    later = rules.compose(campaign, kind="progress", by=office, today=today + timedelta(days=3))
    page = sign_in(office).get(later.get_absolute_url()).content.decode()
    assert "只有3天" in page
    far = rules.compose(campaign, kind="progress", by=office, today=today + timedelta(days=7))
    assert "层层加码" not in "".join(warnings(far, []))


def test_the_warnings_stand_on_the_page_of_release(draft, leader, office, today, sign_in):
    rules.approve(draft, by=leader, today=today)
    page = sign_in(office).get(reverse("reports:release", args=[draft.pk])).content.decode()
    assert "勾稽全部一致" in page
