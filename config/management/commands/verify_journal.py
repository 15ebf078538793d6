"""`manage.py verify_journal`: prove that nobody has rewritten the journal, or say where."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

import journal.rules as journal
from journal.models import Entry


class Command(BaseCommand):
    """校验日志: 0 = whole, 2 = contradicted."""

    help = "校验操作日志链与校验点；可附带以前导出的校验点文件。完整返回 0，有改动返回 2。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--checkpoints", type=Path, help="以前导出的校验点文件（JSON）")

    def handle(self, *_args: Any, checkpoints: Path | None, **_options: Any) -> None:
        journal.gather()
        journal.chain()
        outside = json.loads(checkpoints.read_text("utf-8")) if checkpoints else []
        faults = journal.verify_journal(outside)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(2)
        count = Entry.objects.exclude(seq=None).count()
        self.stdout.write(f"日志完整：{count} 条，校验点 {len(journal.export_checkpoints())} 个。")
