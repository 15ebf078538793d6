"""Print the standings of a stored round in the shape that scripts compare."""

import json
from typing import Any

from django.core.management.base import CommandError

from common.refusal import Refused
from evaluations import rules
from evaluations.management.commands.score import lines
from evaluations.management.rounds import RoundCommand


class Command(RoundCommand):
    """名次: the standings of a round that was counted."""

    help = "输出一次评议的得分、名次和等次；只有已计票的评议才有结果。"

    def handle(self, *_args: Any, **options: Any) -> None:
        round_ = self.round_of(options["round"])
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
