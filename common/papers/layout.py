"""The numbers of GB/T 9704-2012: page, grid, fonts by name, and how python-docx is told of them."""

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE, BODY, KAI, HEI, LATIN, SONG = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "楷体_GB2312",
    "黑体",
    "Times New Roman",
    "宋体",
)
THREE, TWO, FOUR, SMALL = 16, 22, 14, 12  # 三号 二号 四号 小四, in points
LINE = 28.95  # points: 22 lines on 225 mm
TOP, BOTTOM, LEFT, RIGHT, FOOTER = 37, 35, 28, 26, 25  # millimetres
TEXT_WIDTH = 156  # millimetres
RED = "FF0000"
GRID_PITCH = 579
SQUEEZE = -5  # twentieths of a point between characters: 28 to a line in WPS and LibreOffice
SHAPE_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "rPr",
)


def element(name: str, /, **attributes: str | int) -> Any:
    """Make one OOXML element with w: attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def shape(paragraph: Any, made: Any) -> None:
    """Put a property where the schema wants it; Word refuses files whose order is wrong."""
    properties = paragraph._p.get_or_add_pPr()
    place = SHAPE_ORDER.index(made.tag.split("}")[1])
    later = {qn(f"w:{name}") for name in SHAPE_ORDER[place + 1 :]}
    for old in properties.findall(made.tag):
        properties.remove(old)
    following = next((child for child in properties if child.tag in later), None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)


def set_font(properties: Any, font: str, points: float) -> None:
    """Name the font for every script and its size in half points; rFonts alone is not enough."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=font))
    for tag in ("sz", "szCs"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
        properties.append(element(tag, val=round(points * 2)))


def set_page(document: Document) -> None:
    """Lay the A4 page, its margins, its grid of 22 lines and odd and even footers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(FOOTER)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=GRID_PITCH))
    document.settings.odd_and_even_pages_header_footer = True


def set_styles(document: Document) -> None:
    """Make the body text 三号仿宋 at an exact line of 28.95 points, on our own defaults."""
    normal = document.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    set_font(properties, BODY, THREE)
    properties.find(qn("w:sz")).addprevious(element("spacing", val=SQUEEZE))
    lines = normal.paragraph_format
    lines.line_spacing = Pt(LINE)
    lines.space_before = lines.space_after = Pt(0)
    lines.widow_control = False
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        document.styles.element.remove(defaults)


def number_pages(document: Document) -> None:
    """Put “— 1 —” outside: right on odd pages, left on even ones, one character in."""
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        shape(paragraph, element("ind", **{f"{side}Chars": 100, side: 280}))
        shape(paragraph, element("jc", val=side))
        for part in ("— ", None, " —"):
            run = paragraph.add_run(part or "")
            set_font(run._r.get_or_add_rPr(), SONG, FOUR)
            if part is None:
                _page_field(run._r)


def _page_field(run: Any) -> None:
    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            code = element("instrText")
            code.text = "PAGE"
            run.append(code)
        else:
            run.append(element("fldChar", fldCharType=kind))


def rules(paragraph: Any, colour: str = "000000", **sides: float) -> None:
    """Draw lines of so many points above and below a paragraph."""
    borders = element("pBdr")
    for side, points in sides.items():
        line = element(side, val="single", sz=round(points * 8), space=1, color=colour)
        borders.append(line)
    shape(paragraph, borders)


def narrow(run: Any, percent: int) -> None:
    """Squeeze the width of the characters, as the red head of a long office name is."""
    run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(element("w", val=percent))
