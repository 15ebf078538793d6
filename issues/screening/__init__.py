"""Reading issue texts for emptiness and for copying: suggestions, a person decides."""

from issues.screening.alike import similarity
from issues.screening.copies import Pair, Text, near_copies, nearest
from issues.screening.lexicon import Lexicon
from issues.screening.remarking import Remark, remarks
from issues.screening.sectors import Sector, sectors_of
from issues.screening.shares import copied_share
from issues.screening.texts import Verdict, judge

__all__ = [
    "Lexicon",
    "Pair",
    "Remark",
    "Sector",
    "Text",
    "Verdict",
    "copied_share",
    "judge",
    "near_copies",
    "nearest",
    "remarks",
    "sectors_of",
    "similarity",
]
