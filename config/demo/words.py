"""Names and places of the made-up district."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def bank(name: str) -> dict[str, Any]:
    """Return one of the demo's word banks, read once."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return content


def names(name: str) -> list[str]:
    """Return one list of names or places."""
    return list(bank("words")[name])
