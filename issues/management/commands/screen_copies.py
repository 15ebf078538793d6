"""Screen a file of texts for near copies."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from issues.management.reading import read_listed
from issues.screening import Text, near_copies


class Command(BaseCommand):
    """筛查雷同: lists the near copies in a JSON file without storing anything."""

    help = (
        "筛查雷同：读取 JSON 文件（texts 各有 id、text），列出疑似抄改的两两组合，不保存任何内容。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="JSON 文件：{“texts”: [{“id”, “text”}]}")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument("--bulk", action="store_true", help="按大批量方式筛查（数万条以上）")

    def handle(self, *_args: Any, **options: Any) -> None:
        texts = [
            Text(one["id"], one["text"], one.get("unit_code", ""))
            for one in read_listed(options["file"], "texts")
        ]
        pairs = near_copies(texts, bulk=True if options["bulk"] else None)
        if options["json"]:
            listed = [{"a": p.a, "b": p.b, "similarity": p.similarity} for p in pairs]
            self.stdout.write(json.dumps({"pairs": listed}, ensure_ascii=False, indent=1))
            return
        for pair in pairs:
            self.stdout.write(f"{pair.a}　{pair.b}　相似度 {pair.similarity:.2f}")
        self.stdout.write(f"共 {len(pairs)} 对疑似雷同")
