"""What was heard, counted: the hotline by window, its own sums beside ours, visits by target."""

from outreach.figures.hotline import (
    Rates,
    Window,
    concentrated,
    daily_window,
    hot_places,
    hot_topics,
    month_window,
    rates,
    window_of,
)
from outreach.figures.sums import MEASURES, Line, compared, measured
from outreach.figures.visits import Coverage, coverage

__all__ = [
    "MEASURES",
    "Coverage",
    "Line",
    "Rates",
    "Window",
    "compared",
    "concentrated",
    "coverage",
    "daily_window",
    "hot_places",
    "hot_topics",
    "measured",
    "month_window",
    "rates",
    "window_of",
]
