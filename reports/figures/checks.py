"""勾稽: sums that must agree before anything is released, each said in a sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from issues.models import Issue
from issues.words import Level, Rectify
from reports.figures.facts import Facts
from reports.models import Circular

MOST_NAMED = 5


@dataclass(frozen=True)
class Check:
    """One identity: what must equal what, whether it does, and where the difference lies."""

    code: str
    name: str
    whole: int
    parts: tuple[int, ...]
    where: str = ""
    units: tuple[int, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Tell whether the parts make the whole."""
        return self.whole == sum(self.parts) and not self.where

    @property
    def sentence(self) -> str:
        """Say it the way a careful clerk would: 69不等于68+16."""
        sign = "等于" if self.whole == sum(self.parts) else "不等于"
        told = "".join(f"{part:+}" for part in self.parts if part) or "0"
        sums = f"{self.name}：{self.whole}{sign}{told.removeprefix('+')}"
        return f"{sums}（{self.where}）" if self.where else sums

    def as_json(self) -> dict[str, object]:
        """The check as scripts compare it."""
        return {"code": self.code, "is_ok": self.is_ok, "sentence": self.sentence}


def checks(facts: Facts, earlier: Circular | None = None) -> list[Check]:
    """Return every identity of the campaign's figures; with the last paper also 本期 and 上期."""
    since = _since(facts, earlier) if earlier else []
    return [*_ledger_checks(facts), *_unit_checks(facts), *_ballot_checks(facts), *since]


def _since(facts: Facts, earlier: Circular) -> list[Check]:
    """本期=上期+新增-撤销, by the very rows that were held with the last paper."""
    held = earlier.figures.filter(code="issues_ledger").first()
    if held is None or len(held.rows) != held.row_count:
        return []
    now = Issue.objects.of(facts.campaign).filter(status__in=Issue.LEDGER)
    new = now.exclude(pk__in=held.rows).count()
    kept = now.filter(pk__in=held.rows).count()
    dropped = Issue.objects.filter(pk__in=held.rows, status=Issue.Status.CANCELLED)
    cancelled = dropped.count()
    lost = len(held.rows) - kept - cancelled
    name = f"本期台账=上期（{earlier.called}）+新增-撤销"
    where = f"上期的{lost}件已不在本活动台账" if lost else ""
    return [Check("since", name, facts.ledger, (len(held.rows), new, -cancelled), where)]


def _ledger_checks(facts: Facts) -> list[Check]:
    closed = facts.total(Issue.Status.CLOSED)
    sums: list[tuple[str, str, tuple[int, ...]]] = [
        ("closed_open", "台账问题=已销号+未销号", (closed, facts.open)),
        ("rectify_split", "台账问题=立行立改+限期整改+长期坚持", _split(facts.by_rectify, Rectify)),
        ("level_split", "台账问题=班子问题+单位问题+个人问题", _split(facts.by_level, Level)),
        ("source_sum", "台账问题=各来源合计", (sum(facts.by_source.values()),)),
        ("category_sum", "台账问题=各类别合计", (sum(facts.rows_by_unit.values()),)),
    ]
    where, units = _told_apart(facts)
    return [
        Check(
            code, name, facts.ledger, parts, *((where, units) if facts.ledger != sum(parts) else ())
        )
        for code, name, parts in sums
    ]


def _split(found: dict[str, int], kinds: Iterable[str]) -> tuple[int, ...]:
    return tuple(found.get(kind, 0) for kind in kinds)


def _unit_checks(facts: Facts) -> list[Check]:
    kept = sum(facts.ledger_by_unit.values())
    lists = sum(facts.lists_by_status.values())
    drafts = facts.lists_by_status.get("draft", 0)
    return [
        Check("unit_sum", "台账问题=各单位合计", facts.ledger, (kept,), *_told_apart(facts)),
        Check("list_sum", "清单份数=已报送+未报送草稿", lists, (facts.lists_sent, drafts)),
    ]


def _told_apart(facts: Facts) -> tuple[str, tuple[int, ...]]:
    """Name the units whose kept count is not the number of their rows; looked for once."""
    found: tuple[str, tuple[int, ...]] = facts.once("apart", lambda: _apart(facts))
    return found


def _apart(facts: Facts) -> tuple[str, tuple[int, ...]]:
    kept, rows = Counter(facts.ledger_by_unit), Counter(facts.rows_by_unit)
    wrong = sorted(unit for unit in kept.keys() | rows.keys() if kept[unit] != rows[unit])
    named = [
        f"{facts.units[unit].short}登记{kept[unit]}件、台账{rows[unit]}件"
        for unit in wrong[:MOST_NAMED]
        if unit in facts.units
    ]
    return "、".join(named), tuple(wrong)


def _ballot_checks(facts: Facts) -> list[Check]:
    if facts.round is None:
        return []
    counted = facts.ballots
    if not counted["returned"]:
        return []
    valid, void = counted["valid"], counted["void"]
    missing = counted["issued"] - counted["returned"]
    return [
        Check("ballot_sum", "收回票=有效票+废票", counted["returned"], (valid, void)),
        Check(
            "ballot_issued",
            "发出票=收回票+未收回票",
            counted["issued"],
            _ballots_back(counted, missing),
        ),
    ]


def _ballots_back(counted: dict[str, int], missing: int) -> tuple[int, ...]:
    """More back than went out is a fault, never a negative rest."""
    return (counted["returned"], max(0, missing))
