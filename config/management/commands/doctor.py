"""`manage.py doctor`: is this deployment as the rules ask? One line each, and how to mend it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.watch.checklist import lines


class Command(BaseCommand):
    """体检: 0 = every line holds, 1 = some do not."""

    help = "逐项核对部署是否符合要求（等保条款、密钥、备份、账号、网络），不符的给出办法。"
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = 0
        for line in lines():
            clause = f"（8.1.4 {line.clause}）" if line.clause else ""
            if line.holds:
                self.stdout.write(f"符合    {line.text}{clause}")
            else:
                faults += 1
                self.stdout.write(f"不符合  {line.text}{clause}——{line.mend}")
        self.stdout.write(f"{faults} 项不符合。" if faults else "全部符合。")
        sys.exit(1 if faults else 0)
