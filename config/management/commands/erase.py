"""Say what is over its term; erase only what a person names, on the office's word."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

import journal.rules as journal
from common.refusal import Refused
from journal.models import Erasure
from roster.models import User


class Command(BaseCommand):
    """到期清除: a dry run unless --term and --by are given."""

    help = "列出超过保存期限的个人信息（不改动）；--term 期限 --by 账号 才清除，只限办公室账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--term", help="期限的名称，见不带参数时的列表")
        parser.add_argument("--by", help="确认人的账号")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["term"]:
            for term, count in journal.overdue(localdate()):
                self.stdout.write(
                    f"{term.key}\t{term.what}\t{term.days or '长期'}天\t到期{count}行"
                )
            return
        journal.propose_erasures(localdate())
        row = Erasure.objects.filter(term=options["term"], status="proposed").first()
        by = User.objects.filter(username=options["by"] or "").first()
        if row is None or by is None:
            raise CommandError("没有这一项待清除的内容，或没有这个账号。")
        try:
            self.stdout.write(f"已清除{journal.erase(row, by=by)}行。")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
