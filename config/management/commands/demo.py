"""Make the demo campaign."""

import gc
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from common.refusal import Refused
from config.demo.district import SCALES, make
from config.demo.people import ACCOUNTS
from roster.words import DEMO_PASSWORD


class Command(BaseCommand):
    """演示活动: a believable district in the middle of its campaign, the same every time."""

    help = "在空数据库中生成演示活动。规模：small（10秒内）、district、city（数分钟）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="small", help="规模")
        parser.add_argument("--seed", type=int, default=2026, help="随机种子，相同则内容相同")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *_args: Any, **options: Any) -> None:
        gc.set_threshold(50_000, 50, 50)  # hardly anything made here can be thrown away again
        say = self.stderr.write if options["json"] else self.stdout.write
        try:
            made = make(options["scale"], seed=options["seed"], today=localdate(), say=say)
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None
        if options["json"]:
            self.stdout.write(json.dumps(made, ensure_ascii=False))
            return
        self.stdout.write(f"演示账号口令均为 {DEMO_PASSWORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username}  {account.name}")
