"""Records of visits as other offices keep them."""

import pytest

from outreach import readings
from tests.sheets import read, write

HEADS = ["序号", "走访时间", "受访企业（群众）", "类别", "走访人", "反映的问题", "交办单位"]
HEADS += ["完成时限", "办理情况"]


def visits(tmp_path, *rows):
    return read("visits", write(tmp_path / "走访.xlsx", rows))


def test_a_record_with_other_headings_takes_its_unit_from_above(tmp_path):
    first = [1, "4月3日上午", "宏远食品", "企业", "吴静", "发票难领", "税务局", "4月15日前", "已办"]
    second = [2, "20260404", "柳河村", "村居", "〃", "路坏", "交通局", "5月底", ""]
    report = visits(tmp_path, ["走访台账"], ["单位：区商务局"], HEADS, first, second)
    assert report["refused"] == []
    told = [(row["unit_code"], row["visited_on"], row["kind"]) for row in report["rows"]]
    assert told == [("U036", "2026-04-03", "firm"), ("U036", "2026-04-04", "village")]
    assert [row["due_on"] for row in report["rows"]] == ["2026-04-15", "2026-05-31"]
    assert [row["visitor"] for row in report["rows"]] == ["吴静", "吴静"]
    assert report["rows"][1]["duty_code"] == "U032"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("农户", "household"),
        ("个体工商户", "firm"),
        ("合作社", "firm"),
        ("行政村", "village"),
        ("村民", "household"),
        ("机关", ""),
    ],
)
def test_whom_a_visit_went_to_in_other_words(text, kind):
    assert readings.visit_kind(text) == kind
