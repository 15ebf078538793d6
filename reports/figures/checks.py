"""勾稽: sums that must agree before anything is released, each said in a sentence."""

from collections import Counter
from dataclasses import dataclass

from issues.models import Issue
from issues.words import Level, Rectify
from reports.figures.facts import Facts

MOST_NAMED = 5


@dataclass(frozen=True)
class Check:
    """One identity: what must equal what, whether it does, and where the difference lies."""

    code: str
    name: str
    whole: int
    parts: tuple[int, ...]
    where: str = ""

    @property
    def is_ok(self) -> bool:
        """Tell whether the parts make the whole."""
        return self.whole == sum(self.parts) and not self.where

    @property
    def sentence(self) -> str:
        """Say it the way a careful clerk would: 69不等于68+16."""
        sign = "等于" if self.whole == sum(self.parts) else "不等于"
        sums = f"{self.name}：{self.whole}{sign}{'+'.join(str(part) for part in self.parts)}"
        return f"{sums}（{self.where}）" if self.where else sums

    def as_json(self) -> dict[str, object]:
        """The check as scripts compare it."""
        return {"code": self.code, "is_ok": self.is_ok, "sentence": self.sentence}


def checks(facts: Facts) -> list[Check]:
    """Return every identity of the campaign's figures."""
    return [*_ledger_checks(facts), *_unit_checks(facts), *_ballot_checks(facts)]


def _ledger_checks(facts: Facts) -> list[Check]:
    rectify = tuple(facts.by_rectify.get(kind, 0) for kind in Rectify)
    levels = tuple(facts.by_level.get(level, 0) for level in Level)
    closed = facts.total(Issue.Status.CLOSED)
    sources, categories = sum(facts.by_source.values()), sum(facts.by_unit_category.values())
    return [
        Check("closed_open", "台账问题=已销号+未销号", facts.ledger, (closed, facts.open)),
        Check("rectify_split", "台账问题=立行立改+限期整改+长期坚持", facts.ledger, rectify),
        Check("level_split", "台账问题=班子问题+单位问题+个人问题", facts.ledger, levels),
        Check("source_sum", "台账问题=各来源合计", facts.ledger, (sources,)),
        Check("category_sum", "台账问题=各类别合计", facts.ledger, (categories,)),
    ]


def _unit_checks(facts: Facts) -> list[Check]:
    kept: Counter[int] = Counter()
    for unit, counts in facts.by_unit_status.items():
        kept[unit] = sum(counts.get(status, 0) for status in Issue.LEDGER)
    rows: Counter[int] = Counter()
    for (unit, _), count in facts.by_unit_category.items():
        rows[unit] += count
    lists = sum(facts.lists_by_status.values())
    drafts = facts.lists_by_status.get("draft", 0)
    return [
        Check(
            "unit_sum",
            "台账问题=各单位合计",
            facts.ledger,
            (kept.total(),),
            _apart(facts, kept, rows),
        ),
        Check("list_sum", "清单份数=已报送+未报送草稿", lists, (facts.lists_sent, drafts)),
    ]


def _apart(facts: Facts, kept: Counter[int], rows: Counter[int]) -> str:
    """Name the units whose kept count is not the number of their rows."""
    wrong = [unit for unit in kept.keys() | rows.keys() if kept[unit] != rows[unit]]
    named = [
        f"{facts.units[unit].short}登记{kept[unit]}件、台账{rows[unit]}件"
        for unit in sorted(wrong)[:MOST_NAMED]
        if unit in facts.units
    ]
    return "、".join(named)


def _ballot_checks(facts: Facts) -> list[Check]:
    if facts.round is None:
        return []
    counted = facts.ballots
    if not counted["returned"]:
        return []
    valid, void = counted["valid"], counted["void"]
    return [Check("ballot_sum", "收回票=有效票+废票", counted["returned"], (valid, void))]
