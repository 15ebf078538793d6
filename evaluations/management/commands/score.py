"""Try a counting workbook against a scheme without storing anything."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from common.workbook import Unreadable, open_workbook
from evaluations.scoring.faults import SchemeFault
from evaluations.sheets.ballots import directory_of
from evaluations.sheets.trial import read_plan, trial
from roster.directory import Directory, shipped_units
from roster.models import Unit


class Command(BaseCommand):
    """试算: reads a counting workbook and prints the standings."""

    help = "试算：读取计票工作簿，按评议办法算出得分和名次，不保存任何内容。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="计票工作簿（.xlsx、.xls、.ods、.csv）")
        parser.add_argument(
            "--scheme", help="评议办法的编号，或方案文件（.json）；不写则按工作簿说明判断"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            workbook = open_workbook(Path(options["file"]))
            result = trial(workbook, read_plan(options["scheme"]), directory()).data()
        except (SchemeFault, Unreadable) as fault:
            raise CommandError(str(fault)) from fault
        if not any(row["score"] for cohort in result["cohorts"] for row in cohort["units"]):
            raise CommandError("工作簿里没有找到计票表：请检查是否有单位名称列和各选项票数列。")
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
            return
        for line in lines(result):
            self.stdout.write(line)


def directory() -> Directory:
    """The units of this database, or the shipped roster where there are none yet."""
    try:
        return directory_of(Unit.objects.standing()) or Directory(shipped_units())
    except DatabaseError:
        return Directory(shipped_units())


def lines(result: dict[str, Any]) -> list[str]:
    """The standings as people read them in a terminal."""
    written: list[str] = []
    for cohort in result["cohorts"]:
        written.append(f"【{cohort['name']}】")
        written += [_line(row) for row in cohort["units"]]
    written += [f"注意：{json.dumps(row, ensure_ascii=False)}" for row in result["warnings"]]
    return written


def _line(row: dict[str, Any]) -> str:
    score = row["score"] or "不计分"
    return f"  {row['rank'] or '-':>3}  {row['unit']}  {score}  {row['tier_after_quota'] or ''}"
