"""Our own scripts and styles use nothing that a Chromium of 2020 (86) does not know."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
# What came after 86, by the first version that has it.
SCRIPT = {
    r"\.at\(-?\d": "Array.at (92)",
    r"structuredClone": "structuredClone (98)",
    r"Object\.hasOwn\b": "Object.hasOwn (93)",
    r"\.findLast": "findLast (97)",
    r"\.(?:toSorted|toReversed|toSpliced)\(": "copying array methods (110)",
    r"crypto\.randomUUID": "randomUUID (92)",
    r"\bstatic \{": "class static blocks (94)",
    r"\bcheckVisibility\(": "checkVisibility (105)",
    r"Array\.fromAsync|Promise\.withResolvers|Object\.groupBy": "2023 and later",
    r"(?m)^await ": "top-level await (89)",
}
STYLE = {
    r":has\(": ":has (105)",
    r":(?:is|where)\(": ":is, :where (88)",
    r"\baspect-ratio\s*:": "aspect-ratio (88)",
    r"@(?:layer|container|property|scope)\b": "layers, containers (99 and later)",
    r"(?<![\w-])inset(?:-inline|-block)?\s*:": "inset (87)",
    r"oklch|oklab|color-mix|light-dark\(": "new colours (111 and later)",
    r"\d(?:dvh|svh|lvh|dvw|cqw)\b": "new units (108)",
    r"subgrid|text-wrap\s*:|content-visibility": "later still",
}


def offenders(folder, suffix, features):
    for file in sorted((STATIC / folder).glob(f"*.{suffix}")):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for pattern, name in features.items():
            if re.search(pattern, text):
                yield f"{file.name}: {name}"


@pytest.mark.parametrize(
    ("folder", "suffix", "features"), [("js", "js", SCRIPT), ("css", "css", STYLE)]
)
def test_nothing_younger_than_the_oldest_browser(folder, suffix, features):
    assert list(offenders(folder, suffix, features)) == []
    assert list((STATIC / folder).glob(f"*.{suffix}"))
