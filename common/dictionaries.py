"""Reading the dictionaries that ship with an app as `<app>/reference/<name>.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # built without libyaml: the same rows, ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent


def read(file: Path) -> Any:
    """Return what a YAML file of ours holds; plain values only, never objects."""
    text = file.read_text("utf-8")
    return yaml.load(text, Loader=Loader)  # nosec - one of the two safe loaders


@cache
def dictionary(app: str, name: str) -> Any:
    """Return one shipped dictionary, read once a process; nobody may change the result."""
    return read(ROOT / app / "reference" / f"{name}.yaml")
