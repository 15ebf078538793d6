"""Who rates whom: naming raters, laying the usual relation, kinds of ballot, the electorate."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Invitation, Panel, Rater, Round, Side
from evaluations.rules.schemes import digest
from roster.models import Duty, Unit, User
from roster.words import Work

OPEN_TO = (Round.Status.DRAFT, Round.Status.FROZEN)
SUPERIORS, PEERS = "UP", "PEER"
BATCH = 500


@dataclass(frozen=True)
class Named:
    """A rater as typed or read from a workbook, before it is kept."""

    side: Side
    name: str
    units: Sequence[Unit]
    title: str = ""
    unit: Unit | None = None
    group: str = ""
    contact: str = ""
    is_candidate: bool = False


@dataclass
class Standing:
    """How the relation of a side stands, and what the office should look at."""

    side: Side
    raters: int = 0
    pool: int = 0
    uncovered: list[Unit] = field(default_factory=list)
    thin: list[tuple[Unit, int]] = field(default_factory=list)
    lonely: int = 0


@transaction.atomic
def name_raters(
    round_: Round, rows: Iterable[Named], *, by: User | None, replaces: bool = False
) -> int:
    """登记评议人: who rates whom, row by row; a row that rates its own unit is refused."""
    policy.require(by, "name_raters")
    listed = list(rows)
    sides = {row.side.pk: row.side for row in listed}
    for side in sides.values():
        require_free(round_, side)
        if replaces:
            round_.raters.filter(side=side).delete()
    members = set(Unit.objects.filter(cohorts__round=round_).values_list("pk", flat=True))
    for row in listed:
        _check(row, members)
    _store(round_, listed)
    journal.write(round_, "登记评议人", by=by, count=len(listed))
    return len(listed)


def _check(row: Named, members: set[int]) -> None:
    if not row.name.strip():
        raise Refused("请填写评议人姓名。")
    if not row.units:
        raise Refused(f"“{row.name}”没有所评单位，请至少写一个。")
    outside = [unit for unit in row.units if unit.pk not in members]
    if outside:
        raise Refused(f"“{row.name}”所评的“{outside[0]}”不在本次评议范围内。")
    if row.unit and row.unit in row.units:
        raise Refused(f"“{row.name}”在“{row.unit}”工作，不能评本单位，请从所评单位中去掉。")


def _store(round_: Round, rows: Sequence[Named]) -> None:
    kept = [
        Rater(
            round=round_,
            side=row.side,
            name=tidy(row.name),
            title=tidy(row.title),
            unit=row.unit,
            group=tidy(row.group),
            contact=tidy(row.contact),
            state=Rater.State.CANDIDATE if row.is_candidate else Rater.State.NAMED,
        )
        for row in rows
    ]
    Rater.objects.bulk_create(kept, batch_size=BATCH)
    through: Any = Rater.units.through
    through.objects.bulk_create(
        [
            through(rater_id=rater.pk, unit_id=unit.pk)
            for rater, row in zip(kept, rows, strict=True)
            for unit in dict.fromkeys(row.units)
        ],
        batch_size=BATCH,
    )


def require_free(round_: Round, side: Side) -> None:
    """Refuse a change once the electorate stands, or while codes of the side are out."""
    if round_.status not in OPEN_TO:
        raise Refused("只有筹备中或已冻结待开始的评议可以调整评议人；评议开始后名单不再变动。")
    if round_.invitations.filter(side=side).exclude(state=Invitation.State.VOID).exists():
        raise Refused(f"“{side}”已经发出测评码，请先作废未用码再调整评议人。")


@transaction.atomic
def drop_rater(rater: Rater, *, by: User | None) -> None:
    """删除评议人: before codes are handed out."""
    policy.require(by, "name_raters")
    require_free(rater.round, rater.side)
    if rater.number is not None:
        raise Refused(f"“{rater}”在已公布的备选名单里，不能删除；确需更换请先作废这次抽取。")
    journal.write(rater.round, "删除评议人", by=by, note=str(rater))
    rater.delete()


@transaction.atomic
def lay_raters(round_: Round, side: Side, *, by: User | None) -> int:
    """生成评议关系: superiors by the units they oversee, peers by cohort without themselves."""
    policy.require(by, "name_raters")
    if side.code == PEERS or side.excludes_self:
        rows = _peers(round_, side)
    elif side.code == SUPERIORS:
        rows = _superiors(round_, side)
    else:
        raise Refused(f"“{side}”没有现成的对应关系，请从表格导入评议人，或抽取评议人。")
    if not rows:
        raise Refused(
            "没有可以生成的评议人：上级评议人须先有“上级评议人”职责，同级须每个分类至少两个单位。"
        )
    return name_raters(round_, rows, by=by, replaces=True)


def _peers(round_: Round, side: Side) -> list[Named]:
    found = []
    for cohort in round_.cohorts.prefetch_related("units"):
        members = list(cohort.units.in_official_order())
        for unit in members:
            others = [other for other in members if other.pk != unit.pk]
            if others:
                name, title = f"{unit.short}主要负责人", "主要负责人"
                found.append(Named(side, name, others, title, unit, cohort.name))
    return found


def _superiors(round_: Round, side: Side) -> list[Named]:
    members = list(Unit.objects.filter(cohorts__round=round_).in_official_order())
    duties = Duty.objects.in_force(localdate()).filter(work=Work.SUPERIOR, user__is_active=True)
    overseen: dict[User, list[Unit | None]] = {}
    for duty in duties.select_related("user", "unit").order_by("user"):
        overseen.setdefault(duty.user, []).append(duty.unit)
    rows = []
    for user, units in overseen.items():
        paths = [unit.path for unit in units if unit is not None]
        own = [u for u in members if None in units or any(u.path.startswith(p) for p in paths)]
        if own:
            rows.append(Named(side, user.name, own, "上级评议人", None, "上级领导", user.email))
    return rows


def standing_of(round_: Round) -> list[Standing]:
    """How every side's relation stands: raters, units without any, units with too few."""
    members = list(Unit.objects.filter(cohorts__round=round_).in_official_order())
    found = []
    for side in round_.sides.all():
        raters = round_.raters.filter(side=side)
        row = Standing(side, raters.entitled().count(), raters.exclude(number=None).count())
        row.pool = row.pool or raters.filter(state=Rater.State.CANDIDATE).count()
        if row.raters:
            covered = _covered(raters.entitled())
            row.uncovered = [unit for unit in members if unit.pk not in covered]
            row.thin = [
                (unit, covered[unit.pk])
                for unit in members
                if 0 < covered.get(unit.pk, 0) < round_.show_min
            ]
            row.lonely = sum(len(own) == 1 for own in panels_of(round_, side).values())
        found.append(row)
    return found


