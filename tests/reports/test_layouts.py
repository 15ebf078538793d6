"""What a ruler would find on every kind of paper: GB/T 9704-2012 as the file itself says it."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest

import activities.rules as activity_rules
import common.papers.pages as printing
import reports.rules as rules
from common.papers import Paper, broad_sheet, heads, page_count
from common.papers.widths import roomy
from reports.models import Circular
from reports.papers import circular_document, circular_pages, finished_document
from tests import builders

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = [kind for kind in Circular.Kind.values if kind != "ranking"]
HEADED = {"file", "up", "brief"}


@pytest.fixture
def paper_of(campaign, unit, office, leader, today):
    """Make, approve and release a paper of a kind."""
    activity_rules.install_kinds()
    builders.make_ledger_issue(campaign, unit, due_on=date(2026, 4, 1))

    def made(kind):
        row = rules.compose(campaign, kind=kind, by=office, today=today)
        rules.approve(row, by=leader, today=today)
        rules.release(row, by=office)
        row.refresh_from_db()
        return row

    return made


def parts(content):
    """The document's XML and its settings."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("word/document.xml").decode(), file.read("word/settings.xml").decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_page_grid_fonts_and_page_numbers(paper_of, kind):
    row = paper_of(kind)
    content = circular_document(row)
    document, (body, settings) = docx.Document(io.BytesIO(content)), parts(content)
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    edges = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert 'w:docGrid w:type="lines" w:linePitch="579"' in body
    assert "evenAndOddHeaders" in settings
    assert _side(section.footer) == "right"
    assert _side(section.even_page_footer) == "left"
    dashes = section.footer.paragraphs[0].runs
    assert (dashes[0].text, dashes[-1].text) == ("— ", " —")
    assert "PAGE" in section.footer._element.xml
    assert set(re.findall(r'w:eastAsia="([^"]+)"', body)) <= {
        "方正小标宋简体",
        "仿宋_GB2312",
        "楷体_GB2312",
        "黑体",
        "宋体",
    }
    assert ("w:framePr" in body) == (row.layout in HEADED)
    assert ("FF0000" in body) == (row.layout in HEADED)  # a letter has its red in the header


def _side(footer):
    return footer.paragraphs[0]._p.pPr.find(f"{W}jc").get(f"{W}val")


def test_a_file_has_its_number_in_the_middle_and_a_report_upward_its_signer(paper_of):
    body, _ = parts(circular_document(paper_of("progress")))
    assert "作风办发〔2026〕1号" in body
    assert 'w:bottom w:val="single" w:sz="16" w:space="1" w:color="FF0000"' in body
    body, _ = parts(circular_document(paper_of("report")))
    assert "签发人：" in body
    assert "李新" in body


def test_a_letter_has_double_rules_and_no_number_on_its_first_page(paper_of):
    document = docx.Document(io.BytesIO(circular_document(paper_of("letter"))))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert round(section.header_distance.mm) == 30
    assert round(section.footer_distance.mm) == 20
    assert "thickThinSmallGap" in section.first_page_header._element.xml
    assert "thinThickSmallGap" in section.first_page_footer._element.xml
    assert "PAGE" not in section.first_page_footer._element.xml


def test_a_briefing_names_issuer_and_day_in_its_head_and_is_not_signed_again(paper_of):
    body, _ = parts(circular_document(paper_of("briefing")))
    assert "工作简报" in body
    text = re.sub(r"<[^>]+>", "", body)
    assert text.count("2026年4月15日") == 2  # above the rule and in the imprint
    assert "w:rightChars" not in body.split("w:framePr")[0]


def test_the_imprint_stands_at_the_foot_line_by_line():
    paper = Paper("通报")
    paper.text("正文")
    paper.imprint(["报：区委。", "送：成员单位。", "办公室\t2026年4月3日印发"])
    body, _ = parts(paper.content())
    tops = [int(top) for top in re.findall(r'w:y="(\d+)"', body)]
    assert tops == sorted(tops)
    assert tops[-1] + 24 * 20 == round(262 * 56.7)  # the last line ends where the text's foot is
    assert re.findall(r'<w:top w:val="single" w:sz="(\d)"', body) == ["8", "6", "6"]
    assert re.findall(r'<w:bottom w:val="single" w:sz="(\d)"', body) == ["8"]


