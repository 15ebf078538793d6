"""A department's report upward (情况报告): what was done, with rules made and firms heard."""

import pytest

import activities.rules as activity_rules
import outreach.rules as outreach
from activities.models import Institution
from campaigns.models import Category
from issues.models import Issue
from tests import builders
from tests.stories import desk


@pytest.fixture
def worked(campaign, unit, office, today):
    activity_rules.install_kinds()
    desk.hold(campaign, unit, office, "committee", people=9)
    desk.hold(campaign, unit, office, "forum", times=4, people=26)
    desk.hold(campaign, unit, office, "warning", times=2, people=60)
    desk.hold(campaign, unit, office, "integrity_promise", people=80, 签订份数=80)
    for target in ("华泰铸造", "永兴食品", "柳河种业"):
        outreach.record_visit(
            campaign,
            unit,
            kind="firm",
            target=target,
            visited_on=today,
            visitor="龚克俭",
            demand="",
            by=office,
        )
    Institution.objects.create(
        campaign=campaign,
        unit=unit,
        title="一次性告知制度",
        new_text="受理时一次写明全部补正材料",
        issued_on=today,
        by=office,
    )
    codes = Category.objects.filter(code__startswith="ZF").values_list("code", flat=True)[:3]
    for code in codes:
        builders.make_ledger_issue(campaign, unit, category=Category.objects.get(code=code))
    return campaign


@pytest.mark.slow
def test_the_report_upward_counts_and_names_its_signer(worked, office, leader, sign_in):
    """002-17, 002-27: problems and next steps are sections of the report upward."""
    writer, chief = desk.Person(sign_in(office)), desk.Person(sign_in(leader))
    writer.post(
        "reports:noted",
        label="企业送来锦旗和感谢信",
        number="5",
        measure="面",
        source="办公室收文登记第12号",
        noted_on=worked.starts_on.isoformat(),
    )
    row, said = desk.draft(writer, "report")
    kinds = Issue.objects.in_ledger().values("category").distinct().count()
    assert f"查摆问题3件，涉及{kinds}类" in said
    assert "走访企业3次" in said
    assert "征求意见座谈会4次" in said
    assert "廉洁承诺书、责任书签订80份" in said
    assert f"建章立制{Institution.objects.count()}件" in said
    desk.follow_every_number(writer, row)
    text = row.sections[0]["text"] + "\n{企业送来锦旗和感谢信}家企业先后送来锦旗和感谢信。"
    fields = {f"text-{place}": part["text"] for place, part in enumerate(row.sections)}
    fields["text-0"] = text
    writer.post(
        "reports:edit_circular",
        row.pk,
        title=row.title,
        addressee="省领导小组办公室",
        series="作风办报",
        **fields,
    )
    printed = desk.issue_it(writer, chief, row)
    assert "5家企业先后送来锦旗" in printed
    assert "签发人：" in printed
    assert leader.name in printed
