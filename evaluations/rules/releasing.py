"""After sealing: what may be shown of the box without leading to anybody."""

import json
import random

from django.core.files.storage import default_storage

from evaluations.models import Ballot, Round
from evaluations.rules.sealing import leaves_path
from roster.models import Unit


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
