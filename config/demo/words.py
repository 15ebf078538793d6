"""Names and places of the made-up district."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from common.dictionaries import read

FOLDER = Path(__file__).parent


@cache
def bank(name: str) -> dict[str, Any]:
    """Return one of the demo's word banks, read once."""
    content: dict[str, Any] = read(FOLDER / f"{name}.yaml")
    return content


@cache
def joined(name: str) -> dict[str, list[str]]:
    """Return a bank kept in several files, their sections joined."""
    content: dict[str, list[str]] = defaultdict(list)
    for file in sorted(FOLDER.glob(f"{name}*.yaml")):
        for section, lines in bank(file.stem).items():
            content[section] += lines
    return dict(content)


@cache
def names(name: str) -> list[str]:
    """Return one list of names or places."""
    return list(bank("words")[name])
