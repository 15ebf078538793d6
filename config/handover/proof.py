"""Proving an archive whole."""

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from common.refusal import Refused
from config.handover.pack import FORM, LIST

PIECE = 1 << 20
MOST_OF_LIST, MOST_OF_PAPER = 64 << 20, 256 << 20
MOST_TIMES = 1000
"""A text of many alike rows packs a hundredfold; what packs a thousandfold is a trap."""


def verify(path: Path) -> tuple[dict[str, Any], list[str]]:
    """核验: compare every file with its digest; returns the list and the faults as sentences.

    Raises Refused when it is no archive of ours at all.
    """
    try:
        with ZipFile(path) as archive:
            _refuse_traps(archive)
            told = _manifest(archive)
            return told, _faults(archive, told)
    except (BadZipFile, OSError):
        raise Refused(f"“{path.name}”不是移交包，或文件已损坏，请重新拷贝。") from None


def _refuse_traps(archive: ZipFile) -> None:
    """Look at the sizes before anything is unpacked; what is read never exceeds them."""
    for one in archive.infolist():
        most = MOST_OF_LIST if one.filename == LIST else MOST_OF_PAPER
        is_table = one.filename.startswith("data/")
        is_trap = one.file_size > PIECE and one.file_size > MOST_TIMES * one.compress_size
        if is_trap or (one.file_size > most and not is_table):
            raise Refused(f"包里的“{one.filename}”解开后大得反常，没有读取，请核对来源。")


def _manifest(archive: ZipFile) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(archive.read(LIST))
    except (KeyError, ValueError):
        raise Refused("包里没有可读的文件目录，不是整改通的移交包。") from None
    if not _is_list(told):
        raise Refused("包里的文件目录不完整，不是整改通的移交包。")
    if told.get("form") != FORM:
        raise Refused(f"移交包的格式是{told.get('form')}，本系统只认{FORM}，请用相应版本读取。")
    return told


def _is_list(told: Any) -> bool:
    files = told.get("files") if isinstance(told, dict) else None
    words = ("name", "sha256")
    return isinstance(files, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(word), str) for word in words)
        for one in files
    )


def _faults(archive: ZipFile, told: dict[str, Any]) -> list[str]:
    names = set(archive.namelist()) - {LIST}
    listed = {one["name"]: one for one in told["files"]}
    faults = [f"清单中的“{name}”不在包里" for name in sorted(listed.keys() - names)]
    faults += [f"包里多出清单外的“{name}”" for name in sorted(names - listed.keys())]
    for name in sorted(listed.keys() & names):
        if _digest(archive, name) != listed[name]["sha256"]:
            faults.append(f"“{name}”与清单中的摘要不符，内容被改动过")
    return faults


def _digest(archive: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except BadZipFile:
        return ""
    return digest.hexdigest()
