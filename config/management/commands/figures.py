"""Print the figures of a campaign."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from campaigns.models import Campaign
from reports.figures import Facts, checks, values


class Command(BaseCommand):
    """打印统计数字: the same figures that the pages and circulars ask."""

    help = "打印一次活动的全部统计数字和勾稽结果。退出码：0 勾稽一致，1 不一致，2 没有这个活动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", type=int, nargs="?", help="活动编号；不写则为最近的活动")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        number = options["campaign"]
        rows = Campaign.objects.all()
        campaign = rows.filter(pk=number).first() if number else rows.newest()
        if campaign is None:
            raise CommandError("没有这个活动。", returncode=2)
        facts = Facts(campaign, localdate())
        found, tested = values(facts), checks(facts)
        if options["json"]:
            written = {
                "campaign": campaign.pk,
                "name": campaign.name,
                "as_of": facts.today.isoformat(),
                "figures": [value.as_json() for value in found.values()],
                "checks": [check.as_json() for check in tested],
            }
            self.stdout.write(json.dumps(written, ensure_ascii=False, indent=1))
        else:
            for value in found.values():
                self.stdout.write(f"{value.figure.label}\t{value.text}{value.figure.unit}")
            for check in tested:
                self.stdout.write(check.sentence)
        if not all(check.is_ok for check in tested):
            raise SystemExit(1)
