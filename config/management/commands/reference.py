"""Install the dictionaries that ship with the product."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

import activities.rules as activities
import campaigns.rules as campaigns
import evaluations.rules as evaluations
import roster.rules as roster
import supervision.rules as supervision


class Command(BaseCommand):
    """装入字典: taxonomies, holidays, schemes …; rows that somebody edited stay as they are."""

    help = "装入随产品提供的字典（问题分类、节假日、评议办法等）；已改过的内容不覆盖，可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--units", action="store_true", help="同时装入示例区的89个单位")

    def handle(self, *_args: Any, **options: Any) -> None:
        campaigns.install_dictionaries()
        evaluations.install_schemes()
        evaluations.install_designation_rules()
        activities.install_kinds()
        supervision.install_rungs()
        if options["units"]:
            self.stdout.write(f"新装入单位 {roster.install_units()} 个")
        self.stdout.write("字典已就绪")
