"""Exports of the hotline: known orders are brought up to date, what nobody can place is kept."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, make_aware

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from campaigns.workdays import Calendar
from common.refusal import Refused
from common.workbook.report import Report, Row
from outreach import policy, readings
from outreach.models import Stray, Ticket
from roster.models import Unit, User
from roster.readings import without_personal_data
from roster.words import Work

OFFICE_ONLY: Final = "热线工单由领导小组办公室导入、对应和裁定。"
END_OF_DAY: Final = time(17, 30)
MOMENTS: Final = ("received_at", "dispatched_at", "signed_at", "due_at", "finished_at")
LOT: Final = 200
MOST_TOLD: Final = 5
WHY: Final = {
    "unknown_unit": "名册里没有这个单位",
    "ambiguous_unit": "单位名称可能指多个单位",
    "missing_order_no": "没有办件编号，库里也没有同样内容的工单",
}
UNMASKED: Final = ("caller_raw", "title", "unsatisfied_reason", "remark")


@transaction.atomic
def take_tickets(report: Report, campaign: Campaign | None, *, by: User | None = None) -> int:
    """导入工单: one row an order number; a known number is brought up to date. Returns how many.

    Lines without a known unit or number wait among the strays until the office places them.
    """
    if campaign is None:
        raise Refused("还没有活动，请先建立活动再导入。")
    if by is not None:
        policy.require_office(by, OFFICE_ONLY)
    units = {unit.code: unit for unit in Unit.objects.standing()}
    intake = Intake(campaign, campaigns.calendar())
    intake.know(row["order_no"] for row in report.rows)
    for row in report.rows:
        intake.keep(row["order_no"], {**facts_of(row), "unit": unit_in(units, row)})
    intake.hold(report.held)
    intake.write()
    count = len(report.rows)
    journal.write(campaign, "导入工单", by=by, count=count, strays=len(report.held))
    return count


def unit_in(units: Mapping[str, Unit], row: Row) -> Unit:
    """The unit a line names by its code; refused when it has left the roster since the preview."""
    unit = units.get(row["unit_code"])
    if unit is None:
        raise Refused(
            f"第{row['row']}行：名册里没有编码为{row['unit_code']}的单位，请先导入单位名册。"
        )
    return unit


def matched_tickets(report: Report, campaign: Campaign | None) -> dict[tuple[str, int], str]:
    """The lines without a number that mean one known ticket by their words, each with that one."""
    nameless = [row for row in report.held if "missing_order_no" in row["reasons"]]
    if campaign is None or not nameless:
        return {}
    contents = {(row["sheet"], row["row"]): facts_of(row).get("content", "") for row in nameless}
    known = _worded(campaign, contents.values())
    return {
        place: f"按内容对应工单{known[content][0].order_no}"
        for place, content in contents.items()
        if len(known.get(content, ())) == 1
    }


def facts_of(row: Row) -> dict[str, Any]:
    """What a line says of a ticket, persons masked; what it does not say is left out."""
    said: dict[str, Any] = {
        "title": without_personal_data(row.get("title") or "")[:200],
        "content": without_personal_data(row.get("content") or row.get("title") or ""),
        "channel": (row.get("channel") or "")[:40],
        "appeal_type": (row.get("appeal_type") or "")[:40],
        "category": "／".join(row[name] for name in ("cat1", "cat2", "cat3") if row.get(name))[:80],
        "town": (row.get("town") or "")[:60],
        "dept": (row.get("dept") or "")[:60],
        "phone_masked": (row.get("phone_masked") or "")[:20],
        "reply": without_personal_data(row.get("reply") or ""),
        "complaint": without_personal_data(row.get("unsatisfied_reason") or ""),
        "satisfied": readings.content_of(row.get("satisfied")),
        "is_contacted": readings.is_said(row.get("contacted")),
        "is_solved": readings.is_said(row.get("solved")),
        **{name: _moment(row.get(name)) for name in MOMENTS},
    }
    said["is_visited"] = _is_visited(row, said)
    said["is_finished"] = bool(row.get("finished") or said["finished_at"]) or None
    if row.get("status_raw"):
        said["is_finished"] = bool(row.get("finished"))
    for name, heading in (("returns", "return_count"), ("redos", "redo_count")):
        said[name] = readings.count_of(row.get(heading)) or None
    return {name: value for name, value in said.items() if value not in (None, "")}


def _is_visited(row: Row, said: dict[str, Any]) -> bool | None:
    """有效回访 as the export says; where it has no such column, whoever judged was reached."""
    valid = readings.is_said(row.get("visit_valid"))
    return valid if row.get("visit_valid") else bool(said["satisfied"]) or None


def _moment(written: str | None) -> datetime | None:
    if not written:
        return None
    return datetime.fromisoformat(written).replace(tzinfo=get_current_timezone())


@dataclass
class Intake:
    """The tickets that one export touches: read in lots, changed here, written in lots."""

    campaign: Campaign
    days: Calendar
    tickets: dict[str, Ticket] = field(default_factory=dict)
    changed: dict[str, set[str]] = field(default_factory=dict)
    bouncing: set[str] = field(default_factory=set)
    strays: dict[str, Stray] = field(default_factory=dict)

    def know(self, numbers: Iterable[str]) -> None:
        """Read the tickets that stand under these numbers; one intake of a campaign at a time."""
        Campaign.objects.select_for_update().get(pk=self.campaign.pk)
        for lot in _lots(numbers):
            rows = Ticket.objects.filter(campaign=self.campaign, order_no__in=lot)
            self._learn(rows.select_related("unit"))

    def _learn(self, rows: Iterable[Ticket]) -> None:
        for row in rows:
            if self.tickets.setdefault(row.order_no, row) is row and row.is_bouncing:
                self.bouncing.add(row.order_no)

    def keep(self, order_no: str, facts: dict[str, Any]) -> Ticket:
        """A new ticket or a known one brought up to date; a ruling on the unit stands."""
        row = self.tickets.get(order_no)
        if row is None:
            row = self.tickets[order_no] = Ticket(campaign=self.campaign, order_no=order_no)
        if row.ruled_by_id:
            facts = {name: value for name, value in facts.items() if name != "unit"}
        for name, value in facts.items():
            self._set(row, name, value)
        if row.due_at is None and (limit := _limit(row, self.days)):
            self._set(row, "due_at", limit)
        return row

    def _set(self, row: Ticket, name: str, value: Any) -> None:
        if name == "unit" and row.unit_id == value.pk:
            return
        if name == "unit" or getattr(row, name) != value:
            setattr(row, name, value)
            self.changed.setdefault(row.order_no, set()).add(name)

    def hold(self, rows: Iterable[Row]) -> None:
        """Lines without a known unit or number: by its words one known ticket, else a stray."""
        lines = [(row, facts_of(row)) for row in rows]
        nameless = [facts.get("content", "") for row, facts in lines if _is_nameless(row)]
        words = {row.content: [row] for row in self.tickets.values() if _is_new(row)}
        for content, found in _worded(self.campaign, nameless).items():
            self._learn(found)
            known = [self.tickets[row.order_no] for row in found]
            words[content] = [*words.get(content, ()), *known]
        for row, facts in lines:
            same = words.get(facts.get("content", ""), []) if _is_nameless(row) else []
            if len(same) == 1:
                self.keep(same[0].order_no, {**facts, "unit": same[0].unit})
            else:
                self._stray(row, facts)

    def _stray(self, row: Row, facts: dict[str, Any]) -> None:
        number = row.get("order_no") or ""
        known = "|".join((number, row.get("unit_raw") or "", facts.get("content", "")))
        digest = hashlib.sha256(known.encode()).hexdigest()
        self.strays[digest] = Stray(
            campaign=self.campaign,
            digest=digest,
            order_no=number[:60],
            unit_said=(row.get("unit_raw") or "")[:120],
            reason="；".join(WHY.get(code, code) for code in row["reasons"])[:200],
            content=facts.get("content", ""),
            facts=_plain({**row, **{name: facts.get(name) for name in ("content", "reply")}}),
        )

    def write(self) -> None:
        """Write what is new, what has changed, and what waits; then say what goes to and fro."""
        touched = [self.tickets[number] for number in self.changed]
        known = [row for row in touched if not _is_new(row)]
        names = sorted(set[str]().union(*(self.changed[row.order_no] for row in known)))
        if known:
            Ticket.objects.bulk_update(known, names, batch_size=LOT)
        fresh = [row for row in touched if _is_new(row)]
        Ticket.objects.bulk_create(fresh, batch_size=LOT)
        self._write_strays()
        raised = [row.order_no for row in touched if row.is_bouncing]
        _tell_office(self.campaign, sorted(set(raised) - self.bouncing))

    def _write_strays(self) -> None:
        for lot in _lots(self.strays):
            held = Stray.objects.filter(campaign=self.campaign, digest__in=lot)
            waiting = set(held.values_list("digest", flat=True))
            Stray.objects.bulk_create(self.strays[name] for name in lot if name not in waiting)


def _lots(values: Iterable[str]) -> Iterator[list[str]]:
    """Each value once, so many at a time as one statement takes."""
    known = list(dict.fromkeys(values))
    return (known[start : start + LOT] for start in range(0, len(known), LOT))


def _is_new(row: Ticket) -> bool:
    return row._state.adding


def _is_nameless(row: Row) -> bool:
    return "missing_order_no" in row["reasons"]


def _worded(campaign: Campaign, contents: Iterable[str]) -> dict[str, list[Ticket]]:
    """The known tickets by their words."""
    found: dict[str, list[Ticket]] = {}
    for lot in _lots(filter(None, contents)):
        rows = Ticket.objects.filter(campaign=campaign, content__in=lot)
        for row in rows.select_related("unit").order_by("pk"):
            found.setdefault(row.content, []).append(row)
    return found


def _limit(row: Ticket, days: Calendar) -> datetime | None:
    """The clock starts at the dispatch, whenever the unit signed for it."""
    if row.dispatched_at is None:
        return None
    sent = localdate(row.dispatched_at)
    return make_aware(
        datetime.combine(days.add(sent, readings.limit_of(row.appeal_type)), END_OF_DAY)
    )


def _tell_office(campaign: Campaign, numbers: list[str]) -> None:
    """Each ticket that goes to and fro is told; of many at once only how many."""
    if not numbers:
        return
    office = User.objects.filter(duties__work=Work.OFFICE).distinct()
    if len(numbers) > MOST_TOLD:
        said = f"这次导入有{len(numbers)}件热线工单重办或转办满三次，请裁定牵头单位或督办。"
        digest = hashlib.sha256("|".join(numbers).encode()).hexdigest()[:40]
        url = "/outreach/tickets/?state=bouncing"
        notices.tell(office, key=f"ticket-bounces-{digest}", text=said, url=url)
        return
    for row in Ticket.objects.filter(campaign=campaign, order_no__in=numbers):
        times = f"已重办{row.redos}次、转办{row.returns}次"
        said = f"热线工单{row.order_no}{times}，请裁定牵头单位或督办。"
        notices.tell(office, key=f"ticket-bounce-{row.pk}", text=said, url=row.get_absolute_url())


def _plain(row: Row) -> dict[str, Any]:
    """The line as it may be kept: without who called, every number masked."""
    kept = {name: value for name, value in row.items() if name != "caller_raw"}
    for name in UNMASKED:
        if isinstance(kept.get(name), str):
            kept[name] = without_personal_data(kept[name])
    return kept
