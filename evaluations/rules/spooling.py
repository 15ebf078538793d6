"""Sorting more lines than memory should hold: sorted runs on disk, merged while they are read."""

import heapq
import tempfile
from collections.abc import Iterator
from typing import IO

RUN = 200_000


class Spool:
    """Takes lines in any order and gives them back sorted; the runs vanish with the spool."""

    def __init__(self, run: int = RUN) -> None:
        self.run = run
        self.held: list[str] = []
        self.files: list[IO[str]] = []
        self.size = 0

    def take(self, line: str) -> None:
        """Keep one line; a full run is sorted and put on disk."""
        self.held.append(line)
        self.size += 1
        if len(self.held) >= self.run:
            self._put_down()

    def _put_down(self) -> None:
        file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        file.writelines(f"{line}\n" for line in sorted(self.held))
        self.files.append(file)
        self.held = []

    def lines(self) -> Iterator[str]:
        """Every line, sorted; may be asked again."""
        for file in self.files:
            file.seek(0)
        runs = [(line[:-1] for line in file) for file in self.files]
        return heapq.merge(*runs, iter(sorted(self.held)))
