"""Opening an uploaded workbook safely: a child with limits reads it, this process only listens."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from common.workbook import door, limits, wire
from common.workbook.grid import Workbook
from common.workbook.unreadable import Unreadable

NEEDED: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")
ROOT: Final = Path(__file__).resolve().parents[2]
TOO_MUCH: Final = "文件内容异常，读取时超出时间或内存限制，请删去多余的行列后另存为.xlsx再上传。"


def open_workbook(path: Path, name: str = "") -> Workbook:
    """Read the file at `path`, known to people as `name`; refuse it with one sentence otherwise."""
    shown_name = (name or path.name).replace("\0", "")
    if not path.is_file():
        message = f"找不到文件“{shown_name}”，请检查路径。"
        raise Unreadable(message)
    door.judge(path, shown_name)
    with tempfile.TemporaryFile() as printed:
        _run_child(path, shown_name, printed.fileno())
        printed.seek(0)
        return wire.workbook_from(line.decode() for line in printed)


def marked_workbook(path: Path, name: str, words: dict[str, Any]) -> bytes:
    """The same file with a word beside every row, made by a child with the same limits."""
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryFile() as said:
        target = Path(place) / "marked.xlsx"
        said.write(json.dumps(words).encode())
        said.seek(0)
        arguments = ("common.workbook.marking", str(path.resolve()), name, str(target))
        _run(arguments, stdin=said.fileno(), stdout=subprocess.DEVNULL)
        return target.read_bytes()


def open_upload(chunks: Iterable[bytes], name: str) -> Workbook:
    """Read a workbook that was just uploaded, without keeping it."""
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        return open_workbook(Path(file.name), name)


def _run_child(path: Path, name: str, printed: int) -> None:
    arguments = ("common.workbook.child", str(path.resolve()), name)
    _run(arguments, stdin=subprocess.DEVNULL, stdout=printed)


def _run(arguments: Sequence[str], *, stdin: int, stdout: int) -> None:
    command = [sys.executable, "-s", "-m", *arguments]
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    environment |= {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command,
            cwd=ROOT,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            timeout=limits.CHILD_WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(TOO_MUCH) from slow
    if done.returncode != 0:
        raise Unreadable(TOO_MUCH)
