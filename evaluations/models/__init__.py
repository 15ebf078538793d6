"""What is: schemes, rounds with sides and cohorts, the box, the counts, the results."""

from evaluations.models.batches import Batch
from evaluations.models.box import Ballot, Invitation
from evaluations.models.counts import BallotScore, SideTally
from evaluations.models.indicators import Indicator
from evaluations.models.raters import Draw, Panel, Rater
from evaluations.models.results import Adjustment, Standing
from evaluations.models.rounds import Cohort, Round, Side
from evaluations.models.schemes import Scheme
from evaluations.models.signatures import Signature
from evaluations.models.uses import Commendation, Designation, DesignationRule, Gain, Use
from evaluations.models.windows import Window, WindowRating

__all__ = [
    "Adjustment",
    "Ballot",
    "BallotScore",
    "Batch",
    "Cohort",
    "Commendation",
    "Designation",
    "DesignationRule",
    "Draw",
    "Gain",
    "Indicator",
    "Invitation",
    "Panel",
    "Rater",
    "Round",
    "Scheme",
    "Side",
    "SideTally",
    "Signature",
    "Standing",
    "Use",
    "Window",
    "WindowRating",
]
