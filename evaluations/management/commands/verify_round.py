"""Prove a result again from the sealed slips."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from evaluations import rules
from evaluations.management.rounds import RoundCommand


class Command(RoundCommand):
    """核验: every digest, balance and count of a round once more; exits with 1 when one fails."""

    help = "核验一次评议：从封存的选票重新计票，逐项核对摘要、收发数和名次，不写入任何内容。"

    def handle(self, *_args: Any, **options: Any) -> None:
        round_ = self.round_of(options["round"])
        proofs = rules.verify(round_)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in proofs], ensure_ascii=False))
        else:
            for one in proofs:
                self.stdout.write(f"{'相符' if one.holds else '不符'}  {one.about}（{one.found}）")
        wrong = sum(not one.holds for one in proofs)
        if wrong:
            raise CommandError(f"有{wrong}项不相符，请封存数据库并报告监票人。")
