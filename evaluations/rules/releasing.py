"""After sealing: what may be shown of the box without leading to anybody."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from django.core.files.storage import default_storage

from evaluations.models import Ballot, Round, Side
from evaluations.rules.schemes import plan_of
from evaluations.rules.sealing import leaves_path, side_boxes
from evaluations.scoring import ballots as voting
from evaluations.scoring.exact import exact
from evaluations.scoring.options import ABSTAIN, OptionSet
from roster.models import Unit

CLUSTER = 5


def remarks_of(round_: Round, unit: Unit) -> list[str]:
    """意见建议: the texts about a unit, shuffled; none where they are too few to hide in."""
    if not round_.is_counted:
        return []
    slips = Ballot.objects.filter(round=round_, body__contains='"remark":')
    bodies = [json.loads(body) for body in slips.values_list("body", flat=True)]
    texts = [body["remark"] for body in bodies if body.get("unit") == unit.code]
    if len(texts) < round_.show_min:
        return []
    random.SystemRandom().shuffle(texts)
    return texts


def published_leaves(round_: Round) -> list[str]:
    """The sorted leaves that voters compare their receipts with."""
    path = leaves_path(round_)
    if not round_.leaves_digest or not default_storage.exists(path):
        return []
    with default_storage.open(path) as file:
        return str(file.read().decode()).split()


@dataclass
class Oddities:
    """Patterns of one side that a careful reader looks at; nothing is removed because of them."""

    side: Side
    options: OptionSet
    ballots: int = 0
    void: dict[str, int] = field(default_factory=dict)
    flagged: dict[str, int] = field(default_factory=dict)
    patterns: Counter[str] = field(default_factory=Counter)

    @property
    def clusters(self) -> list[int]:
        """How often each pattern came that came often."""
        return sorted((n for n in self.patterns.values() if n >= CLUSTER), reverse=True)

    @property
    def is_odd(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.void or self.flagged or self.clusters)

    def take(self, body: str) -> None:
        """Look at one slip; remarks are not looked at."""
        content = json.loads(body)
        if "remark" in content:
            return
        self.ballots += 1
        if "void" in content:
            _count(self.void, content["void"])
            return
        marks = {
            (unit, item): self._mark(mark)
            for unit, items in content["marks"].items()
            for item, mark in items.items()
        }
        if len(marks) > 2:
            self.patterns[body] += 1
        reason = voting.suspicious(voting.Ballot(self.side.code, "", "", marks), self.options)
        if reason:
            _count(self.flagged, reason)

    def _mark(self, mark: str) -> Fraction | str:
        return exact(mark) if self.options.is_numeric and mark != ABSTAIN else mark


def _count(shelf: dict[str, int], reason: str) -> None:
    word = voting.REASONS.get(reason, reason)
    shelf[word] = shelf.get(word, 0) + 1


def oddities(round_: Round) -> list[Oddities]:
    """异常票分析: all full, all the same, many of one pattern; times are not kept, so no bursts."""
    plan = plan_of(round_)
    found = {side.pk: Oddities(side, side_boxes(plan, side)[0]) for side in round_.sides.all()}
    slips = Ballot.objects.filter(round=round_).values_list("side", "body")
    for side_id, body in slips.iterator():
        found[side_id].take(body)
    return list(found.values())
