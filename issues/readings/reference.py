"""The shipped words of issue sheets, ready to be asked."""

from functools import cache
from typing import Any

from common.dictionaries import dictionary
from common.workbook.dictionary import Dictionary
from issues.readings.choices import Option, Options, key


@cache
def headings() -> Dictionary:
    """The headings of issue lists, ledgers and self-check forms."""
    return Dictionary.from_mapping(dictionary("issues", "fields"))


def _choices() -> dict[str, Any]:
    chosen: dict[str, Any] = dictionary("issues", "choices")
    return chosen


def _options(name: str) -> Options:
    return Options(Option.from_mapping(one) for one in _choices()[name])


@cache
def sources() -> Options:
    """Where an issue may come from."""
    return _options("sources")


@cache
def rectify_types() -> Options:
    """The ways an issue may be rectified."""
    return _options("rectify_types")


@cache
def levels() -> Options:
    """Whose issue it may be: the team's, the unit's or one person's."""
    return _options("levels")


@cache
def categories() -> Options:
    """The categories of all taxonomies that are in use when the program is shipped."""
    taxonomies = dictionary("campaigns", "taxonomies")["taxonomies"]
    items = [item for one in taxonomies if one["enabled"] for item in one["items"]]
    children = [child for item in items for child in item.get("children", ())]
    return Options(Option.from_mapping(item) for item in [*items, *children])


@cache
def fillers() -> frozenset[str]:
    """Words that fill a cell without saying anything."""
    return frozenset(key(word) for word in _choices()["fillers"]) | {""}


def group_targets() -> dict[str, str]:
    """Words that mean many units at once."""
    targets: dict[str, str] = _choices()["group_targets"]
    return targets


def example_campaign() -> dict[str, Any]:
    """Year and hand-over day that hold when neither the file nor a campaign says them."""
    example: dict[str, Any] = _choices()["example_campaign"]
    return example
