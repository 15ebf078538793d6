"""Text as people type it, made comparable."""

import re
import unicodedata

INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]+")


def squash(text: str) -> str:
    """Return the text in compatibility form without blanks and invisible signs, for comparing."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def tidy(text: str) -> str:
    """Return the text as it should be kept: no control or invisible signs, ends trimmed."""
    kept = (
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(kept).strip()