def _covered(raters: "QuerySet[Rater]") -> dict[int, int]:
    rows = raters.order_by().values_list("units").annotate(n=Count("pk"))
    return {unit: n for unit, n in rows if unit is not None}


def panels_of(round_: Round, side: Side) -> dict[tuple[int, ...], list[Rater]]:
    """The raters of a side by the set of units they rate."""
    found: dict[tuple[int, ...], list[Rater]] = {}
    raters = round_.raters.entitled().filter(side=side).prefetch_related("units").order_by("pk")
    for rater in raters:
        found.setdefault(tuple(sorted(unit.pk for unit in rater.units.all())), []).append(rater)
    return found


def panel(round_: Round, side: Side, units: Sequence[Unit]) -> Panel:
    """The kind of ballot that lists exactly these units."""
    codes = sorted(unit.code for unit in units)
    found, fresh = Panel.objects.get_or_create(
        round=round_, side=side, digest=hashlib.sha256("\n".join(codes).encode()).hexdigest()
    )
    if fresh:
        found.units.set(units)
    return found


def electorate(round_: Round) -> str:
    """The digest of who may rate whom; nothing where the round has no list of raters."""
    rows = round_.raters.entitled().select_related("side", "unit").prefetch_related("units")
    lines = sorted(
        [
            [
                *(str(r.side), r.name, r.title, r.unit.code if r.unit else "", r.group),
                *sorted(unit.code for unit in r.units.all()),
            ]
            for r in rows
        ]
    )
    return digest(lines) if lines else ""


def forget_contacts(round_: Round) -> None:
    """Numbers and addresses are needed for sending codes only; they go when the round ends."""
    round_.raters.filter(~Q(contact="")).update(contact="")
