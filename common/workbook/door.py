"""The door: a file is judged by its bytes and its directory before anything opens it."""

import zipfile
from pathlib import Path
from typing import Final

from common.workbook import limits
from common.workbook.unreadable import Unreadable

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
MACRO_STREAM: Final = "_VBA_PROJECT".encode("utf-16-le")
WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
HTML_STARTS: Final = (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style", b"<div")
ARCHIVES: Final = (".zip", ".rar", ".7z", ".gz", ".xlsx", ".xlsm", ".xlsb", ".docx", ".ods", ".jar")
SAVE_AS: Final = "请用WPS或Excel打开后“另存为”.xlsx再上传。"
TABLE_NAMES: Final = (".csv", ".txt", ".tsv")


def judge(path: Path, name: str) -> str:
    """Say which kind of file this is, or refuse it with the reason and the remedy."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的（0字节），可能没有传完，请重新上传。")
    if name.lower().endswith(TABLE_NAMES):
        return _judge_table(path, size)
    if size > limits.FILE_BYTES:
        raise Unreadable("文件超过10兆，请删去图片和无关工作表，或拆成几个文件后再上传。")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(ZIP_MAGIC):
        return _judge_zip(path)
    if head.startswith(OLE_MAGIC):
        return _judge_ole(path)
    return _judge_other(head, path, size)


def _judge_table(path: Path, size: int) -> str:
    if size > limits.CSV_BYTES:
        raise Unreadable("CSV文件超过20兆，请拆成几个文件后再上传。")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise Unreadable("文件名是.csv，内容却是Excel工作簿，请把扩展名改为.xlsx或.xls后再上传。")
    return "csv"


def _judge_other(head: bytes, path: Path, size: int) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith(HTML_STARTS) or b"<html" in start[:1024]:
        raise Unreadable(f"文件其实是网页（HTML）改名成的表格，{SAVE_AS}")
    if start.startswith(b"<?xml"):
        raise Unreadable(f"文件是XML格式的旧表格，不能直接读取，{SAVE_AS}")
    if start.startswith(b"%pdf"):
        raise Unreadable("文件是PDF，不是工作簿，请上传原来的电子表格。")
    if b"\x00" not in head and size <= limits.CSV_BYTES and (b"," in head or b"\t" in head):
        return _judge_table(path, size)
    raise Unreadable(f"文件不是能识别的工作簿，可能已损坏或改过扩展名，{SAVE_AS}")


def _judge_ole(path: Path) -> str:
    content = path.read_bytes()
    if ENCRYPTED_STREAM in content:
        raise Unreadable("文件设有打开密码，请在WPS或Excel中取消密码、另存后再上传。")
    if MACRO_STREAM in content:
        raise Unreadable("文件带有宏，为安全起见不能上传，请另存为不含宏的.xlsx后再上传。")
    if WORD_STREAM in content:
        raise Unreadable("文件是Word文档，不是工作簿，请把表格复制到电子表格中再上传。")
    return "xls"


def _judge_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    # zipfile raises NotImplementedError for an archive of a newer version or in several volumes.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("文件不完整或已损坏（压缩包打不开），请重新导出或重新上传。") from error
    _check_directory(members)
    return _kind_of({member.filename for member in members})


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.MEMBERS:
        raise Unreadable(f"文件内部部件超过{limits.MEMBERS}个，不像正常的工作簿，{SAVE_AS}")
    if sum(member.file_size for member in members) > limits.UNPACKED_BYTES:
        raise Unreadable("文件解压后超过100兆，疑似异常压缩，请删去多余的行列后另存再上传。")
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.lower()
    if member.flag_bits & 0x1:
        raise Unreadable("文件经过加密，请取消密码、另存后再上传。")
    if ".." in name.split("/") or name.startswith(("/", "\\")):
        raise Unreadable(f"文件内部路径异常，不像正常的工作簿，{SAVE_AS}")
    if name.endswith(ARCHIVES):
        raise Unreadable("文件里面还套着压缩包或别的文档，请删去嵌入的对象后另存再上传。")
    if "vbaproject" in name:
        raise Unreadable("文件带有宏，为安全起见不能上传，请另存为不含宏的.xlsx后再上传。")
    too_dense = member.file_size > limits.RATIO * max(member.compress_size, 1)
    if member.file_size > limits.MEMBER_BYTES or (
        too_dense and member.file_size > limits.RATIO_COUNTS_FROM
    ):
        raise Unreadable("文件压缩比异常，疑似“压缩炸弹”，请删去多余的行列后另存再上传。")


def _kind_of(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("word/") for name in names):
        raise Unreadable("文件是Word文档，不是工作簿，请把表格复制到电子表格中再上传。")
    raise Unreadable(f"压缩包里没有工作表，不是能识别的工作簿，{SAVE_AS}")
