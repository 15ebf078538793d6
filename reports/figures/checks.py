"""勾稽: sums that must agree before anything is released, each said in a sentence."""

from dataclasses import dataclass

from issues.models import Issue
from reports.figures.facts import Facts


@dataclass(frozen=True)
class Check:
    """One identity: what must equal what, and whether it does."""

    code: str
    name: str
    whole: int
    parts: tuple[int, ...]

    @property
    def is_ok(self) -> bool:
        """Tell whether the parts make the whole."""
        return self.whole == sum(self.parts)

    @property
    def sentence(self) -> str:
        """Say it the way a careful clerk would: 69不等于68+16."""
        sign = "等于" if self.is_ok else "不等于"
        return f"{self.name}：{self.whole}{sign}{'+'.join(str(part) for part in self.parts)}"

    def as_json(self) -> dict[str, object]:
        """The check as scripts compare it."""
        return {"code": self.code, "is_ok": self.is_ok, "sentence": self.sentence}


def checks(facts: Facts) -> list[Check]:
    """Return every identity of the campaign's figures."""
    units = [
        sum(counts.get(status, 0) for status in Issue.LEDGER)
        for counts in facts.by_unit_status.values()
    ]
    return [
        Check(
            "closed_open",
            "台账问题=已销号+未销号",
            facts.ledger,
            (facts.total(Issue.Status.CLOSED), facts.open),
        ),
        Check(
            "rectify_split",
            "台账问题=立行立改+限期整改+长期坚持",
            facts.ledger,
            tuple(facts.by_rectify.get(kind, 0) for kind in ("LX", "XQ", "CQ")),
        ),
        Check("source_sum", "台账问题=各来源合计", facts.ledger, (sum(facts.by_source.values()),)),
        Check("unit_sum", "台账问题=各单位合计", facts.ledger, (sum(units),)),
        Check(
            "category_sum",
            "台账问题=各类别合计",
            facts.ledger,
            (sum(facts.by_unit_category.values()),),
        ),
    ]
