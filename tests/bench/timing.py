"""Comparing two ways of doing a thing fairly on a machine that others use too."""

import gc
import statistics
import time
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
        verdict = "达到" if self.kept else "超出"
        times = f"{self.ours * 1000:.1f} 毫秒 比 {self.yardstick * 1000:.1f} 毫秒"
        return f"{verdict}  {self.value:5.2f} 倍（上限 {self.limit:g} 倍）  {self.name}：{times}"


def compare(
    name: str,
    limit: float,
    ours: Callable[[], object],
    yardstick: Callable[[], object],
    rounds: int = 15,
) -> Ratio:
    """Run both by turns, so that a neighbour's load falls on both, and take the medians."""
    ours()
    yardstick()
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        turns = [(ours, times[0]), (yardstick, times[1])]
        for do, record in turns if number % 2 else reversed(turns):
            record.append(_seconds(do))
    return Ratio(name, statistics.median(times[0]), statistics.median(times[1]), limit)


def _seconds(do: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        do()
        return time.perf_counter() - started
    finally:
        gc.enable()
