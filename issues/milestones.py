"""When a deadline is spoken of: 7, 3, 1 and 0 workdays ahead, then every week it is overdue."""

AHEAD = (7, 3, 1, 0)
WEEK = 5


def earned(days_left: int) -> str:
    """Return the tightest mark already reached, or "" when it is too early.

    `days_left` counts workdays; a missed day is caught up because the mark is a floor, not a date.
    """
    if days_left < 0:
        return f"late-{(-days_left - 1) // WEEK}"
    reached = [mark for mark in AHEAD if days_left <= mark]
    return f"ahead-{min(reached)}" if reached else ""


def says(days_left: int) -> str:
    """Return how a person is told the distance."""
    if days_left < 0:
        return f"已逾期{-days_left}个工作日"
    return "今天到期" if days_left == 0 else f"还有{days_left}个工作日"
