import io
import shutil
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from django.urls import reverse

import activities.rules as activity_rules
import reports.rules as rules
from common.papers import layout, titles
from common.refusal import Conflict, Refused
from issues.models import IssueCount
from reports.drafts import sections_of, tables_of, words_of
from reports.models import Circular
from reports.papers import circular_document
from reports.sheets import circular_workbook
from tests import builders
from tests.harness import pictures

WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def ledger(campaign, unit):
    builders.make_ledger_issue(campaign, unit, text="=1+1 被人写进了问题里")
    return campaign


@pytest.fixture
def draft(ledger, office, today):
    return rules.compose(ledger, kind="progress", by=office, today=today)


@pytest.fixture
def approved(draft, leader, today):
    rules.approve(draft, by=leader, today=today)
    return draft


@pytest.fixture
def released(approved, office):
    rules.release(approved, by=office)
    return approved


def test_a_draft_already_says_the_figures_in_sentences(draft):
    assert "台账问题1件" in sections_of(draft)[0]["text"]
    assert tables_of(draft)[0]["rows"][0][:3] == ["教育局", "1", "0"]


def test_a_draft_runs_with_the_figures_until_the_leader_agrees(draft, ledger, unit, leader, today):
    builders.make_ledger_issue(ledger, unit)
    assert "台账问题2件" in sections_of(draft)[0]["text"]
    rules.approve(draft, by=leader, today=today)
    builders.make_ledger_issue(ledger, unit)
    assert "台账问题2件" in sections_of(draft)[0]["text"]
    rules.send_back(draft, by=leader, reason="再核一遍数字")
    assert "台账问题3件" in sections_of(draft)[0]["text"]


def test_no_two_figures_share_a_name(draft):
    labels = [one.label for one in words_of(draft)]
    assert len(labels) == len(set(labels))


def test_a_text_that_asks_for_an_unknown_figure_is_refused(draft, office):
    sections = [{"title": "总体进展", "text": "共{台帐问题}件"}]
    with pytest.raises(Refused, match=r"没有叫\{台帐问题\}的数字"):
        rules.edit(draft, by=office, title="通报", addressee="各单位", sections=sections)


@pytest.mark.parametrize("kind", sorted(set(Circular.Kind.values) - {"ranking"}))
def test_every_shipped_draft_names_only_figures_that_exist(ledger, office, leader, today, kind):
    activity_rules.install_kinds()
    row = rules.compose(ledger, kind=kind, by=office, today=today)
    rules.approve(row, by=leader, today=today)
    assert "{" not in "".join(part["text"] for part in sections_of(row))
    rules.release(row, by=office)
    assert bool(row.full_number) == (row.layout != "plain")


def test_the_second_paper_says_what_changed_since_the_first(
    released, ledger, unit, office, leader, today
):
    builders.make_ledger_issue(ledger, unit)
    second = rules.compose(ledger, kind="progress", by=office, today=today)
    said = sections_of(second)[0]["text"]
    assert "与上期（作风办发〔2026〕1号）相比，台账问题增加1件，已销号持平" in said


def test_release_takes_a_number_and_the_figures_and_checks_are_held(released):
    assert released.written_number == "作风办发〔2026〕1号"
    assert released.figures.get(code="issues_ledger").text == "1"
    assert released.reconciliations.filter(is_ok=True).count() == 7


def test_a_released_paper_never_changes(released, unit, office):
    before = circular_workbook(released), released.text_digest
    builders.make_ledger_issue(released.campaign, unit)
    again = Circular.objects.get(pk=released.pk)
    assert again.annexes[0]["rows"][0][1] == "1"
    assert again.text_digest == before[1]
    with pytest.raises(Conflict, match="不能再改"):
        rules.edit(again, by=office, title="改", addressee="各单位", sections=[])


def test_numbers_follow_each_other_and_are_not_given_again(released, office, leader, today):
    rules.withdraw(released, by=office, reason="附表有误，另发")
    second = rules.compose(released.campaign, kind="progress", by=office, today=today)
    rules.approve(second, by=leader, today=today)
    assert rules.release(second, by=office) == "作风办发〔2026〕2号"


