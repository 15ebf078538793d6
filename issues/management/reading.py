"""Reading the JSON files that the screening commands take."""

import json
from pathlib import Path

from django.core.management.base import CommandError


def read_listed(file: str, name: str) -> list[dict[str, str]]:
    """Return the entries listed under one name, or say what is wrong with the file."""
    try:
        raw = json.loads(Path(file).read_text("utf-8-sig"))
    except OSError as fault:
        raise CommandError(f"打不开文件 {file}：请检查路径。") from fault
    except ValueError as fault:
        raise CommandError(f"{file} 不是 UTF-8 的 JSON 文件：请检查内容。") from fault
    listed = raw.get(name) if isinstance(raw, dict) else None
    if not isinstance(listed, list) or not all(map(_complete, listed)):
        raise CommandError(f"{file} 里要有 {name} 清单，每条写明 id 和 text。")
    return listed


def _complete(entry: object) -> bool:
    return isinstance(entry, dict) and "id" in entry and isinstance(entry.get("text"), str)
