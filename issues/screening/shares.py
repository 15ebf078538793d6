"""雷同率: which part of a unit's texts has a near copy elsewhere."""

from collections import defaultdict
from collections.abc import Iterable

from issues.screening.copies import Pair, Text


def copied_share(texts: Iterable[Text], pairs: Iterable[Pair]) -> dict[str, tuple[int, int]]:
    """Per unit: (texts with a near copy in another unit, all its texts)."""
    listed = list(texts)
    owner = {one.key: one.unit for one in listed}
    copied = {
        key for pair in pairs for key in (pair.a, pair.b) if owner.get(pair.a) != owner.get(pair.b)
    }
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in listed:
        counts[one.unit][0] += one.key in copied
        counts[one.unit][1] += 1
    return {unit: (hit, total) for unit, (hit, total) in counts.items()}
