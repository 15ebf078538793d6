"""Screening very many made-up texts for near copies: time, memory and planted copies found.

Run: python -m tests.bench.copies 20000 100000
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from issues.screening import Text, near_copies, similarity
from issues.screening.copies import threshold

OPENINGS: Final = [
    "经查，",
    "群众反映，",
    "暗访发现，",
    "据督查组反馈，",
    "走访中了解到，",
    "对照检查发现，",
]
CLOSINGS: Final = [
    "，群众意见较大。",
    "，至今没有解决。",
    "，造成不良影响。",
    "，被通报批评。",
    "。",
]
PLACES: Final = ["柳河镇", "双林镇", "永安镇", "青山镇", "石桥镇", "滨河街道", "红旗街道", "和平乡"]
FRAMES: Final = [
    "未按规定",
    "没有及时",
    "长期无人",
    "多次要求",
    "工作人员称",
    "办事群众等待",
    "负责人承认",
]
LETTERS: Final = "".join(chr(0x4E00 + 7 * k) for k in range(2500))


def made_up(n: int, seed: int = 7) -> tuple[list[str], list[tuple[int, int]]]:
    """Return n texts and which of them copy which: a tenth are copies with changed words."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(LETTERS, k=2)) for _ in range(15_000)]
    odds = list(accumulate(1 / (rank + 20) for rank in range(len(words))))
    originals = n - n // 10
    texts = list(_originals(chance, words, odds, originals))
    planted = [(chance.randrange(originals), originals + k) for k in range(n // 10)]
    texts += [_copied(chance, texts[source], words) for source, _ in planted]
    return texts, planted


def _originals(chance: random.Random, words: list[str], odds: list[float], n: int) -> Iterator[str]:
    for _ in range(n):
        drawn = iter(chance.choices(words, cum_weights=odds, k=40))
        clauses = [
            chance.choice(FRAMES) * (chance.random() < 0.5)
            + "".join(next(drawn) for _ in range(chance.randint(3, 7)))
            + f"{chance.randint(2, 99)}次" * (chance.random() < 0.3)
            for _ in range(chance.randint(2, 5))
        ]
        yield (
            chance.choice(OPENINGS)
            + chance.choice(PLACES)
            + "，".join(clauses)
            + chance.choice(CLOSINGS)
        )


def _copied(chance: random.Random, text: str, words: list[str]) -> str:
    """Another place, other numbers, clauses in another order, up to an eighth of the words."""
    for place in PLACES:
        text = text.replace(place, chance.choice(PLACES))
    opening, *clauses = text.rstrip("。").split("，")
    chance.shuffle(clauses)
    letters = list("，".join([opening, *clauses]) + "。")
    for _ in range(int(len(letters) * chance.uniform(0.01, 0.12) / 2)):
        at = chance.randrange(len(letters) - 1)
        if letters[at] not in "，。" and letters[at + 1] not in "，。":
            letters[at : at + 2] = chance.choice(words)
    return "".join(str(chance.randint(1, 9)) if one.isdigit() else one for one in letters)


def measure(n: int) -> str:
    """Screen n texts; say how long it took and which share of the planted copies was found."""

    texts, planted = made_up(n)
    begun = time.perf_counter()
    pairs = near_copies([Text(str(at), one) for at, one in enumerate(texts)], bulk=True)
    seconds = time.perf_counter() - begun
    found = {frozenset((pair.a, pair.b)) for pair in pairs}
    least = threshold()
    due = [p for p in planted if similarity(texts[p[0]], texts[p[1]]) >= least]
    hit = sum(frozenset((str(a), str(b))) in found for a, b in due)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{n:>7} 条：{seconds:6.1f} 秒，峰值内存 {peak:.0f} MB，{len(pairs)} 对，"
        f"应找出的抄改 {len(due)} 对，找出 {hit / max(1, len(due)):.1%}"
    )


if __name__ == "__main__":
    for size in sys.argv[1:] or ["20000"]:
        print(measure(int(size)))
