"""Casting: one code, one ballot, one guarded transaction; no journal, no time, no person."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from common.refusal import Refused
from common.wording import tidy
from evaluations.models import Ballot, Invitation, Round, Side
from evaluations.rules.codes import code_digest
from evaluations.rules.schemes import plan_of
from evaluations.scoring import ballots as voting
from evaluations.scoring.exact import exact
from evaluations.scoring.faults import SchemeFault
from evaluations.scoring.library import Plan
from evaluations.scoring.options import ABSTAIN, OptionSet
from evaluations.scoring.scheme import SideRule
from roster.models import Unit

SPENT = "此测评码无效或已使用。一码只能用一次；如刚才提交时网络中断，说明上次已经成功。"
CLOSED = "本次评议尚未开始或已经结束，现在不能投票。"
MAX_REMARK = 500
COLUMNS = (
    *("state", "unit_id", "excluded_id", "panel_id"),
    *("round__status", "round__plan_digest", "round__opened_at"),
    *("side__code", "side__name", "side__part", "side__excludes_self"),
)
MOST_HELD = 20
UNITS: dict[tuple[int, datetime | None], tuple[Unit, ...]] = {}
Marks = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Paper:
    """What the holder of a code is asked: the units, the items, the boxes."""

    round: Round
    side: Side
    units: tuple[Unit, ...]
    items: tuple[str, ...]
    options: OptionSet
    is_split: bool = False
    code: str = ""


def paper(code: str) -> Paper:
    """领票: what this code may rate; a dead code is answered in one sentence."""
    return paper_of(_invitation(code))


def _invitation(code: str) -> Invitation:
    """One query without the round's bulky columns; what is frozen is read once a process."""
    rows = Invitation.objects.select_related("round", "side").only(*COLUMNS)
    found = rows.filter(digest=code_digest(code)).first()
    if found is None or found.state != Invitation.State.UNUSED:
        raise Refused(SPENT)
    if not found.round.takes_ballots:
        raise Refused(CLOSED)
    return found


def paper_of(invitation: Invitation) -> Paper:
    """The ballot paper of an invitation."""
    round_, side = invitation.round, invitation.side
    units = _units(round_)
    if invitation.panel_id:
        listed = set(Unit.objects.filter(panels=invitation.panel_id).values_list("pk", flat=True))
        units = tuple(unit for unit in units if unit.pk in listed)
    if invitation.unit_id:
        units = tuple(unit for unit in units if unit.pk == invitation.unit_id)
    if invitation.excluded_id:
        units = tuple(unit for unit in units if unit.pk != invitation.excluded_id)
    rule, options = _rule(plan_of(round_), side.code)
    items = tuple(share.name for share in rule.items)
    is_split = side.excludes_self or invitation.panel_id is not None
    return Paper(round_, side, units, items, options, is_split, code=invitation.pk)


def _units(round_: Round) -> tuple[Unit, ...]:
    """All units of the round; an opened round's are frozen and looked up once a process."""
    key = (round_.pk, round_.opened_at)
    if key in UNITS:
        return UNITS[key]
    found = tuple(Unit.objects.filter(cohorts__round=round_).in_official_order())
    if round_.status == Round.Status.OPEN:
        if len(UNITS) >= MOST_HELD:
            UNITS.clear()
        UNITS[key] = found
    return found


def _rule(plan: Plan, code: str) -> tuple[SideRule, OptionSet]:
    for scheme in plan.schemes:
        for rule in scheme.sides:
            if rule.code == code:
                return rule, scheme.options_of(rule)
    raise Refused("评议办法里没有这一评议方，请联系领导小组办公室。")


def cast(code: str | Paper, *, marks: Marks, remarks: Mapping[str, str] | None = None) -> str:
    """投票: spend the code and put the slip into the box, both or neither; return the receipt."""
    sheet = code if isinstance(code, Paper) else paper(code)
    slips = _slips(sheet, _checked(sheet, marks)) + _remark_slips(sheet, remarks or {})
    with transaction.atomic():
        _spend(sheet)
        Ballot.objects.bulk_create(slips)
    return receipt(slips)


