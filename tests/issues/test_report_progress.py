import pytest

import issues.rules as rules
from common.refusal import Refused
from tests import builders


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


def test_progress_is_appended_and_what_was_written_stays(issue, clerk):
    rules.report_progress(issue, by=clerk, text="4月：已排查")
    rules.report_progress(issue, by=clerk, text="5月：已整改2家")
    assert [row.text for row in issue.progress.all()] == ["4月：已排查", "5月：已整改2家"]


def test_empty_progress_is_refused(issue, clerk):
    with pytest.raises(Refused, match="没有写进展内容"):
        rules.report_progress(issue, by=clerk, text="  ")


def test_a_draft_has_no_progress(campaign, unit, clerk):
    with pytest.raises(Refused, match="不能再填进展"):
        rules.report_progress(builders.make_issue(campaign, unit), by=clerk, text="在改了")


def test_a_stranger_is_refused(issue, stranger):
    with pytest.raises(Refused):
        rules.report_progress(issue, by=stranger, text="替人说话")
