"""`manage.py manual FILE`: the whole manual as one Word file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.manual.paper import manual_paper


class Command(BaseCommand):
    """操作手册: the pages of the manual, bound."""

    help = "把操作手册（与页面上的手册同一内容、同一图片）存成一个 Word 文件。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="存到哪里，如 操作手册.docx")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        file.write_bytes(manual_paper())
        self.stdout.write(f"已存为 {file}（{file.stat().st_size // 1024} KB）")
