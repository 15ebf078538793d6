"""When a deadline earns a reminder: 7, 3, 1 and 0 workdays ahead, then once a week."""

AHEAD = (0, 1, 3, 7)
WEEK = 5


def earned(left: int) -> str | None:
    """Return the tightest milestone reached with so many workdays left; none when it is early.

    A missed day loses nothing: the next run earns the tightest mark, and only that one.
    """
    if left < 0:
        return f"week-{(-left - 1) // WEEK + 1}"
    return next((f"ahead-{mark}" for mark in AHEAD if left <= mark), None)