def test_a_broken_cross_check_refuses_release_until_a_leader_takes_it_on(
    draft, unit, office, leader, today
):
    IssueCount.objects.filter(unit=unit, status="rectifying").update(count=8)
    rules.approve(draft, by=leader, today=today)
    with pytest.raises(Refused, match=r"8不等于1.*教育局登记8件、台账1件"):
        rules.release(draft, by=office)
    with pytest.raises(Refused, match="没有办理此项通报"):
        rules.override(draft, by=office, reason="我看可以")
    with pytest.raises(Refused, match="写明放行的理由"):
        rules.override(draft, by=leader, reason=" ")
    rules.override(draft, by=leader, reason="计数正在重数，正文已核对")
    rules.release(draft, by=office)
    broken = draft.reconciliations.filter(is_ok=False)
    assert {row.overridden_by for row in broken} == {leader}


def test_a_leader_overrides_on_a_page_that_shows_what_is_wrong(draft, unit, leader, today, sign_in):
    IssueCount.objects.filter(unit=unit, status="rectifying").update(count=8)
    rules.approve(draft, by=leader, today=today)
    chief = sign_in(leader)
    assert "放行勾稽问题" in chief.get(draft.get_absolute_url()).content.decode()
    address = reverse("reports:override", args=[draft.pk])
    assert "8不等于1" in chief.get(address).content.decode()
    chief.post(address, {"reason": "正在重数"})
    assert not draft.reconciliations.filter(is_ok=False, overridden_by=None).exists()


def test_of_two_releases_at_once_the_second_is_told(approved, office):
    first, second = Circular.objects.get(pk=approved.pk), Circular.objects.get(pk=approved.pk)
    rules.release(first, by=office)
    with pytest.raises(Conflict, match="已由他人办理"):
        rules.release(second, by=office)


def test_the_word_file_keeps_to_the_national_standard(released):
    with zipfile.ZipFile(io.BytesIO(circular_document(released))) as file:
        body = file.read("word/document.xml").decode()
    assert 'w:top="2098"' in body
    assert 'w:left="1587"' in body
    assert 'w:linePitch="579"' in body
    assert 'w:eastAsia="仿宋_GB2312"' in body
    assert 'w:eastAsia="方正小标宋简体"' in body
    assert "作风办发〔2026〕1号" in body
    assert "一、总体进展" in body
    assert "w:tblHeader" in body


def test_the_workbook_is_ready_to_print_and_its_text_is_inert(released):
    book = openpyxl.load_workbook(io.BytesIO(circular_workbook(released)))
    first = book.worksheets[0]
    assert first["A1"].value == "整改进展统计表"
    assert "A1:F1" in [str(cells) for cells in first.merged_cells.ranges]
    assert first.print_title_rows == "$1:$3"
    assert first.freeze_panes == "A4"
    assert first.page_setup.paperSize == 9
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_stranger_cannot_approve_release_or_override(draft, stranger, today):
    with pytest.raises(Refused, match="没有办理此项通报"):
        rules.approve(draft, by=stranger, today=today)
    with pytest.raises(Refused, match="没有办理此项通报"):
        rules.release(draft, by=stranger)
    with pytest.raises(Refused, match="没有办理此项通报"):
        rules.override(draft, by=stranger, reason="放")


def test_a_stranger_cannot_compose_edit_send_back_or_withdraw(draft, ledger, stranger, today):
    with pytest.raises(Refused):
        rules.compose(ledger, kind="progress", by=stranger, today=today)
    with pytest.raises(Refused):
        rules.edit(draft, by=stranger, title="改", addressee="各单位", sections=[])
    with pytest.raises(Refused):
        rules.send_back(draft, by=stranger, reason="改")
    with pytest.raises(Refused):
        rules.withdraw(draft, by=stranger, reason="撤")


