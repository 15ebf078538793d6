"""`manage.py account`: the first accounts of a real database, before anybody can sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

import roster.rules as roster
from common.refusal import Refused
from roster.models import Unit
from roster.words import Work


class Command(BaseCommand):
    """开账号: open an account with its duties and print its first password once."""

    help = "开一个账号并授予职责，打印一次性初始口令（首次登录须修改）。"

    def add_arguments(self, parser: CommandParser) -> None:
        works = "、".join(f"{value} {label}" for value, label in Work.choices)
        parser.add_argument("username", help="账号")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--work", action="append", default=[], help=f"职责，可写多次：{works}")
        parser.add_argument("--unit", help="单位编码；单位职责（联络员、主要负责人等）须写")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            password = self._open(**{k: options[k] for k in ("username", "name", "work", "unit")})
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"账号 {options['username']} 初始口令 {password}（只显示这一次）")

    @transaction.atomic
    def _open(self, *, username: str, name: str, work: list[str], unit: str | None) -> str:
        unknown = set(work) - set(Work.values)
        if unknown:
            raise Refused(f"没有名为 {'、'.join(unknown)} 的职责，可用：{'、'.join(Work.values)}。")
        place = Unit.objects.filter(code=unit).first() if unit else None
        if unit and place is None:
            raise Refused(f"没有编码为 {unit} 的单位，请先导入单位。")
        user, password = roster.open_account(username=username, name=name, unit=place, by=None)
        for duty in work:
            roster.grant(user, work=duty, unit=place, by=None)
        return password
