"""The draw of raters: first the pool is announced, then a public seed names who rates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from common.lots import drawn as smallest
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Draw, Rater, Round, Side
from evaluations.rules.raters import require_free
from evaluations.rules.schemes import digest
from roster.models import User

OTHER = "未分类"
BATCH = 500


def drawn(
    seed: str, pool: Sequence[tuple[int, str]], quotas: Mapping[str, int]
) -> dict[str, list[int]]:
    """The numbers of each stratum by their lots, smallest first: so many as its quota."""
    found: dict[str, list[int]] = {}
    for name, places in quotas.items():
        inside = [number for number, stratum in pool if stratum == name]
        found[name] = smallest(seed, inside, places)
    return found


def stratum_of(rater: Rater, strata: str) -> str:
    """The stratum a rater stands in."""
    if strata == Draw.By.UNIT:
        return rater.unit.name if rater.unit else OTHER
    if strata == Draw.By.RATED:
        return "、".join(unit.name for unit in rater.units.all())
    return rater.group or OTHER


def candidates(round_: Round, side: Side) -> list[Rater]:
    """The pool that would be announced, in the order of its numbers."""
    rows = round_.raters.filter(side=side, state=Rater.State.CANDIDATE, number=None)
    return list(
        rows.select_related("unit").prefetch_related("units").order_by("group", "name", "pk")
    )


def strata_sizes(round_: Round, side: Side, strata: str) -> dict[str, int]:
    """How many candidates each stratum has."""
    sizes: dict[str, int] = {}
    for rater in candidates(round_, side):
        name = stratum_of(rater, strata)
        sizes[name] = sizes.get(name, 0) + 1
    return dict(sorted(sizes.items()))


@transaction.atomic
def announce_draw(
    round_: Round, side: Side, *, strata: str, quotas: Mapping[str, int], by: User | None
) -> Draw:
    """公布备选名单: numbers, quotas and a digest stand before anybody knows the seed."""
    policy.require(by, "draw_raters")
    require_free(round_, side)
    if round_.draws.filter(side=side).exclude(status=Draw.Status.VOID).exists():
        raise Refused(f"“{side}”已经公布过备选名单，如需重来请先作废上一次抽取。")
    pool = candidates(round_, side)
    sizes = strata_sizes(round_, side, strata)
    if not pool:
        raise Refused(f"“{side}”没有备选的评议人，请先导入备选名单（“备选”一列写“是”）。")
    if sum(quotas.values()) < 1:
        raise Refused("请至少给一个类别分配名额。")
    for name, places in quotas.items():
        if places > sizes.get(name, 0):
            raise Refused(f"“{name}”备选只有{sizes.get(name, 0)}人，名额不能是{places}。")
    for number, rater in enumerate(pool, 1):
        rater.number = number
    Rater.objects.bulk_update(pool, ["number"], batch_size=BATCH)
    listed = [_line(rater, strata) for rater in pool]
    draw = Draw.objects.create(
        round=round_,
        side=side,
        strata=strata,
        quotas=dict(quotas),
        pool=listed,
        pool_digest=digest({"pool": listed, "quotas": dict(quotas)}),
        announced_by=by,
        announced_at=now(),
    )
    journal.write(round_, "公布备选名单", by=by, side=str(side), digest=draw.pool_digest)
    return draw


def _line(rater: Rater, strata: str) -> dict[str, Any]:
    return {
        "number": rater.number,
        "name": rater.name,
        "title": rater.title,
        "stratum": stratum_of(rater, strata),
    }


@transaction.atomic
def draw_raters(draw: Draw, *, seed: str, seed_note: str, witness: str, by: User | None) -> None:
    """抽取评议人: the public seed decides; the same seed names the same people again."""
    policy.require(by, "draw_raters")
    require_free(draw.round, draw.side)
    seed = tidy(seed)
    if not (seed and seed_note.strip() and witness.strip()):
        raise Refused("请写明种子、种子来源和监督人，抽取才能公开复核。")
    draw.move(
        Draw.Status.DRAWN,
        seed=seed,
        seed_note=tidy(seed_note),
        witness=tidy(witness),
        drawn_by=by,
        drawn_at=now(),
    )
    places = {number: at for rows in result_of(draw).values() for at, number in enumerate(rows, 1)}
    pool = list(draw.round.raters.filter(side=draw.side).pooled())
    for rater in pool:
        taken = rater.number in places
        rater.state = Rater.State.DRAWN if taken else Rater.State.RESERVE
        rater.place = places.get(rater.number or 0)
    Rater.objects.bulk_update(pool, ["state", "place"], batch_size=BATCH)
    journal.write(draw.round, "抽取评议人", by=by, seed=seed, count=len(places))


def result_of(draw: Draw) -> dict[str, list[int]]:
    """Who is drawn, computed anew from the announced pool and the seed."""
    pool = [(row["number"], row["stratum"]) for row in draw.pool]
    return drawn(draw.seed, pool, draw.quotas)


@transaction.atomic
def void_draw(draw: Draw, *, reason: str, by: User | None) -> None:
    """作废抽取: the pool is a pool again; why is written down."""
    policy.require(by, "draw_raters")
    require_free(draw.round, draw.side)
    if not reason.strip():
        raise Refused("请写明作废原因。")
    draw.move(Draw.Status.VOID)
    draw.round.raters.filter(side=draw.side).exclude(number=None).update(
        state=Rater.State.CANDIDATE, number=None, place=None
    )
    journal.write(draw.round, "作废抽取", by=by, side=str(draw.side), note=tidy(reason))
