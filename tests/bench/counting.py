"""Fills a round with millions of score rows, counts it, and lets NumPy do the same sums."""

import resource
import sys
import time

import django
import numpy
from django.core.management import call_command
from django.db import connection

django.setup()

import campaigns.rules as campaigns  # noqa: E402
import evaluations.rules as evaluations  # noqa: E402
from evaluations.models import Round, Standing  # noqa: E402
from tests import builders  # noqa: E402

WORTH = (100, 80, 0)
LIMIT = 12.0
FILL = """
INSERT INTO evaluations_ballotscore (round_id, unit_id, side_id, {columns})
SELECT %s, (%s::int[])[1 + n %% %s], (%s::int[])[1 + (n / %s) %% %s], {marks}
FROM generate_series(0, %s) AS n
"""
MARK = "(ARRAY[-2,1,1,1,2,2,3,4])[1 + floor(random() * 8)::int]"


def prepare(ballots: int, units: int, items: int):
    """A sealed round with so many score rows, made by the database itself."""
    campaigns.install_dictionaries()
    evaluations.install_schemes()
    asked = [{"name": f"第{at}项", "weight": 100 / items} for at in range(items)]
    sides = [
        {"code": "UP", "name": "上级", "weight": 30, "items": asked},
        {"code": "SERV", "name": "服务对象", "weight": 70, "items": asked},
    ]
    row = {"id": "many", "name": "百万", "option_set": "sat4_100_80_0", "dimensions": sides}
    scheme = evaluations.keep_scheme(code="many", name="百万", content={"schemes": [row]}, by=None)
    made = [builders.make_unit(code=f"H{at:05}", name=f"第{at}局", order=at) for at in range(units)]
    round_ = evaluations.draft(
        builders.make_campaign(units=made), name="百万票", scheme=scheme, by=None
    )
    evaluations.freeze(round_, by=None)
    pks, both = [unit.pk for unit in made], [side.pk for side in round_.sides.all()]
    columns = ", ".join(f"s{at + 1}" for at in range(items))
    with connection.cursor() as cursor:
        statement = FILL.format(columns=columns, marks=", ".join([MARK] * items))
        cursor.execute(statement, [round_.pk, pks, units, both, units, len(both), ballots - 1])
        cursor.execute("VACUUM ANALYZE evaluations_ballotscore")
    Round.objects.filter(pk=round_.pk).update(status=Round.Status.SEALED)
    return round_


def counted(round_) -> float:
    """Seconds of the sweep that folds, ranks and writes the standings."""
    Round.objects.filter(pk=round_.pk).update(status=Round.Status.SEALED)
    begun = time.perf_counter()
    if evaluations.tally() != 1:
        raise RuntimeError("没有计票")
    return time.perf_counter() - begun


def arrays(round_, items: int):
    """The same ballots as NumPy arrays, already in memory."""
    columns = ", ".join(f"s{at + 1}" for at in range(items))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, side_id, {columns} FROM evaluations_ballotscore WHERE round_id = %s",
            [round_.pk],
        )
        parts = []
        while rows := cursor.fetchmany(200_000):
            parts.append(numpy.array(rows, dtype=numpy.int32))
    return numpy.concatenate(parts)


def summed(table, items: int) -> float:
    """Seconds NumPy takes for counts, means, weighted scores and the order."""
    begun = time.perf_counter()
    units, unit_at = numpy.unique(table[:, 0], return_inverse=True)
    sides, side_at = numpy.unique(table[:, 1], return_inverse=True)
    worth = numpy.array(WORTH, dtype=float)
    cell = unit_at * len(sides) + side_at
    total = numpy.zeros((len(units), len(sides)))
    for at in range(items):
        ticks = numpy.bincount(
            cell * 8 + table[:, 2 + at] + 2, minlength=len(units) * len(sides) * 8
        )
        kept = ticks.reshape(len(units), len(sides), 8)[:, :, 3:6]
        total += (kept @ worth) / kept.sum(axis=2) / items
    numpy.argsort(-(total @ numpy.array([0.3, 0.7])))
    return time.perf_counter() - begun


def measure(ballots: int, units: int, items: int) -> bool:
    """Fill, count, compare; say how long each took and how much memory the count needed."""
    call_command("migrate", verbosity=0)
    round_ = prepare(ballots, units, items)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours = min(counted(round_) for _ in range(2))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ranked = Standing.objects.filter(round=round_, rank_low__isnull=False).count()
    table = arrays(round_, items)
    numpy_takes = min(summed(table, items) for _ in range(3))
    print(
        f"计票（{ballots:,} 张 × {items} 项，{units} 个单位，{ranked} 个有名次区间）："
        f"{ours:.1f} 秒，内存增 {grown:.0f} MB；NumPy 在内存中求同样的和 {numpy_takes:.2f} 秒，"
        f"为其 {ours / numpy_takes:.1f} 倍（上限 {LIMIT:g}）"
    )
    return ours / numpy_takes <= LIMIT and ranked == units


if __name__ == "__main__":
    sys.exit(0 if measure(*map(int, sys.argv[1:])) else 1)
