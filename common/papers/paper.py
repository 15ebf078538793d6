"""One official document, written from top to bottom."""

import io
import re
from collections.abc import Sequence
from datetime import date

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from common.papers import layout, titles
from common.papers.imprint import add_imprint
from common.papers.layout import BODY, HEI, KAI, THREE, TITLE, TWO, element
from common.papers.tables import add_table

CENTER = WD_ALIGN_PARAGRAPH.CENTER
ORDINALS = "一二三四五六七八九十"
OPENING = re.compile(rf"（[{ORDINALS}]{{1,3}}）[^。：]{{1,40}}[。：]")
MOST_KEPT = 12
AIR = Pt(8)  # between a table and the words around it
TABLE = qn("w:tbl")


def written_date(day: date) -> str:
    """The date as documents write it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_number(short: str, year: int, number: int) -> str:
    """发文字号: six-cornered brackets, no 第, no leading zeros."""
    return f"{short}〔{year}〕{number}号"


class Paper:
    """公文: 版头, 主体, 版记; user text only ever becomes text nodes and cannot break the file."""

    def __init__(self, title: str = "") -> None:
        self.document = docx.Document()
        layout.set_page(self.document)
        layout.set_styles(self.document)
        layout.number_pages(self.document)
        about = self.document.core_properties
        about.title, about.author, about.comments = title[:250], "", ""

    def title(self, text: str) -> None:
        """标题: 二号小标宋, centred, parted between words."""
        for line in titles.lines(text):
            shown = self._line(line, TITLE, TWO, center=True)
            shown.paragraph_format.line_spacing = Pt(36)
            layout.shape(shown, element("snapToGrid", val=0))
        self._blank()

    def withdrawn(self, text: str) -> None:
        """A paper taken back says so above its head."""
        line = self._line(text, HEI, THREE, center=True)
        line.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)

    def addressee(self, text: str) -> None:
        """主送机关: flush left, full-width colon."""
        self._line(f"{text}：", BODY, THREE)

    def text(self, text: str) -> None:
        """正文: each line of the text is a paragraph, two characters in; （一） opens in 楷体."""
        for line in text.splitlines():
            if line.strip():
                self._numbered(line.strip())

    def _numbered(self, line: str) -> None:
        opening = OPENING.match(line)
        self._indented(opening[0] if opening else line, KAI if opening else BODY)
        if opening:
            run = self.document.paragraphs[-1].add_run(line[opening.end() :])
            layout.set_font(run._r.get_or_add_rPr(), BODY, THREE)

    def first(self, place: int, text: str) -> None:
        """第一层: 一、 in 黑体."""
        self._indented(f"{ORDINALS[place - 1]}、{text}", HEI, keeps=True)

    def second(self, place: int, text: str) -> None:
        """第二层: （一） in 楷体."""
        self._indented(f"（{ORDINALS[place - 1]}）{text}", KAI, keeps=True)

    def third(self, place: int, text: str) -> None:
        """第三层: 1. in bold 仿宋."""
        self._indented(f"{place}.{text}", BODY, keeps=True, bold=True)

    def annexes(self, names: Sequence[str]) -> None:
        """附件说明: one blank line below the text, no full stop; never alone on a page."""
        self._keep_last_words()
        self._blank()
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for place, title in enumerate(names, 1):
            lead = "附件：" if place == 1 else "　　　"
            number = f"{place}." if len(names) > 1 else ""
            self._indented(f"{lead}{number}{title}", BODY)

    def signature(self, issuer: str, day: date) -> None:
        """落款 without a seal: issuer two characters from the right, date two further in."""
        self._keep_last_words()
        self._blank()
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for text, indent in ((issuer, 2), (written_date(day), 4)):
            line = self._line(text, BODY, THREE)
            line.paragraph_format.keep_with_next = indent == 2
            layout.shape(line, element("ind", rightChars=indent * 100, right=indent * 320))
            layout.shape(line, element("jc", val="right"))

    def _keep_last_words(self) -> None:
        """No page may bear a signature alone: what stands before it goes along to the next."""
        for paragraph in reversed(self.document.paragraphs[-MOST_KEPT:]):
            paragraph.paragraph_format.keep_with_next = True
            if paragraph.text and not paragraph.text.startswith(("附件：", "　　　")):
                break

    def annex(self, place: int, title: str, *, only: bool = False) -> None:
        """附件 on a page of its own: its number flush left, its title on the third line."""
        line = self._line("附件" if only else f"附件{place}", HEI, THREE)
        line.paragraph_format.page_break_before = True
        self._blank()
        self.title(title)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        left: Sequence[int] = (),
        least: float = 0,
    ) -> None:
        """A table with a repeated head; widths are shares, `left` the columns of running text.

        `least` is how many millimetres a row is high at least, for what is signed by hand.
        """
        self.document.paragraphs[-1].paragraph_format.space_after = AIR
        add_table(self.document, head, rows, widths, frozenset(left), least)

    def imprint(self, lines: Sequence[str], *, overleaf: bool = False) -> None:
        """版记 at the foot of the last page, or of the page after it, so that it is an even one."""
        add_imprint(self.document, lines)
        end = self.document.add_paragraph()
        if overleaf:
            end.paragraph_format.page_break_before = True
        end.paragraph_format.line_spacing = Pt(1)

    def content(self) -> bytes:
        """The finished .docx."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _line(
        self, text: str, font: str, points: float, *, center: bool = False, exact: bool = True
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        above = paragraph._p.getprevious()
        if above is not None and above.tag == TABLE:
            paragraph.paragraph_format.space_before = AIR
        if center:
            paragraph.alignment = CENTER
        if not exact:
            paragraph.paragraph_format.line_spacing = 1.0
        run = paragraph.add_run(text)
        layout.set_font(run._r.get_or_add_rPr(), font, points)
        return paragraph

    def _indented(self, text: str, font: str, *, keeps: bool = False, bold: bool = False) -> None:
        paragraph = self._line(text, font, THREE)
        paragraph.runs[0].bold = bold or None
        paragraph.paragraph_format.keep_with_next = keeps or None
        layout.shape(paragraph, element("ind", firstLineChars=200, firstLine=640))

    def _blank(self, count: int = 1) -> None:
        for _ in range(count):
            self.document.add_paragraph()
