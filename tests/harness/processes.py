"""Looking at the machine's processes, to prove that nothing was left behind."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def living() -> list[Path]:
    """Every process but those already dead and waiting for their parent to notice."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.append(folder)
    return found


def in_group(group: int) -> list[int]:
    """The living members of a process group."""
    return [pid for pid in pids(living()) if group_of(pid) == group]


def working_on(folder: Path) -> list[int]:
    """The living processes of this data folder; the broker has overwritten its environment."""
    setting, place = f"DATA_DIR={folder}\0".encode(), f"{folder}/".encode()
    return pids(
        path
        for path in living()
        if setting in content(path / "environ") or place in content(path / "cmdline")
    )


def command(pid: int) -> str:
    """The command line of a process, words parted by blanks."""
    return content(Path(f"/proc/{pid}/cmdline")).replace(b"\0", b" ").decode(errors="replace")


def content(path: Path) -> bytes:
    """Read a file of /proc; a process that has gone in between has none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def pids(folders) -> list[int]:
    """The numbers of these processes, but for our own."""
    return [int(path.name) for path in folders if int(path.name) != os.getpid()]


def group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return -1


def wait_for(
    true: Callable[[], object], patience: float = 60, why: str | Callable[[], str] = "等待超时"
) -> None:
    """Wait until it is true; when patience ends fail with a sentence, or a log as it is then."""
    limit = time.monotonic() + patience
    while not true():
        assert time.monotonic() < limit, why() if callable(why) else why
        time.sleep(0.05)
