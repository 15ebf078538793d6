"""Run every background sweep once, in this process, without a broker."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import celery
from config.jobs import JOBS


class Command(BaseCommand):
    """后台任务一次走完: the same jobs that beat wakes, for machines without Redis."""

    help = "立即执行全部后台任务一次（提醒、投递、计票等），不需要 Redis，可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出已执行的任务")

    def handle(self, *_args: Any, **options: Any) -> None:
        celery.loader.import_default_modules()
        for name in JOBS:
            celery.tasks[name]()
        if options["json"]:
            self.stdout.write(json.dumps({"done": list(JOBS)}, ensure_ascii=False))
        else:
            self.stdout.write(f"已执行 {len(JOBS)} 项后台任务：{'、'.join(JOBS)}")