def test_a_long_list_of_copies_takes_the_lines_it_needs():
    paper = Paper("通报")
    paper.imprint([f"抄送：{'、'.join(['区教育局'] * 20)}。", "办公室\t2026年4月3日印发"])
    body, _ = parts(paper.content())
    assert re.findall(r'w:h="(\d+)"', body)[:2] == [str(24 * 20 * 4), str(24 * 20)]


def test_the_second_level_opens_in_kai_and_goes_on_in_fang_song():
    paper = Paper("通报")
    paper.text("（一）重视不够。未报送清单的单位3个。\n2026年4月3日以来没有变化。")
    first, second = paper.document.paragraphs[-2:]
    fonts = [run._r.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") for run in first.runs]
    assert [run.text for run in first.runs] == ["（一）重视不够。", "未报送清单的单位3个。"]
    assert fonts == ["楷体_GB2312", "仿宋_GB2312"]
    assert len(second.runs) == 1


def test_no_page_bears_a_signature_alone():
    paper = Paper("通报")
    paper.text("正文第一段。\n正文末段。")
    paper.annexes(["排名表", "清单"])
    paper.signature("办公室", date(2026, 4, 3))
    kept = {p.text: p.paragraph_format.keep_with_next for p in paper.document.paragraphs}
    assert kept["正文末段。"]
    assert kept["附件：1.排名表"]
    assert kept["办公室"]
    assert not kept["正文第一段。"]


def test_numbers_dates_and_short_words_are_not_torn_in_tables():
    rows = [["编号", "问题"], ["2026-U021-001", "办证慢，群众来回跑了三趟"]]
    number, text = roomy([10, 90], rows, 12)
    assert number > 30
    assert number + text == pytest.approx(100)
    sheet = broad_sheet("清单", "", [("时限", 1), ("问题", 30)], [["2026-12-06", "办证慢"]], "")
    widths = [column.width.mm for column in docx.Document(io.BytesIO(sheet)).tables[0].columns]
    assert widths[0] > 22


def test_the_imprint_goes_overleaf_where_the_text_ends_on_an_odd_page(
    paper_of, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT, settings.COUNT_PAGES = tmp_path, True
    row = paper_of("progress")
    made = []

    def pages_of(content):
        made.append(content)
        return b"/Type /Page\n" * (2 + len(made)) + b"/Type /Pages"

    monkeypatch.setattr("reports.papers.pdf", pages_of)
    assert page_count(circular_pages(row)) == 4
    assert len(made) == 2
    body, _ = parts(finished_document(row))
    assert (
        body.count("w:pageBreakBefore")
        == parts(circular_document(row))[0].count("w:pageBreakBefore") + 1
    )
    assert len(made) == 2  # what was counted once is kept


@pytest.mark.slow
@pytest.mark.skipif(not printing.can_print(), reason="LibreOffice is not on this machine")
def test_libre_office_lays_twenty_two_lines_and_an_even_last_page(paper_of, settings, tmp_path):
    settings.MEDIA_ROOT, settings.COUNT_PAGES = tmp_path, True
    assert page_count(circular_pages(paper_of("progress"))) % 2 == 0
    paper = Paper("一页")
    paper.text("\n".join(["一" * 26] * 22))
    assert page_count(printing.pdf(paper.content()) or b"") == 1
    paper.text("多一行")
    assert page_count(printing.pdf(paper.content()) or b"") == 2


def test_a_long_issuer_and_the_day_of_a_briefing_stay_apart():
    paper = Paper("简报")
    heads.brief_head(
        paper.document, "简报", "第1期", "区委机关干部作风整顿领导小组办公室", "2026年11月21日"
    )
    line = next(p for p in paper.document.paragraphs if "办公室" in p.text)
    assert line.runs[0]._r.rPr.find(f"{W}sz").get(f"{W}val") == "28"  # 四号
