"""What the last campaign left open goes on in this one, once, and can be traced both ways."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue
from tests import builders
from tests.laid_out import GONGWEN, faults

PAGE = "/issues/carry-over/"


@pytest.fixture
def earlier(campaign, unit, other_unit):
    made = builders.make_campaign(
        units=[unit, other_unit], name="2024年作风建设", starts_on=date(2024, 3, 4)
    )
    for who in (unit, other_unit):
        builders.make_ledger_issue(made, who, text="办件超期没人管")
    closed = builders.make_ledger_issue(made, unit)
    stamps = {"closed_at": "2024-09-01T00:00Z", "closed_on": "2024-09-01"}
    Issue.objects.filter(pk=closed.pk).update(status="closed", **stamps)
    rules.recount(made)
    return made


def test_open_issues_are_carried_once_and_both_sides_lead_to_each_other(
    earlier, campaign, unit, office, clerk, sign_in
):
    client = sign_in(office)
    page = client.get(PAGE)
    assert [(row["name"], row["before"].counts["open"]) for row in page.context["lines"]] == [
        ("区教育局", 1),
        ("区卫生健康局", 1),
    ]
    assert page.context["left"] == 2
    client.post(PAGE, {"earlier": earlier.pk})
    new = Issue.objects.of(campaign).get(unit=unit)
    assert (new.text, new.status, new.measures.count()) == ("办件超期没人管", "rectifying", 2)
    assert "往期结转" in sign_in(clerk).get(new.get_absolute_url()).content.decode()
    assert new.number in client.get(new.repeats.get_absolute_url()).content.decode()
    assert "结转过" in client.post(PAGE, {"earlier": earlier.pk}).content.decode()
    assert Issue.objects.of(campaign).count() == 2
    assert not rules.to_carry(earlier, campaign).exists()
    assert rules.recount(campaign) == 0
    assert client.get(PAGE, {"format": "xlsx"}).headers["Content-Disposition"]


def test_only_the_office_carries_and_only_forwards(earlier, campaign, clerk, stranger, office):
    for person in (clerk, stranger):
        with pytest.raises(Refused):
            rules.carry_over(campaign, by=person, earlier=earlier)
    with pytest.raises(Refused, match="更早的活动"):
        rules.carry_over(earlier, by=office, earlier=campaign)
    assert not Issue.objects.of(campaign).exists()


def test_a_unit_sees_its_own_line_only(earlier, stranger, sign_in):
    lines = sign_in(stranger).get(PAGE).context["lines"]
    assert [line["name"] for line in lines] == ["区卫生健康局"]


def test_the_material_for_the_year_end_meeting_says_what_came_of_each(
    campaign, unit, clerk, stranger, sign_in
):
    issue = builders.make_ledger_issue(campaign, unit)
    rules.report_progress(issue, by=clerk, text="4家园所已全部排期")
    url = reverse("issues:yearly_paper", args=[unit.pk])
    content = sign_in(clerk).get(url).content
    said = "".join(line.text for line in docx.Document(BytesIO(content)).paragraphs)
    assert faults(content, margins=GONGWEN) == []
    assert said.startswith(f"{unit}{campaign.starts_on.year}年度民主生活会对照检查素材")
    assert "共查摆并进入台账的问题1条" in said
    assert "4家园所已全部排期" in said
    assert "材料谁收谁压" in said
    assert sign_in(stranger).get(url).status_code == 404
