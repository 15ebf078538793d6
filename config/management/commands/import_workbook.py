"""Read a workbook of a known kind; store its rows or only say what would become of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campaigns.models import Campaign
from common.refusal import Refused
from common.workbook import Unreadable, open_workbook
from common.workbook.report import Report
from config.imports import KINDS, Kind, Setting, newest_campaign, setting_of

SHOWN = 50
UNREADABLE = 2
SOME_REFUSED = 1


class Command(BaseCommand):
    """导入工作簿: lists, ledgers, rosters, tickets; nothing enters with --dry-run."""

    help = (
        "导入工作簿（问题清单、台账、花名册、单位名册、热线工单、评议票）。"
        "退出码：0 全部接收，1 有行被退回，2 文件不能读取或用法有误。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = "、".join(f"{name}（{kind.label}）" for name, kind in KINDS.items())
        parser.add_argument("kind", choices=sorted(KINDS), help=f"类型：{kinds}")
        parser.add_argument("file", type=Path, help="工作簿：.xlsx .xls .et .xlsb .ods .csv")
        parser.add_argument(
            "--campaign",
            type=int,
            help="活动编号；不写则为最近的活动，--dry-run 时不写则只按文件自身的年份和日期",
        )
        parser.add_argument("--unit", help="单位编码，用于表中没有写单位的清单")
        parser.add_argument(
            "--received",
            type=date.fromisoformat,
            help="交办日期（如 2026-03-20），用于文件中没有写日期的清单",
        )
        parser.add_argument("--dry-run", action="store_true", help="只读取和检查，不写入")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        campaign = self._campaign(options["campaign"])
        is_bound = not options["dry_run"] or options["campaign"] is not None
        setting = setting_of(
            campaign if is_bound else None,
            unit_code=options["unit"],
            received=options["received"],
        )
        self._check(setting)
        try:
            report = kind.read(open_workbook(options["file"]), setting)
        except Unreadable as refused:
            raise CommandError(
                f"{options['file'].name}：{refused}", returncode=UNREADABLE
            ) from None
        stored = None if options["dry_run"] else self._store(kind, report, campaign)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(report, stored)
        if report.refused:
            raise SystemExit(SOME_REFUSED)

    def _campaign(self, number: int | None) -> Campaign | None:
        if number is None:
            return newest_campaign()
        campaign = Campaign.objects.filter(pk=number).first()
        if campaign is None:
            raise CommandError(f"没有编号为{number}的活动。", returncode=UNREADABLE)
        return campaign

    def _check(self, setting: Setting) -> None:
        if setting.is_example:
            self.stderr.write("数据库里还没有单位，按随产品提供的示例名册读取。")
        code = setting.unit_code
        if code and code not in setting.directory.entries:
            raise CommandError(
                f"没有编码为“{code}”的单位，请先导入单位名册。", returncode=UNREADABLE
            )

    def _store(self, kind: Kind, report: Report, campaign: Campaign | None) -> int:
        if kind.store is None:
            message = f"“{kind.label}”目前只能用 --dry-run 检查，请在页面上导入。"
            raise CommandError(message, returncode=UNREADABLE)
        try:
            with transaction.atomic():
                return kind.store(report, campaign)
        except Refused as refused:
            raise CommandError(str(refused), returncode=UNREADABLE) from None

    def _tell(self, report: Report, stored: int | None) -> None:
        counts = report.counts
        self.stdout.write(
            f"读取 {counts['rows']} 行，退回 {counts['refused']} 行，"
            f"略过 {counts['ignored']} 行，提醒 {counts['warnings']} 处"
        )
        if stored is not None:
            self.stdout.write(f"已写入 {stored} 行")
        for note in report.notes:
            self.stdout.write(note)
        for refusal in report.refused[:SHOWN]:
            self.stdout.write(f"退回 [{refusal.sheet}] {refusal.sentence}")
        for remark in report.warnings[:SHOWN]:
            self.stdout.write(f"提醒 [{remark.sheet}] {remark.sentence}")
