"""Reading the dictionaries that ship with an app as `<app>/reference/<name>.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


@cache
def dictionary(app: str, name: str) -> Any:
    """Return one shipped dictionary, read once a process; nobody may change the result."""
    return yaml.safe_load((ROOT / app / "reference" / f"{name}.yaml").read_text("utf-8"))