def test_the_office_carries_a_circular_through_the_pages(ledger, office, leader, sign_in):
    desk, chief = sign_in(office), sign_in(leader)
    answer = desk.post(reverse("reports:compose"), {"kind": "progress"})
    row = Circular.objects.get()
    assert answer.url == reverse("reports:edit_circular", args=[row.pk])
    chief.post(reverse("reports:approve", args=[row.pk]))
    assert "全部一致" in desk.get(reverse("reports:release", args=[row.pk])).content.decode()
    desk.post(reverse("reports:release", args=[row.pk]))
    row.refresh_from_db()
    assert row.status == Circular.Status.RELEASED
    assert desk.get(reverse("reports:word", args=[row.pk])).content[:2] == b"PK"
    assert desk.get(reverse("reports:sheet", args=[row.pk])).content[:2] == b"PK"


def test_who_reads_a_paper_finds_no_page_to_release_return_or_withdraw_it(
    released, clerk, office, sign_in
):
    for name in ("release", "send_back", "withdraw"):
        assert sign_in(clerk).get(reverse(f"reports:{name}", args=[released.pk])).status_code == 404
    page = sign_in(office).get(reverse("reports:withdraw", args=[released.pk]))
    assert "理由" in page.content.decode()


def test_a_unit_sees_a_circular_only_after_its_release(approved, clerk, office, sign_in):
    client = sign_in(clerk)
    assert client.get(approved.get_absolute_url()).status_code == 404
    rules.release(approved, by=office)
    assert client.get(approved.get_absolute_url()).status_code == 200


def test_every_number_in_the_text_leads_to_its_rows(draft, office, sign_in):
    page = sign_in(office).get(draft.get_absolute_url()).content.decode()
    rows = reverse("reports:rows", args=["overdue"])
    where = f'href="{rows}?campaign={draft.campaign_id}"'
    assert f'{where} title="未销号且完成时限早于当日的问题件数">' in page


def test_title_lines_do_not_tear_what_is_quoted():
    title = "关于2026年全区“三遍访三评议三提升”干部作风整顿问题整改进展情况的通报"
    assert titles.lines(title) == [
        "关于2026年全区“三遍访三评议三提升”",
        "干部作风整顿问题整改进展情况的通报",
    ]


def test_the_parts_of_a_paragraph_stand_in_the_order_of_the_schema(released):
    with zipfile.ZipFile(io.BytesIO(circular_document(released))) as file:
        body = ElementTree.fromstring(file.read("word/document.xml"))
    order = [f"{WORDS}{name}" for name in layout.SHAPE_ORDER]
    for shape in body.iter(f"{WORDS}pPr"):
        places = [order.index(child.tag) for child in shape if child.tag in order]
        assert places == sorted(places)


@pytest.mark.slow
def test_the_printed_paper_has_pages_with_text_on_them(released, tmp_path):
    file = tmp_path / "paper.docx"
    file.write_bytes(circular_document(released))
    made = pictures.pages(file, tmp_path)
    assert len(made) >= 2
    assert all(picture.stat().st_size > 4000 for picture in made)


def test_the_preview_gives_pages_or_says_why_not(released, office, sign_in, monkeypatch):
    client, address = sign_in(office), reverse("reports:pages", args=[released.pk])
    monkeypatch.setattr(shutil, "which", lambda name: None)
    said = client.get(address, follow=True).content.decode()
    assert "没有安装 LibreOffice" in said


def test_the_counts_workbook_holds_figures_units_and_the_matrix(ledger, office, stranger, sign_in):
    content = sign_in(office).get(reverse("reports:counts_sheet")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book][:4] == [
        "1.统计数字",
        "2.整改进展统计表",
        "3.分类对比表",
        "4.单位与问题类别",
    ]
    texts = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"台账问题", "整改率", "走访"} <= texts
    own = sign_in(stranger).get(reverse("reports:counts_sheet")).content
    units = openpyxl.load_workbook(io.BytesIO(own))["2.整改进展统计表"]
    assert "教育局" not in {cell.value for row in units.iter_rows() for cell in row}
