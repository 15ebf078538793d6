"""What a ruler and a reader would find wrong with a Word document, whatever paper it is."""

import io
import re
import zipfile

import docx

FONTS = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
A4 = [210, 297]
GONGWEN = [37, 35, 28, 26]  # 天头, 下, 订口, 右


def faults(content, *, margins=None):
    """The faults of a paper: its page, its fonts, a table that leaves the page, an empty title."""
    document = docx.Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        body = file.read("word/document.xml").decode()
    section = document.sections[0]
    page = sorted(round(side.mm) for side in (section.page_width, section.page_height))
    room = section.page_width - section.left_margin - section.right_margin
    wide = [sum(column.width for column in table.columns) for table in document.tables]
    torn = [
        row for table in document.tables for row in table.rows if "cantSplit" not in row._tr.xml
    ]
    titled = [line for line in document.paragraphs if line.text.strip()]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    return [
        fault
        for fault, is_wrong in {
            "not A4": page != A4,
            "fonts": set(re.findall(r'w:eastAsia="([^"]+)"', body)) - FONTS,
            "a table wider than the page": any(width > room + 20000 for width in wide),
            "a row may be torn": torn,
            "no title": not titled or not document.core_properties.title,
            "something left unfilled": "{" in "".join(line.text for line in document.paragraphs),
            "None": ">None<" in body,
            "margins": margins and [round(edge.mm) for edge in edges] != margins,
        }.items()
        if is_wrong
    ]
