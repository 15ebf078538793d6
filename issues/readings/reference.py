"""The shipped words of issue sheets, ready to be asked."""

import re
from functools import cache
from typing import Any

from common.dictionaries import dictionary
from common.workbook.dictionary import Dictionary
from issues.readings.choices import Option, Options, key


def _sheets() -> dict[str, Any]:
    words: dict[str, Any] = dictionary("issues", "sheets")
    return words


@cache
def headings() -> Dictionary:
    """The headings of issue lists, ledgers and self-check forms."""
    others = set(_sheets()["other_forms"])
    fields = dictionary("issues", "fields")["field_dictionary"]
    more = _sheets()["more_aliases"]
    return Dictionary(
        {
            name: [*field["aliases"], *more.get(name, ())]
            for name, field in fields.items()
            if name not in others
        },
        _sheets()["companions"],
        _sheets()["nested"],
        frozenset(_sheets()["joining"]),
        shapes={name: re.compile(shape) for name, shape in _sheets()["shapes"].items()},
    )


@cache
def field_labels() -> dict[str, str]:
    """What each field is called when a person chooses one for a column."""
    fields = dictionary("issues", "fields")["field_dictionary"]
    return {name: fields[name]["label"] for name in headings().fields}


def _options(name: str) -> Options:
    listed = dictionary("issues", "words")["enums"][name]
    return Options(Option.from_mapping(one) for one in listed)


@cache
def sources() -> Options:
    """Where an issue may come from."""
    return _options("issue_source")


@cache
def source_shapes() -> dict[str, re.Pattern[str]]:
    """What people call a source in words that the list of sources does not hold."""
    return {code: re.compile(shape) for code, shape in _sheets()["source_shapes"].items()}


@cache
def rectify_types() -> Options:
    """The ways an issue may be rectified."""
    return _options("rectify_type")


@cache
def levels() -> Options:
    """Whose issue it may be: the team's, the unit's or one person's."""
    names = _sheets()["level_names"]
    listed = dictionary("issues", "words")["enums"]["subject_level"]
    return Options(Option(one["code"], one["label"], tuple(names[one["code"]])) for one in listed)


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
    return frozenset(key(word) for word in _sheets()["fillers"]) | {""}


@cache
def pointers() -> re.Pattern[str]:
    """What a cell says that only points to another paper."""
    return re.compile(_sheets()["pointers"])


def group_targets() -> dict[str, str]:
    """Words that mean many units at once."""
    targets: dict[str, str] = dictionary("issues", "fields")["group_targets"]
    return targets


def example_campaign() -> dict[str, Any]:
    """Year and hand-over day that hold when neither the file nor a campaign says them."""
    example: dict[str, Any] = _sheets()["example_campaign"]
    return example
