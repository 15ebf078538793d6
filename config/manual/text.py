"""Reading the manual: `#` title, `##` heading, `1.` steps, `-` points, `>` note, `!` picture.

Inside a line `**words**` are words of the screen and `[words](address-name)` leads to a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
PICTURE = re.compile(r"!\[(.+)\]\((\w[\w-]*)\)")
PIECE = re.compile(r"\*\*(.+?)\*\*|\[(.+?)\]\(([\w:]+)\)")
KINDS = {"## ": "heading", "- ": "point", "> ": "note"}


@dataclass(frozen=True)
class Piece:
    """Some words: plain, words of the screen (`mark`), or a link (`view`)."""

    text: str
    mark: bool = False
    view: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph of a kind: text, heading, step, point, note or picture."""

    kind: str
    pieces: tuple[Piece, ...]
    picture: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Chapter:
    """One page of the manual, mostly for one duty."""

    slug: str
    title: str
    summary: str
    works: tuple[str, ...]
    blocks: tuple[Block, ...]

    def finds(self, word: str) -> list[str]:
        """The paragraphs in which a word stands."""
        lines = [self.summary, *(block.text for block in self.blocks)]
        return [line for line in lines if word.lower() in line.lower()]


def pieces(line: str) -> Iterator[Piece]:
    """Cut a line at its marks and links."""
    at = 0
    for found in PIECE.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()])
        mark, words, view = found.groups()
        yield Piece(mark, mark=True) if mark else Piece(words, view=view)
        at = found.end()
    if at < len(line):
        yield Piece(line[at:])


def block(line: str) -> Block:
    """Read one line."""
    if found := PICTURE.fullmatch(line):
        return Block("picture", (Piece(found[1]),), picture=f"manual/{found[2]}.png")
    if step := re.match(r"(\d+)\. ", line):
        return Block("step", tuple(pieces(line[step.end() :])), number=int(step[1]))
    for mark, kind in KINDS.items():
        if line.startswith(mark):
            return Block(kind, tuple(pieces(line[len(mark) :])))
    return Block("text", tuple(pieces(line)))


def read(file: Path) -> Chapter:
    """Read a file: title, `duties:` it is for, summary, then its blocks."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    title, duties, summary, *rest = [line for line in lines if line]
    return Chapter(
        slug=file.stem.split("-", 1)[1],
        title=title.removeprefix("# "),
        works=tuple(duties.removeprefix("duties:").split()),
        summary=summary,
        blocks=tuple(block(line) for line in rest),
    )


@lru_cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in the order of their file names."""
    return tuple(read(file) for file in sorted(FOLDER.glob("*.md")))
