"""Counting what was run: checks and tests alike, one sum for the last line."""

from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree


@dataclass
class Tally:
    """How many passed, failed and were not run, with a sentence for each of the latter two."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take another ring's counts into this one."""
        self.passed += other.passed
        self.failures += other.failures
        self.skips += other.skips

    def line(self) -> str:
        """The one summary line."""
        return f"{self.passed} passed, {len(self.failures)} failed, {len(self.skips)} skipped"


def read(report: Path, ring: str) -> Tally:
    """Read pytest's report; a run that left none has failed as a whole."""
    tally = Tally()
    if not report.exists():
        tally.failures.append(f"[{ring}] pytest 没有跑完，没有留下结果")
        return tally
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"[{ring}] {case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failures.append(name)
        elif skipped is not None:
            tally.skips.append(f"{name}：{skipped.get('message')}")
        else:
            tally.passed += 1
    if not (tally.passed or tally.failures or tally.skips):
        tally.failures.append(f"[{ring}] 没有运行任何测试")
    return tally
