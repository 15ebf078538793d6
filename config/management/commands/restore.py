"""`manage.py restore FILE`: bring a backup back into an empty database, whole."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.refusal import Refused
from config import env
from config.backups import archive
from roster.models import User


class Command(BaseCommand):
    """恢复: only into an empty database; afterwards rows, files and journal are compared."""

    help = "把一份备份恢复到空数据库，并逐表核对行数、摘要、文件和操作日志。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        if User.objects.exists():
            raise CommandError(
                "数据库里已有账号。恢复只写入空数据库：请换一个 DATA_DIR 或新建数据库，"
                "执行 migrate 后再恢复。"
            )
        path = settings.BACKUP_KEY_FILE
        keys = [env.secret(path), *env.old_secrets(path)]
        try:
            manifest = archive.restore(file, *keys)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from None
        if faults := archive.compare(manifest):
            raise CommandError("恢复后核对不符：\n" + "\n".join(faults))
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"已恢复 {manifest['at']} 的备份：{len(manifest['tables'])} 张表 {rows} 行，"
            f"{len(manifest['files'])} 个文件，逐项核对一致，操作日志完整。"
        )
        self.stdout.write("请重新启动程序（密钥文件已换回备份时的）。")
