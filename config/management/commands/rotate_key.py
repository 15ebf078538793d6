"""Change a key of the installation without losing what was made under the one before."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from common.sealing import seal, unseal
from config import env

SEALED = (("roster.Authenticator", "seed"), ("outreach.Letter", "contact_sealed"))
"""Every column that is sealed under the field key."""
AFTER = {
    "secret": "会话和页面令牌在旧密钥下仍有效；全部过期后（12小时）可删除 .old 文件。",
    "field": "重启后执行 manage.py rotate_key field --finish，把已加密的内容换到新密钥下。",
    "journal": "以前的校验点仍用旧密钥核对，.old 文件须长期保留。",
    "backup": "以前的备份仍用旧密钥恢复，.old 文件保留到最旧的备份作废。",
}


class Command(BaseCommand):
    """更换密钥: a new key in force after the restart, the old one beside it as `.old`."""

    help = "更换密钥：secret（会话）、field（字段加密）、journal（日志签名）、backup（备份）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", choices=sorted(AFTER))
        parser.add_argument("--finish", action="store_true", help="field 专用：重新加密已有内容")

    def handle(self, *_args: Any, key: str, finish: bool, **_options: Any) -> None:
        if finish:
            if key != "field":
                raise CommandError("--finish 只用于 field。")
            self.stdout.write(f"已换到新密钥下：{_seal_anew()}处。现在可以删除 field.key.old。")
            return
        path: Path = getattr(settings, f"{key.upper()}_KEY_FILE")
        env.renew_secret(path)
        self.stdout.write(f"已更换 {path}，旧密钥在 {path.name}.old。请重启程序。{AFTER[key]}")


@transaction.atomic
def _seal_anew() -> int:
    """Open with any key that is known, seal with the one in force."""
    done = 0
    for label, name in SEALED:
        for row in apps.get_model(label)._base_manager.exclude(**{name: ""}).select_for_update():
            text = unseal(getattr(row, name), settings.FIELD_KEY, *settings.FIELD_KEYS_OLD)
            type(row)._base_manager.filter(pk=row.pk).update(
                **{name: seal(text, settings.FIELD_KEY)}
            )
            done += 1
    return done
