"""Screen a file of texts for emptiness."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from issues.management.reading import read_listed
from issues.screening import judge


class Command(BaseCommand):
    """筛查空泛: judges each text of a JSON file without storing anything."""

    help = (
        "筛查空泛表述：读取 JSON 文件（items 各有 id、text），逐条判断并标出空话，不保存任何内容。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="JSON 文件：{“items”: [{“id”, “text”}]}")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        judged = [(one["id"], judge(one["text"])) for one in read_listed(options["file"], "items")]
        if options["json"]:
            items = [
                {"id": key, "label": found.label, "vague_words": list(found.vague_words)}
                for key, found in judged
            ]
            self.stdout.write(json.dumps({"items": items}, ensure_ascii=False, indent=1))
            return
        for key, found in judged:
            label = "空泛" if found.label == "vague" else "具体"
            self.stdout.write(f"{key}　{label}　{'；'.join(found.reasons)}")
