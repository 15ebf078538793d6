"""Inside the data folder of a fault run: prepare people, an issue and codes; count afterwards."""

import json
import sys
from collections import Counter

import django

django.setup()

import campaigns.rules as campaigns  # noqa: E402
import evaluations.rules as evaluations  # noqa: E402
import journal.rules as journal  # noqa: E402
from evaluations.models import Ballot, Invitation, Round, Scheme  # noqa: E402
from issues.models import Progress  # noqa: E402
from journal.models import Entry  # noqa: E402
from notices.models import Notice  # noqa: E402
from roster.words import Work  # noqa: E402
from tests import builders  # noqa: E402

PEOPLE = 8


def prepare(codes: int) -> dict[str, object]:
    """A campaign, eight clerks of one unit with an issue each, an open round with its codes."""
    campaigns.install_dictionaries()
    evaluations.install_schemes()
    units = [builders.make_unit(code=f"F{at:03}", name=f"第{at}局", order=at) for at in range(12)]
    campaign = builders.make_campaign(units=units)
    clerks = []
    for number in range(PEOPLE):
        unit = units[number]
        builders.make_user(f"clerk{number}", f"联络员{number}", Work.CLERK, unit=unit)
        issue = builders.make_ledger_issue(campaign, unit)
        clerks.append({"username": f"clerk{number}", "issue": issue.pk})
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    round_ = evaluations.draft(campaign, name="会场评议", scheme=scheme, by=None)
    evaluations.freeze(round_, by=None)
    side = round_.sides.get(code="UP")
    slips = evaluations.hand_out(round_, side, count=codes, by=None) if codes else []
    evaluations.open(round_, by=None)
    return {
        "clerks": clerks,
        "codes": [slip.code for slip in slips],
        "units": [unit.code for unit in units],
    }


def count() -> dict[str, object]:
    """What stands in the database after all of it."""
    journal.gather()
    journal.chain()
    round_ = Round.objects.latest("pk")
    noted = Entry.objects.filter(verb="填进展").values_list("note", flat=True)
    keys = Counter(Notice.objects.values_list("person_id", "key"))
    return {
        "progress": list(Progress.objects.values_list("text", flat=True)),
        "noted": list(noted),
        "spent": round_.invitations.filter(state=Invitation.State.SPENT).count(),
        "ballots": Ballot.objects.filter(round=round_).count(),
        "doubled_notices": sum(1 for times in keys.values() if times > 1),
        "journal": journal.verify_journal(),
    }


if __name__ == "__main__":
    print(json.dumps(prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else count()))
