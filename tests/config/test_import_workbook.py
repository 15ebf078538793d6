import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

import roster.rules
from roster.models import Alias, Cadre, Unit
from tests.sheets import differences, expected, sample, write


def run(*arguments, code=0):
    out, err = StringIO(), StringIO()
    if code == 1:
        with pytest.raises(SystemExit) as left:
            call_command("import_workbook", *map(str, arguments), stdout=out, stderr=err)
        assert left.value.code == 1
    elif code:
        with pytest.raises(CommandError) as refused:
            call_command("import_workbook", *map(str, arguments), stdout=out, stderr=err)
        assert refused.value.returncode == code
        return str(refused.value)
    else:
        call_command("import_workbook", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue()


def test_a_dry_run_prints_the_expected_json_without_any_unit_in_the_database(db):
    printed = run("issues", sample(1), "--dry-run", "--json")
    assert differences(json.loads(printed), expected(1)) == []


def test_refused_rows_end_with_code_one_and_a_sentence_each(db):
    printed = run("issues", sample(8), "--dry-run", code=1)
    assert "读取 16 行，退回 18 行" in printed
    assert "第11行：完成时限“2月30日”不是真实存在的日期" in printed


def test_a_file_that_cannot_be_read_ends_with_code_two(db, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("no workbook")
    assert "x.xlsx" in run("issues", path, "--dry-run", code=2)


def test_a_missing_file_an_unknown_unit_and_an_unknown_campaign_are_said(db, tmp_path):
    assert "找不到文件" in run("issues", tmp_path / "none.xlsx", "--dry-run", code=2)
    assert "U999" in run("issues", sample(1), "--unit", "U999", "--dry-run", code=2)
    assert "活动" in run("issues", sample(1), "--campaign", "9", "--dry-run", code=2)


def test_units_in_the_database_take_the_place_of_the_shipped_ones(db):
    roster.rules.install_units()
    Unit.objects.filter(code="U042").update(code="X1")
    printed = json.loads(run("issues", sample(1), "--dry-run", "--json"))
    assert {row["unit_code"] for row in printed["rows"]} == {"X1"}


def test_a_roster_of_people_enters_once_however_often_it_is_imported(db):
    roster.rules.install_units()
    for _ in range(2):
        assert "已写入 120 行" in run("roster", sample(6))
    assert Cadre.objects.count() == 120
    assert Cadre.objects.get(name="沈珺").birth_month == "1998-02"
    assert Cadre.objects.filter(name="王家齐").count() == 2


def test_a_dry_run_stores_nothing(db):
    roster.rules.install_units()
    run("roster", sample(6), "--dry-run")
    assert not Cadre.objects.exists()


def test_a_roster_of_units_founds_units_and_learns_their_aliases(db, tmp_path):
    heads = ["单位编码", "单位名称", "简称", "单位类型", "类别", "别名", "上级单位"]
    rows = [
        heads,
        ["A01", "县教育局", "教育局", "政府部门", "C", "县教体局、教体局", None],
        ["A02", "县第一中学", "一中", "直属事业单位", None, None, "县教育局"],
    ]
    assert "已写入 2 行" in run("units", write(tmp_path / "u.xlsx", rows))
    assert Unit.objects.get(code="A02").parent.code == "A01"
    assert Alias.objects.filter(name="县教体局", unit__code="A01").exists()


def test_a_dry_run_without_a_campaign_goes_by_the_file_and_with_one_by_the_campaign(campaign):
    campaign.received_on = date(2026, 4, 1)
    campaign.save()
    roster.rules.install_units()
    alone = json.loads(run("issues", sample(1), "--dry-run", "--json"))
    assert alone["receive_date"] == "2026-03-20"
    bound = json.loads(run("issues", sample(1), "--dry-run", "--json", "--campaign", campaign.pk))
    assert bound["receive_date"] == "2026-04-01"
    given = run("issues", sample(1), "--dry-run", "--json", "--received", "2026-03-09")
    assert json.loads(given)["receive_date"] == "2026-03-09"


def test_an_issue_list_is_stored_in_the_newest_campaign(campaign):
    roster.rules.install_units()
    assert "已写入 12 行" in run("issues", sample(1))
    assert "已经在库中" in run("issues", sample(1), code=2)
    assert campaign.issues.count() == 12


def test_sheets_and_columns_left_alone_are_said(db, tmp_path):
    heads = ["序号", "单位", "问题类别", "存在问题", "具体事例", "整改措施", "完成时限", "楼层"]
    row = [1, "区教育局", "不担当", "推诿", "3月推诿一次", "1.甲；2.乙", "6月底", 3]
    path = write(tmp_path / "a.xlsx", [heads, row], more=[("说明", [["请如实填写"]])])
    book = load_workbook(path)
    book.active.column_dimensions["E"].hidden = True
    book.save(path)
    printed = run("issues", path, "--dry-run")
    assert "工作表“说明”没有读取" in printed
    assert "列没有读取：楼层" in printed
    assert "隐藏列已照常读取：具体事例" in printed
