"""Codes: printed once, kept as keyed hashes only."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from evaluations import policy
from evaluations.models import Invitation, Rater, Round, Side
from evaluations.rules.raters import panel, panels_of
from roster.models import Unit, User

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OILU", "011V")
RANDOM_SIGNS = 15
MOST_AT_ONCE = 20_000


@dataclass(frozen=True)
class Slip:
    """One code as it is printed: for which side, about which unit, or sparing which."""

    code: str
    side: str
    unit: str = ""
    excluded: str = ""
    panel: str = ""


def fresh_code() -> str:
    """75 random bits and a check sign, in four groups that read well aloud."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    whole = signs + check_sign(signs)
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def check_sign(signs: str) -> str:
    """The sign that catches one wrong or two swapped signs."""
    total = sum((at + 1) * ALPHABET.index(sign) for at, sign in enumerate(signs))
    return ALPHABET[total % 31]


def normal(code: str) -> str:
    """The code as it was printed, however it was typed; a mistyped one is refused."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum()).translate(LOOKALIKES)
    if len(signs) != RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in signs):
        raise Refused("测评码应为16位字母和数字，请对照纸条重新输入。")
    if check_sign(signs[:-1]) != signs[-1]:
        raise Refused("测评码有输错的字符，请对照纸条重新输入。")
    return signs


def code_digest(code: str) -> str:
    """The keyed hash under which a code is kept."""
    return hmac.new(
        str(settings.CODE_PEPPER).encode(), normal(code).encode(), hashlib.sha256
    ).hexdigest()


@transaction.atomic
def hand_out(
    round_: Round,
    side: Side,
    *,
    count: int,
    by: User | None,
    units: Sequence[Unit] = (),
    spares_own: bool = False,
) -> list[Slip]:
    """发码: so many codes for a side, for each unit where units are named; shown this once.

    `spares_own` makes one code set per unit that may not rate that unit (同级互评回避本单位).
    """
    policy.require(by, "hand_out")
    if round_.status not in (Round.Status.FROZEN, Round.Status.REHEARSING):
        raise Refused("只有已冻结或试运行的评议可以发放测评码。")
    _check_amount(side, count, units, spares_own=spares_own)
    slips, rows = [], []
    for unit in units or (None,):
        for _ in range(count):
            code = fresh_code()
            about, spared = (None, unit) if spares_own else (unit, None)
            slips.append(Slip(code, str(side), str(about or ""), str(spared or "")))
            rows.append(
                Invitation(
                    digest=code_digest(code), round=round_, side=side, unit=about, excluded=spared
                )
            )
    rows.sort(key=lambda row: row.digest)
    Invitation.objects.bulk_create(rows)
    secrets.SystemRandom().shuffle(slips)
    journal.write(round_, "发放测评码", by=by, side=str(side), count=len(rows))
    return slips


def _check_amount(side: Side, count: int, units: Sequence[Unit], *, spares_own: bool) -> None:
    if count < 1 or count * max(1, len(units)) > MOST_AT_ONCE:
        raise Refused(f"一次可发放1到{MOST_AT_ONCE}个测评码，请分批发放。")
    if side.is_per_unit and (spares_own or not units):
        raise Refused(f"“{side}”一票只评一个单位，请选择所评单位。")
    if side.excludes_self and not spares_own:
        raise Refused(f"“{side}”须回避本单位，请按评议人所在单位发码。")


@dataclass(frozen=True)
class Letter:
    """A slip and the rater it is sent to; made in memory, kept nowhere."""

    slip: Slip
    rater: Rater


@transaction.atomic
def hand_out_to_raters(round_: Round, side: Side, *, by: User | None) -> list[Letter]:
    """按名单发码: one code for every rater of a side, listing only the units they rate.

    The rows that are kept know the kind of ballot, never the rater; the letters are not kept.
    """
    policy.require(by, "hand_out")
    if round_.status not in (Round.Status.FROZEN, Round.Status.REHEARSING):
        raise Refused("只有已冻结或试运行的评议可以发放测评码。")
    if round_.invitations.filter(side=side).exclude(state=Invitation.State.VOID).exists():
        raise Refused(f"“{side}”已经发过测评码，请先作废未用码，再按名单重新发放。")
    kinds = panels_of(round_, side)
    if not kinds:
        raise Refused(f"“{side}”还没有评议人名单，请先登记、导入或抽取评议人。")
    letters, rows = [], []
    for at, raters in enumerate(kinds.values(), 1):
        units = list(raters[0].units.all())
        about = units[0] if len(units) == 1 else None
        kind = None if about else panel(round_, side, units)
        label = f"第{at}种票，评{len(units)}个单位"
        for rater in raters:
            code = fresh_code()
            letters.append(Letter(Slip(code, str(side), str(about or ""), panel=label), rater))
            rows.append(
                Invitation(
                    digest=code_digest(code), round=round_, side=side, unit=about, panel=kind
                )
            )
    rows.sort(key=lambda row: row.digest)
    Invitation.objects.bulk_create(rows)
    journal.write(round_, "按名单发放测评码", by=by, side=str(side), count=len(rows))
    return letters


@transaction.atomic
def void_unused(round_: Round, side: Side, *, by: User | None) -> int:
    """作废未用码: unused codes of a side die, so that lost sheets can be printed anew."""
    policy.require(by, "hand_out")
    if round_.status not in (Round.Status.FROZEN, Round.Status.REHEARSING):
        raise Refused("评议开始后不能再作废或补发测评码。")
    gone = round_.invitations.unused().filter(side=side).update(state=Invitation.State.VOID)
    journal.write(round_, "作废未用码", by=by, side=str(side), count=gone)
    return gone
