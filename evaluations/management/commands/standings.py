"""Print the standings of a stored round in the shape that scripts compare."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.refusal import Refused
from evaluations import rules
from evaluations.management.commands.score import lines
from evaluations.models import Round


class Command(BaseCommand):
    """名次: the standings of a round that was counted."""

    help = "输出一次评议的得分、名次和等次；只有已计票的评议才有结果。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", type=int, help="评议编号")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        round_ = Round.objects.filter(pk=options["round"]).first()
        if round_ is None:
            raise CommandError(f"没有编号为{options['round']}的评议。")
        if not round_.is_counted:
            raise CommandError(f"“{round_}”{round_.get_status_display()}，还没有结果。")
        try:
            result = rules.report_of(round_)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
            return
        for line in lines(result):
            self.stdout.write(line)
