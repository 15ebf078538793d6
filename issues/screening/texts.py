"""Is anything said? A judgement with its reasons, for a person to accept or not."""

from dataclasses import dataclass
from typing import Final, Literal

from issues.screening.evidence import Evidence, weigh
from issues.screening.lexicon import Lexicon, shipped

NAMES: Final = {
    "facts": "数量和日期",
    "moments": "时候",
    "people": "具体的人",
    "acts": "具体的做法",
    "things": "看得见的物或地点",
    "quotes": "原话",
}
MOSTLY: Final = 0.5
NAMED: Final = 3
FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the screen thinks of a text, and why."""

    label: Literal["vague", "concrete"]
    vague_words: tuple[str, ...]
    reasons: tuple[str, ...]
    score: float


def judge(text: str, *, lexicon: Lexicon | None = None) -> Verdict:
    """Say whether a text tells of something that happened."""
    lexicon = lexicon or shipped()
    evidence = weigh(text, lexicon)
    if evidence.size < FEWEST:
        return Verdict("vague", _words(evidence), ("字数太少，说不成一件事",), -1.0)
    score = _score(evidence, lexicon)
    if score >= 0:
        return Verdict("concrete", (), _shown(evidence), score)
    words = _words(evidence)
    return Verdict("vague", words, _missing(evidence, words), score)


def _words(evidence: Evidence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for _, word in evidence.phrases))


def _score(evidence: Evidence, lexicon: Lexicon) -> float:
    measures = evidence.measures()
    return lexicon.weights["bias"] + sum(
        weight * measures.get(name, 0.0)
        for name, weight in lexicon.weights.items()
        if name != "bias"
    )


def _shown(evidence: Evidence) -> tuple[str, ...]:
    seen = [name for tag, name in NAMES.items() if evidence.found[tag]]
    return (f"写出了{'、'.join(seen)}",) if seen else ("说的是一件具体的事",)


def _missing(evidence: Evidence, words: tuple[str, ...]) -> tuple[str, ...]:
    reasons = []
    if words:
        reasons.append(f"用了评价性的空话：{'、'.join(words)}")
    if evidence.shares["jargon"] + evidence.shares["phrase"] > MOSTLY:
        reasons.append("通篇多是套话和抽象名词")
    unseen = [name for tag, name in NAMES.items() if not evidence.found[tag]]
    if unseen:
        reasons.append(f"看不到{'、'.join(unseen[:NAMED])}")
    return tuple(reasons)