def _spend(sheet: Paper) -> None:
    """Guarded by the code's state and the round's, so that nothing slips in after the end."""
    alive = Invitation.objects.unused().filter(
        pk=sheet.code, round__in=Round.objects.filter(status__in=Round.TAKES_BALLOTS)
    )
    if alive.update(state=Invitation.State.SPENT) != 1:
        raise Refused(SPENT)


def _checked(sheet: Paper, marks: Marks) -> dict[str, dict[str, str]]:
    """Every mark in canonical form; a unit that is not on the paper is refused."""
    codes = [unit.code for unit in sheet.units]
    strangers = set(marks) - set(codes)
    if strangers:
        raise Refused("票面上有不在评议范围内的单位，请刷新页面后重新填写。")
    asked = sheet.items or ("",)
    return {
        code: {item: _mark(sheet.options, marks.get(code, {}).get(item, "")) for item in asked}
        for code in codes
    }


def _mark(options: OptionSet, written: str) -> str:
    written = written.strip()
    if not written:
        return ABSTAIN
    if not options.is_numeric:
        if written not in options.labels:
            raise Refused(f"没有“{written}”这一选项，请刷新页面后重新填写。")
        return written
    try:
        value = exact(written)
    except SchemeFault as fault:
        raise Refused(str(fault)) from fault
    if not options.low <= value <= options.high or (value * 10).denominator != 1:
        raise Refused(f"分数“{written}”应在{options.low}到{options.high}之间，最多一位小数。")
    return f"{float(value):.1f}"


def _slips(sheet: Paper, marks: dict[str, dict[str, str]]) -> list[Ballot]:
    """One slip a ballot; where papers differ by rater, one slip a unit, so that none tells."""
    reason = _why_void(sheet, marks)
    if reason:
        return [_slip(sheet, {"void": reason})]
    if not sheet.is_split:
        return [_slip(sheet, {"marks": marks})]
    return [_slip(sheet, {"marks": {code: row}}) for code, row in marks.items()]


def _why_void(sheet: Paper, marks: dict[str, dict[str, str]]) -> str | None:
    """Whole-ballot rules are applied silently: a refusal would teach the rule."""
    rules = plan_of(sheet.round).rules
    if not rules.ballot_void:
        return None
    flat: dict[tuple[str, str], Fraction | str] = {
        (code, item): exact(mark) if sheet.options.is_numeric and mark != ABSTAIN else mark
        for code, row in marks.items()
        for item, mark in row.items()
    }
    ballot = voting.Ballot(sheet.side.code, sheet.side.part, "", flat)
    return voting.why_void(ballot, sheet.options, rules)


def _remark_slips(sheet: Paper, remarks: Mapping[str, str]) -> list[Ballot]:
    codes = {unit.code for unit in sheet.units}
    written = {code: tidy(text)[:MAX_REMARK] for code, text in remarks.items() if code in codes}
    return [_slip(sheet, {"remark": text, "unit": code}) for code, text in written.items() if text]


def _slip(sheet: Paper, body: Mapping[str, object]) -> Ballot:
    return Ballot(round=sheet.round, side=sheet.side, body=canonical(body))


def canonical(body: Mapping[str, object]) -> str:
    """The one way to write a body, whatever order it was filled in."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf(ballot: Ballot) -> str:
    """The published digest of a slip; its random id keeps the content from being guessed."""
    content = b"\x00".join((ballot.pk.encode(), str(ballot.side_id).encode(), ballot.body.encode()))
    return hashlib.sha256(b"\x00" + content).hexdigest()


def receipt(slips: list[Ballot]) -> str:
    """What the voter may keep: the leaf of the slip, or of the first of several."""
    return min(leaf(slip) for slip in slips)
