"""Builds the hostile files: `python -m tests.hostile.build FOLDER`. Nothing here is kept in git."""

import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def plain() -> bytes:
    """A small honest workbook to be spoiled."""
    book = Workbook()
    book.active.append(["姓名", "职务", "单位"])
    book.active.append(["王芳", "科长", "区教育局"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def spoiled(**parts: bytes | str) -> bytes:
    """The workbook with parts replaced or added; a name writes / as __ and . as _0_."""
    held = io.BytesIO()
    renamed = {k.replace("__", "/").replace("_0_", "."): v for k, v in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(plain())) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in renamed:
                new.writestr(name, old.read(name))
        for name, content in renamed.items():
            new.writestr(name, content)
    return held.getvalue()


def sheet(inside: str, prologue: str = "") -> bytes:
    """The workbook with this for its sheet."""
    text = f'<?xml version="1.0"?>{prologue}{HEAD}<sheetData>{inside}</sheetData></worksheet>'
    return spoiled(**{SHEET.replace("/", "__").replace(".", "_0_"): text})


def member(name: str, content: bytes = b"x", *, attributes: int = 0) -> bytes:
    """The workbook with one more member of any name."""
    held = io.BytesIO(plain())
    with zipfile.ZipFile(held, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = attributes
        archive.writestr(entry, content)
    return held.getvalue()


def lying() -> bytes:
    """H-02: the directory says a hundred bytes, the member unpacks to seventy million."""
    content = bytearray(spoiled(xl__media__x_0_bin=b"0" * 70_000_000))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def png(width: int, height: int) -> bytes:
    """H-22: a picture that claims to be huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)


def segment(marker: int, content: bytes) -> bytes:
    """One part of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


GPS = b"31.230416N"


def photo(width: int = 8, height: int = 8, *, side: int = 6) -> bytes:
    """H-23: a picture as a telephone writes it, with the place, the device and a rear end."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, side, 0) + struct.pack(">HHII", 0x8825, 4, 1, 60)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + entries + b"\0" * 8 + GPS
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
        + segment(0xE1, exif)
        + segment(0xFE, b"Huawei Mate 60")
        + segment(0xC0, size)
        + segment(0xDA, b"\x01\x01\0\0\x3f\0")
        + b"\x12\xff\0\x34\xff\xd9"
        + b"<script>alert(1)</script>"
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG file."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def whole_png() -> bytes:
    """A picture of one point that tells where and by whom it was made, and has a zip behind it."""
    return (
        png(1, 1)
        + chunk(b"tEXt", b"Author\0" + GPS)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
        + plain()
    )


def rows(count: int) -> str:
    """So many rows of one number, and no dimension."""
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, count + 1))


CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
ENTITIES = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}">' for n in range(30))

FILES = {
    "H-01 压缩炸弹.xlsx": lambda: spoiled(xl__media__x_0_bin=b"0" * 70_000_000),
    "H-02 目录谎报大小.xlsx": lying,
    "H-03 最远的单元格.xlsx": lambda: sheet(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "H-04 行数过多.xlsx": lambda: sheet(rows(60_000)),
    "H-05 实体炸弹.xlsx": lambda: sheet(CELL, f"<!DOCTYPE a [{ENTITIES}]>"),
    "H-06 平方膨胀.xlsx": lambda: sheet(CELL, f'<!DOCTYPE a [<!ENTITY a "{"x" * 60000}">]>'),
    "H-07 外部实体.xlsx": lambda: sheet(
        CELL, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "H-08 包中有包.xlsx": lambda: member("xl/embeddings/a.zip", plain()),
    "H-08 越界路径.xlsx": lambda: member("../../x"),
    "H-08 绝对路径.xlsx": lambda: member("/etc/x"),
    "H-08 符号链接.xlsx": lambda: member("xl/a", b"/etc/passwd", attributes=0o120777 << 16),
    "H-08 一万个部件.xlsx": lambda: _many(10_000),
    "H-09 加密.xlsx": lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "H-09 网页另存.xls": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "H-15 图形脚本.xlsx": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "H-16 网页冒充.xlsx": lambda: b"<!doctype html><script>alert(1)</script>",
    "H-17 图片冒充.xlsx": lambda: b"GIF89a/*" + b"\0" * 200 + b"*/=1;alert(1)",
    "H-18 带脚本的文档.xlsx": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>",
    "H-19 带宏.xlsx": lambda: spoiled(xl__vbaProject_0_bin=b"x"),
    "H-20 病毒样本.xlsx": lambda: EICAR.encode(),
    "H-22 巨幅图片.xlsx": lambda: png(60_000, 60_000),
    "H-47 超长的一行.csv": lambda: "姓名,职务\n".encode() + b"a" * 3_000_000,
    "H-47 空字符.csv": lambda: b"\0" * 5000,
    "空文件.xlsx": lambda: b"",
    "截断.xlsx": lambda: plain()[:900],
}


ATTACHED = {
    "H-15 图形脚本.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "H-15 图形脚本.png": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "H-16 网页冒充.pdf": lambda: b"<!doctype html><script>alert(1)</script>",
    "H-17 动图.gif": lambda: b"GIF89a/*" + b"\0" * 200 + b"*/=1;alert(1)",
    "H-18 自动脚本.pdf": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>",
    "H-18 启动程序.pdf": lambda: b"%PDF-1.7\n1 0 obj<</S/Launch/F(calc.exe)>>",
    "H-18 夹带文件.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream",
    "H-20 病毒样本.jpg": lambda: EICAR.encode(),
    "H-22 巨幅图片.png": lambda: png(60_000, 60_000),
    "H-22 巨幅照片.jpg": lambda: photo(60_000, 60_000),
    "半张.jpg": lambda: photo()[:60],
    "半张.png": lambda: whole_png()[:40],
}
"""What is sent to the public box and with inspections."""

PAPERS = {
    "H-16 网页冒充.docx": lambda: b"<!doctype html><script>alert(1)</script>",
    "H-16 网页冒充.txt": lambda: b"<html><script>alert(1)</script>",
    "H-18 自动脚本.pdf": lambda: ATTACHED["H-18 自动脚本.pdf"](),
    "H-19 带宏.docx": lambda: member("word/vbaProject.bin"),
    "H-20 病毒样本.pdf": lambda: EICAR.encode(),
    "H-15 图形脚本.png": lambda: ATTACHED["H-15 图形脚本.png"](),
    "H-21 程序\u202efdp.exe": lambda: b"MZ",
    "空字符.txt": lambda: b"a\0b",
}
"""What is uploaded as a governing paper."""


def _many(count: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(count):
            archive.writestr(f"xl/{number}.xml", "x")
    return held.getvalue()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (FILES | ATTACHED | PAPERS).items():
        (folder / name).write_bytes(make())
