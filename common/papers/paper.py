"""One official document, written from top to bottom."""

import io
from collections.abc import Sequence
from datetime import date

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from common.papers import layout
from common.papers.layout import BODY, HEI, KAI, THREE, TITLE, TWO, element

CENTER = WD_ALIGN_PARAGRAPH.CENTER
ORDINALS = "一二三四五六七八九十"
TEXT_WIDTH = 156  # millimetres
HEAD_POINTS = 36  # 小初; smaller when the name would not fit one line


def written_date(day: date) -> str:
    """The date as documents write it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_number(short: str, year: int, number: int) -> str:
    """发文字号: six-cornered brackets, no 第, no leading zeros."""
    return f"{short}〔{year}〕{number}号"


class Paper:
    """公文: 版头, 主体, 版记; user text only ever becomes text nodes and cannot break the file."""

    def __init__(self) -> None:
        self.document = docx.Document()
        layout.set_page(self.document)
        layout.set_styles(self.document)
        layout.number_pages(self.document)

    def red_head(self, name: str, number: str) -> None:
        """版头: the issuer in red on one line, the number, the red rule."""
        points = min(HEAD_POINTS, int(TEXT_WIDTH / 0.353 / max(1, len(name))))
        paragraph = self._line(name, TITLE, points, center=True, exact=False)
        paragraph.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
        paragraph.paragraph_format.space_before = Pt(20)
        self._blank()
        line = self._line(number, BODY, THREE, center=True)
        layout.rule(line, side="bottom", points=2, colour=layout.RED)
        self._blank()

    def title(self, text: str) -> None:
        """标题: 二号小标宋, centred."""
        self._line(text, TITLE, TWO, center=True).paragraph_format.line_spacing = Pt(33)
        self._blank()

    def addressee(self, text: str) -> None:
        """主送机关: flush left, full-width colon."""
        self._line(f"{text}：", BODY, THREE)

    def text(self, text: str) -> None:
        """正文: each line of the text is a paragraph, two characters in."""
        for line in text.splitlines():
            if line.strip():
                self._indented(line.strip(), BODY)

    def first(self, place: int, text: str) -> None:
        """第一层: 一、 in 黑体."""
        self._indented(f"{ORDINALS[place - 1]}、{text}", HEI, keeps=True)

    def second(self, place: int, text: str) -> None:
        """第二层: （一） in 楷体."""
        self._indented(f"（{ORDINALS[place - 1]}）{text}", KAI, keeps=True)

    def annexes(self, titles: Sequence[str]) -> None:
        """附件说明: one blank line below the text, no full stop."""
        self._blank()
        for place, title in enumerate(titles, 1):
            lead = "附件：" if place == 1 else "　　　"
            number = f"{place}." if len(titles) > 1 else ""
            self._indented(f"{lead}{number}{title}", BODY)

    def signature(self, issuer: str, day: date) -> None:
        """落款 without a seal: issuer two characters from the right, date two further in."""
        self._blank()
        for text, indent in ((issuer, 2), (written_date(day), 4)):
            line = self._line(text, BODY, THREE)
            shape = line._p.get_or_add_pPr()
            shape.append(element("ind", rightChars=indent * 100, right=indent * 320))
            shape.append(element("jc", val="right"))

    def annex(self, place: int, title: str, *, only: bool = False) -> None:
        """附件 on a page of its own: its number flush left, its title on the third line."""
        line = self._line("附件" if only else f"附件{place}", HEI, THREE)
        line.paragraph_format.page_break_before = True
        self._blank()
        self.title(title)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """A table with a repeated head; widths are shares of the text width."""
        table = self.document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        table.autofit = False
        whole = sum(widths)
        self._fill(table.rows[0], head, HEI)
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for row in rows:
            self._fill(table.add_row(), row, BODY)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(TEXT_WIDTH * width / whole)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(TEXT_WIDTH * width / whole)

    def imprint(self, copies: str, issuer: str, day: date) -> None:
        """版记: copies to, issuing office and date between rules."""
        self._blank()
        line = self._line(f"　抄送：{copies}。", BODY, layout.FOUR)
        layout.rule(line, side="top", points=1, colour="000000")
        last = self._line(f"　{issuer}", BODY, layout.FOUR)
        last.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH - 5), WD_TAB_ALIGNMENT.RIGHT)
        self._run(last, f"\t{written_date(day)}印发", BODY, layout.FOUR)
        borders = element("pBdr")
        borders.append(element("top", val="single", sz=6, space=1, color="000000"))
        borders.append(element("bottom", val="single", sz=8, space=1, color="000000"))
        last._p.get_or_add_pPr().append(borders)

    def content(self) -> bytes:
        """The finished .docx."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _fill(self, row: _Row, texts: Sequence[str], font: str) -> None:
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = CENTER
            paragraph.paragraph_format.line_spacing = Pt(18)
            paragraph._p.get_or_add_pPr().append(element("snapToGrid", val=0))
            self._run(paragraph, text, font, layout.SMALL)
            cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))

    def _line(
        self, text: str, font: str, points: float, *, center: bool = False, exact: bool = True
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        if center:
            paragraph.alignment = CENTER
        if not exact:
            paragraph.paragraph_format.line_spacing = 1.0
        self._run(paragraph, text, font, points)
        return paragraph

    def _indented(self, text: str, font: str, *, keeps: bool = False) -> None:
        paragraph = self._line(text, font, THREE)
        paragraph.paragraph_format.keep_with_next = keeps
        indent = element("ind", firstLineChars=200, firstLine=640)
        paragraph._p.get_or_add_pPr().append(indent)

    def _run(self, paragraph: Paragraph, text: str, font: str, points: float) -> None:
        run = paragraph.add_run(text)
        layout.set_font(run._r.get_or_add_rPr(), font, points)

    def _blank(self) -> None:
        self.document.add_paragraph()
