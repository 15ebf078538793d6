"""The limited process that opens an uploaded file: `python -m common.workbook.child FILE NAME`."""

import gc
import sys
from pathlib import Path

from common.workbook import door, limits, other, wire, xlsx
from common.workbook.grid import Workbook
from common.workbook.unreadable import Unreadable

try:
    import resource
except ImportError:  # the limits exist on Unix only
    resource = None  # type: ignore[assignment]


def limit_this_process() -> None:
    """Give this process the little memory and time that reading a workbook needs."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    seconds = limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path, name: str) -> Workbook:
    """Read a file of any known kind in this very process."""
    kind = door.judge(path, name)
    if kind == "xlsx":
        return xlsx.read(path, name)
    if kind == "csv":
        return other.read_table(path, name)
    return other.read(path, name)


def main(path: str, name: str) -> int:
    """Print the workbook line by line, or one line that says why it is refused."""
    limit_this_process()
    gc.disable()
    try:
        workbook = read(Path(path), name)
    except Unreadable as refused:
        print(wire.refusal(str(refused)))
        return 0
    except MemoryError:
        print(wire.refusal("文件展开后过大，超出内存限制，请删去多余的行列或拆分后再上传。"))
        return 0
    for line in wire.lines(workbook):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
