"""The arithmetic of `./run bench`."""

from itertools import cycle

from tests.bench.timing import compare


def test_the_medians_of_alternating_runs_are_compared():
    ours, yardstick = cycle([2.0, 2.0, 50.0]), cycle([1.0, 1.0, 40.0])
    ratio = compare("名", 1.5, lambda: next(ours), lambda: next(yardstick))
    assert ratio.value == 2
    assert not ratio.kept
    assert ratio.line().startswith("超出   2.00 倍（上限 1.5 倍）")
