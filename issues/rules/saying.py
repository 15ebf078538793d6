"""What people write beside a deed: never nothing, never a whole book."""

from common.refusal import Refused
from common.wording import tidy

LONGEST = 5000


def said(text: str, missing: str) -> str:
    """Return the words as they are kept; `missing` is the sentence for having said nothing."""
    kept = tidy(text)
    if not kept:
        raise Refused(missing)
    if len(kept) > LONGEST:
        raise Refused(f"内容超过{LONGEST}字，请精简后再提交。")
    return kept
