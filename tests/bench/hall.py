"""Sets up a hall for the burst, or tells afterwards what lies in the box."""

import json
import sys

import django

django.setup()

import campaigns.rules as campaigns  # noqa: E402
import evaluations.rules as evaluations  # noqa: E402
from evaluations.models import Ballot, Invitation, Round, Scheme  # noqa: E402
from tests import builders  # noqa: E402

UNITS = 12
LOT = 20_000  # as many codes as are handed out at a time


def prepare(size: int) -> dict[str, object]:
    """Twelve units, so many codes of one side, a round that is open."""
    campaigns.install_dictionaries()
    evaluations.install_schemes()
    units = [
        builders.make_unit(code=f"H{at:03}", name=f"第{at}局", order=at) for at in range(UNITS)
    ]
    campaign = builders.make_campaign(units=units)
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    round_ = evaluations.draft(campaign, name="会场评议", scheme=scheme, by=None)
    evaluations.freeze(round_, by=None)
    side = round_.sides.get(code="UP")
    slips = [
        slip
        for start in range(0, size, LOT)
        for slip in evaluations.hand_out(round_, side, count=min(LOT, size - start), by=None)
    ]
    evaluations.open(round_, by=None)
    return {"codes": [slip.code for slip in slips], "units": [unit.code for unit in units]}


def box() -> dict[str, object]:
    """How many codes are spent and how many slips lie in the box."""
    round_ = Round.objects.latest("pk")
    spent = round_.invitations.filter(state=Invitation.State.SPENT).count()
    return {"spent": spent, "ballots": Ballot.objects.filter(round=round_).count()}


if __name__ == "__main__":
    print(json.dumps(prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else box()))
