"""Short ways to a result of the pure arithmetic."""

from hypothesis import strategies as st

from evaluations.scoring.library import plan
from evaluations.scoring.piles import Pile
from evaluations.scoring.records import Cohort, Subject
from evaluations.scoring.standings import score_cohort

COHORT = Cohort("B", "经济发展类")
LABELS = ("满意", "基本满意", "不满意", "不了解")
THREE = plan({"schemes": ["sanping_30_20_50"]})
ticks = st.fixed_dictionaries({label: st.integers(0, 200) for label in LABELS})
units = st.lists(
    st.fixed_dictionaries({code: ticks for code in ("UP", "PEER", "SERV")}), min_size=1, max_size=8
)


def subject(code, sides, **more):
    piles = {(side, "", ""): Pile(counts) for side, counts in sides.items()}
    return Subject(code, code, piles=piles, **more)


def score(rows, used=THREE, sessions=(), scheme=0):
    return score_cohort(used.schemes[scheme], used.rules, COHORT, rows, sessions)


def by_code(result):
    return {row.subject.code: row for row in result.standings}


def rated(code, happy, unhappy):
    return subject(code, {"ALL": {"满意": happy, "不满意": unhappy}})
