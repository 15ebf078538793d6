"""The registry of named figures, and what they say of one campaign on one day."""

from collections.abc import Iterable

from reports.figures.afield import HEARD, HELD, SUPERVISED
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Value
from reports.figures.heard import ERRORS, MORE_HEARD
from reports.figures.ledger import LEDGER
from reports.figures.office import DEEDS, PLAN
from reports.figures.register import SOURCES
from reports.figures.wings import BALLOTS, TASKS, WINGS

FIGURES: tuple[Figure, ...] = (*LEDGER, *WINGS)
BY_CODE: dict[str, Figure] = {figure.code: figure for figure in FIGURES}
GROUPS: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("清单和台账", LEDGER),
    ("审核、销号和回头看", DEEDS),
    ("机构、阶段和任务", (*PLAN, *TASKS)),
    ("评议", BALLOTS),
    ("走访、意见、来信和热线", (*HEARD, *MORE_HEARD)),
    ("督查、亮牌、差错和问责", (*SUPERVISED, *ERRORS)),
    ("会议学习、制度和文稿", HELD),
)


def values(facts: Facts, codes: Iterable[str] | None = None) -> dict[str, Value]:
    """Return the shipped figures with their numbers, by code; only those asked for if named."""
    asked = FIGURES if codes is None else [BY_CODE[code] for code in codes]
    return {one.code: Value(BY_CODE[one.code], BY_CODE[one.code].count(facts)) for one in asked}


def groups(facts: Facts) -> list[tuple[str, list[Figure]]]:
    """Every figure of this campaign by group, with those the office's own data make."""
    shipped = [(name, [BY_CODE[one.code] for one in group]) for name, group in GROUPS]
    return [*shipped, *((name, made(facts)) for name, made in SOURCES)]


def every_value(facts: Facts) -> dict[str, Value]:
    """Return the shipped figures and the office's own, by code."""
    return {code: Value(one, one.count(facts)) for code, one in every_figure(facts).items()}


def named_figure(facts: Facts, code: str) -> Figure | None:
    """The figure of this code; None where this campaign has none."""
    return BY_CODE.get(code) or every_figure(facts).get(code)


def every_figure(facts: Facts) -> dict[str, Figure]:
    """Every figure of this campaign by code; making the office's own asks the database."""
    return {one.code: one for _, group in groups(facts) for one in group}
