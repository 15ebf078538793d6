"""Comparing two ways of doing a thing fairly on a machine that others use too."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """How much longer ours takes than the yardstick, and how much longer it may take."""

    name: str
    ours: float
    yardstick: float
    limit: float

    @property
    def value(self) -> float:
        return self.ours / self.yardstick

    @property
    def kept(self) -> bool:
        return self.value <= self.limit

    def line(self) -> str:
        """The line that `./run bench` prints."""
        verdict = "达到" if self.kept else "超出"
        times = f"{self.ours * 1000:.1f} 毫秒 对 {self.yardstick * 1000:.1f} 毫秒"
        return f"{verdict}  {self.value:5.2f} 倍（上限 {self.limit:g} 倍）  {self.name}：{times}"


def compare(
    name: str,
    limit: float,
    ours: Callable[[], float],
    yardstick: Callable[[], float],
    rounds: int = 15,
) -> Ratio:
    """Take both by turns, so that a neighbour's load falls on both, and compare the medians."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-2, rounds):
        turns = [(ours, times[0]), (yardstick, times[1])]
        for seconds, record in turns if number % 2 else reversed(turns):
            taken = seconds()
            if number >= 0:
                record.append(taken)
    return Ratio(name, statistics.median(times[0]), statistics.median(times[1]), limit)
