"""Write a workbook or a document from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.refusal import Refused
from config.exports import KINDS, Wanted


class Command(BaseCommand):
    """导出: the same files that the pages offer."""

    help = "导出工作簿或公文到文件。退出码：0 已写出，1 没有内容或参数不对。"

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = "、".join(f"{name}（{kind.label}）" for name, kind in KINDS.items())
        parser.add_argument("kind", choices=sorted(KINDS), help=f"种类：{kinds}")
        parser.add_argument("--campaign", type=int, help="活动编号；不写则为最近的活动")
        parser.add_argument("--number", type=int, help="清单、评议或通报的编号")
        parser.add_argument("--output", type=Path, help="写到哪个文件；不写则为当前目录")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出写出的文件")

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        rows, number = Campaign.objects.all(), options["campaign"]
        campaign = rows.filter(pk=number).first() if number else rows.newest()
        try:
            content = kind.make(Wanted(campaign, options["number"], localdate()))
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None
        path = options["output"] or Path(f"{options['kind']}.{kind.ending}")
        path.write_bytes(content)
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(path), "bytes": len(content)}))
        else:
            self.stdout.write(f"已写出 {path}（{len(content)} 字节）")
