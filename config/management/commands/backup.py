"""`manage.py backup`: one encrypted file with everything, and the old ones removed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime, now

from config import env
from config.backups import archive


class Command(BaseCommand):
    """备份: rows, files and keys; what a sealed round forbids to keep is destroyed."""

    help = "备份数据库、上传文件和密钥为一个加密文件；评议封存后，封存前的备份自动销毁。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.BACKUP_DIR, help="备份目录")
        parser.add_argument("--keep", type=int, default=14, help="保留最近几份，默认 14")

    def handle(self, *_args: Any, to: Path, keep: int, **_options: Any) -> None:
        made = archive.write(to, env.secret(settings.BACKUP_KEY_FILE), localtime(now()))
        self.stdout.write(f"已备份：{made}（{made.stat().st_size / 1e6:.1f} MB）")
        for file in archive.expired(to, keep):
            file.unlink()
            self.stdout.write(f"已销毁：{file.name}")
        self.stdout.write(f"备份密钥 {settings.BACKUP_KEY_FILE} 请另存一处；没有它备份打不开。")
