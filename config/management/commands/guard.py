"""Set the database's own triggers again, should a repair by hand or a restored table lack them."""

from typing import Any

from django.core.management.base import BaseCommand

import journal.rules as journal
from issues import triggers


class Command(BaseCommand):
    """补设触发器: the journal's guard and the marks of the sums; what stands is left alone."""

    help = "补设数据库触发器：操作日志防改、看板汇总标记；已有的不动。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not journal.is_guarded():
            journal.set_guard()
            self.stdout.write("已补设：操作日志防改触发器。")
        if not triggers.is_marked():
            triggers.set_triggers()
            self.stdout.write("已补设：看板汇总触发器；请接着执行 ./run manage sweep，重数一遍。")
