"""What can be written as a workbook from the command line, and by which paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from campaigns.models import Campaign
from common.refusal import Refused
from evaluations.models import Round, Standing
from evaluations.papers import ranking_workbook
from issues.models import Issue, IssueList
from issues.papers import ledger_workbook, list_workbook
from reports.models import Circular
from reports.papers import circular_document
from reports.sheets import circular_workbook


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a campaign and, where the kind needs it, one row's number."""

    campaign: Campaign | None
    number: int | None
    today: date

    def sure_campaign(self) -> Campaign:
        """The campaign; Refused when there is none."""
        if self.campaign is None:
            raise Refused("数据库里还没有活动，没有可以导出的内容。")
        return self.campaign


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export: its name, how its bytes are made, the ending of its file."""

    label: str
    make: Callable[[Wanted], bytes]
    ending: str = "xlsx"


def _ledger(wanted: Wanted) -> bytes:
    campaign, file = wanted.sure_campaign(), BytesIO()
    rows = Issue.objects.of(campaign).in_ledger().order_by("unit__order", "due_on", "pk")
    ledger_workbook(file, campaign, rows, wanted.today)
    return file.getvalue()


def _issue_list(wanted: Wanted) -> bytes:
    row = IssueList.objects.filter(pk=wanted.number or 0).first()
    if row is None:
        raise Refused("没有这份清单，请用 --number 写清单编号。")
    return list_workbook(row)


def _ranking(wanted: Wanted) -> bytes:
    rounds = Round.objects.filter(status__in=Round.COUNTED)
    row = rounds.filter(pk=wanted.number).first() if wanted.number else rounds.first()
    if row is None:
        raise Refused("没有已计票的评议，请用 --number 写评议编号。")
    standings = Standing.objects.filter(round=row).select_related("unit", "cohort").in_order()
    return ranking_workbook(row, list(standings))


def _circular(wanted: Wanted) -> Circular:
    row = Circular.objects.filter(pk=wanted.number or 0).select_related("campaign").first()
    if row is None:
        raise Refused("没有这份通报，请用 --number 写通报编号。")
    return row


KINDS: dict[str, Kind] = {
    "ledger": Kind("整改台账", _ledger),
    "list": Kind("问题清单（需 --number）", _issue_list),
    "ranking": Kind("评议排名（默认最近一次）", _ranking),
    "circular": Kind(
        "通报正文（需 --number）", lambda wanted: circular_document(_circular(wanted)), "docx"
    ),
    "annexes": Kind("通报附表（需 --number）", lambda wanted: circular_workbook(_circular(wanted))),
}
