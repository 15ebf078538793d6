"""How figures of a register are made: the number and its rows come from one question.

A figure is a register and a narrowing of it; all figures of one register are counted together in
one query, and the rows behind each are the same narrowing asked for rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, Q, Sum

from reports.figures.behind import Behind, Register
from reports.figures.facts import Facts
from reports.figures.figure import Figure, Number, rate


def wing(
    code: str,
    label: str,
    definition: str,
    unit: str,
    register: Register,
    narrow: Q | None = None,
    **more: Any,
) -> Figure:
    """A figure of a register; `more` is day and summed of its Behind."""
    behind = Behind(register, narrow if narrow is not None else Q(), **more)
    return Figure(code, label, definition, unit, _uncounted, behind=behind)


def share(code: str, label: str, definition: str, part: str, whole: str) -> Figure:
    """A percentage of two figures; its rows are those of the part."""
    return Figure(code, label, definition, "%", _uncounted, share=(part, whole))


def each(
    choices: Iterable[Any],
    field: str,
    prefix: str,
    said: tuple[str, str, str],
    register: Register,
    **more: Any,
) -> list[Figure]:
    """One figure to every value of a field; label and definition hold {} for its word."""
    label, definition, unit = said
    return [
        wing(
            f"{prefix}_{choice.value}",
            label.format(choice.label),
            definition.format(choice.label),
            unit,
            register,
            Q(**{field: choice.value}),
            **more,
        )
        for choice in choices
    ]


def together(made: Sequence[Figure]) -> tuple[Figure, ...]:
    """Bind the figures so that every register is counted in one query."""
    kin: dict[str, list[tuple[str, Behind]]] = defaultdict(list)
    for one in made:
        if isinstance(one.behind, Behind):
            kin[one.behind.register.name].append((one.code, one.behind))
    bound = {
        one.code: replace(one, count=partial(_tallied, kin[one.behind.register.name], one.code))
        if isinstance(one.behind, Behind)
        else one
        for one in made
    }
    for one in made:
        if one.share:
            bound[one.code] = _shared(one, bound[one.share[0]], bound[one.share[1]])
    return tuple(bound.values())


def _shared(one: Figure, part: Figure, whole: Figure) -> Figure:
    return replace(one, count=partial(_rate, part.count, whole.count), behind=part.behind)


def _rate(
    part: Callable[[Facts], Number], whole: Callable[[Facts], Number], facts: Facts
) -> Number:
    return rate(int(part(facts) or 0), int(whole(facts) or 0))


def _uncounted(_: Facts) -> Number:
    """Stands in until the figures are bound together."""
    return None


def _tallied(kin: Sequence[tuple[str, Behind]], code: str, facts: Facts) -> Number:
    register = kin[0][1].register
    if register.name not in facts.tallies:
        facts.tallies[register.name] = (register.counted or partial(_asked, kin))(facts)
    return facts.tallies[register.name][code]


def _asked(kin: Sequence[tuple[str, Behind]], facts: Facts) -> dict[str, int]:
    """The numbers of all figures of a register from one question."""
    asked = {f"n_{code}": _measure(behind) for code, behind in kin}
    found = kin[0][1].register.rows(facts).order_by().aggregate(**asked)
    return {key[2:]: int(number or 0) for key, number in found.items()}


def _measure(behind: Behind) -> Any:
    narrow = behind.narrow or None
    if behind.summed:
        return Sum(behind.summed, filter=narrow)
    return Count("pk", filter=narrow)
