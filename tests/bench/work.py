"""The pieces of work that a desk can be told to do, one name on a line of its input."""

import gc
import io
import json
import sys
import time
from collections.abc import Callable
from functools import cache
from random import Random

import django
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import write_worksheet
from xlsxwriter import Workbook

django.setup()

import evaluations.rules as evaluations  # noqa: E402
from campaigns.models import Campaign  # noqa: E402
from evaluations.models import BallotScore, Round  # noqa: E402
from issues.models import Issue  # noqa: E402
from issues.papers import ledger_workbook  # noqa: E402
from issues.papers.ledger import HEADINGS, cell_shape  # noqa: E402
from reports.figures.counted import HELD  # noqa: E402
from reports.figures.held import FACTS  # noqa: E402
from roster.models import Duty, Unit  # noqa: E402
from roster.words import Work  # noqa: E402

BALLOTS = 1_000_000


@cache
def office() -> Client:
    """A browser signed in as the office."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        Duty.objects.filter(work=Work.OFFICE).first().user,
        backend=settings.AUTHENTICATION_BACKENDS[-1],
    )
    return client


def open_page(address: str) -> int:
    """Open a page as the office does; return how many bytes came."""
    answer = office().get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} 返回 {answer.status_code}")
    return len(answer.content)


def ledger() -> int:
    return open_page(reverse("issues:ledger"))


def held_ledger() -> int:
    return open_page("/bench/held-ledger/")


def dashboard() -> int:
    return open_page(reverse("reports:dashboard"))


def month() -> int:
    """The dashboard narrowed to this month."""
    return open_page(f"{reverse('reports:dashboard')}?span={localdate():%Y-%m}")


def stirred_dashboard() -> int:
    """The first dashboard after somebody's deed: nothing is held, one unit's sums are old."""
    issue = Issue.objects.of(Campaign.objects.newest()).in_ledger().order_by("pk")[0]
    Issue.objects.filter(pk=issue.pk).update(due_on=issue.due_on)
    FACTS.clear()
    HELD.clear()
    return dashboard()


def held_dashboard() -> int:
    return open_page("/bench/held-dashboard/")


def ledger_rows() -> int:
    return Issue.objects.of(Campaign.objects.newest()).in_ledger().count()


def export() -> int:
    file = io.BytesIO()
    write_ledger(file)
    return len(file.getvalue())


def write_ledger(file: io.BytesIO) -> None:
    """The ledger's workbook as the page gives it."""
    campaign = Campaign.objects.newest()
    rows = Issue.objects.of(campaign).in_ledger().order_by("unit__order", "due_on", "pk")
    ledger_workbook(file, campaign, rows, localdate())


@cache
def cells() -> list[list[object]]:
    """The cells below the headings of our own export, read back once."""
    file = io.BytesIO()
    write_ledger(file)
    file.seek(0)
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[4:]


def rust_writer() -> int:
    file = io.BytesIO()
    names = [str(place) for place in range(len(cells()[0]))]
    lines = (dict(zip(names, row, strict=True)) for row in cells())
    write_worksheet(lines, file, column_formats=[cell_shape(heading.shape) for heading in HEADINGS])
    return len(file.getvalue())


def python_writer() -> int:
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(cells()):
            sheet.write_row(place, 0, row)
    return len(file.getvalue())


@cache
def counted_round() -> Round:
    """A round with many sealed ballots; they are written once and stay in the database."""
    round_ = Round.objects.filter(status=Round.Status.OPEN).latest("pk")
    if not BallotScore.objects.filter(round=round_).exists():
        dice = Random(1)
        units = list(Unit.objects.filter(cohorts__round=round_))
        pairs = [(unit, side) for unit in units for side in round_.sides.all()]
        for unit, side in pairs:
            marks = [dice.choice((-2, 1, 2, 3, 4)) for _ in range(BALLOTS // len(pairs))]
            BallotScore.objects.bulk_create(
                BallotScore(round=round_, unit=unit, side=side, s1=mark) for mark in marks
            )
    return round_


def tally() -> int:
    """The count as the sweep does it, undone afterwards."""
    with transaction.atomic():
        sealed = Round.objects.filter(pk=counted_round().pk)
        sealed.update(status=Round.Status.SEALED, sealed_at=now())
        if evaluations.tally() != 1:
            raise RuntimeError("没有计票")
        transaction.set_rollback(True)
    return 0


def ballots() -> int:
    return BallotScore.objects.filter(round=counted_round()).count()


def ballot_scan() -> int:
    """One plain pass of the database over the same ballots."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, side_id, s1, COUNT(*) FROM evaluations_ballotscore"
            " WHERE round_id = %s GROUP BY unit_id, side_id, s1",
            [counted_round().pk],
        )
        return len(cursor.fetchall())


WORK: dict[str, Callable[[], int]] = {
    work.__name__: work
    for work in (
        *(ledger, held_ledger, ledger_rows, export, rust_writer, python_writer),
        *(dashboard, stirred_dashboard, month, held_dashboard),
        *(tally, ballots, ballot_scan),
    )
}


def main() -> None:
    """Do what is asked, line by line, until the input ends."""
    for line in sys.stdin:
        work = WORK[line.strip()]
        gc.collect()
        started = time.perf_counter()
        size = work()
        print(json.dumps({"seconds": time.perf_counter() - started, "size": size}), flush=True)


if __name__ == "__main__":
    main()
