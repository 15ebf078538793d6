"""What may be done: schemes, rounds, codes, casting, sealing, counting, results."""

from evaluations.rules.adjusting import adjust, approve_adjustment
from evaluations.rules.batching import batch, batch_lines
from evaluations.rules.casting import cast, paper
from evaluations.rules.codes import hand_out, hand_out_to_raters, void_unused
from evaluations.rules.counting import fold, tally
from evaluations.rules.drawing import announce_draw, draw_raters, void_draw
from evaluations.rules.entering import enter, register
from evaluations.rules.indicators import enter_indicators
from evaluations.rules.oddities import compared, crowded_days, oddities
from evaluations.rules.publishing import answer, appeal, approve, publish
from evaluations.rules.ranking import rank, report_of, results_of
from evaluations.rules.raters import drop_rater, lay_raters, name_raters
from evaluations.rules.referring import references
from evaluations.rules.releasing import published_leaves, remarks_of
from evaluations.rules.rounds import (
    configure,
    draft,
    end,
    finish,
    freeze,
    open,
    rehearse,
    void,
    wipe,
)
from evaluations.rules.schemes import (
    advice,
    install_schemes,
    keep_scheme,
    plan_of,
    read_plan,
    switch_scheme,
)
from evaluations.rules.sealing import seal
from evaluations.rules.signing import sign_tally, supervisors_needed
from evaluations.rules.using import (
    commend,
    decide_commendation,
    decide_designation,
    designate,
    follow_designation,
    install_designation_rules,
    keep_designation_rule,
    keep_gain,
    note_use,
    report_round,
    revoke_designation,
)
from evaluations.rules.validity import accounts
from evaluations.rules.verifying import verify
from evaluations.rules.windows import handle_rating, open_window, rate, switch_window
from evaluations.rules.yearly import fitting, yearly

__all__ = [
    "accounts",
    "adjust",
    "advice",
    "announce_draw",
    "answer",
    "appeal",
    "approve",
    "approve_adjustment",
    "batch",
    "batch_lines",
    "cast",
    "commend",
    "compared",
    "configure",
    "crowded_days",
    "decide_commendation",
    "decide_designation",
    "designate",
    "draft",
    "draw_raters",
    "drop_rater",
    "end",
    "enter",
    "enter_indicators",
    "finish",
    "fitting",
    "fold",
    "follow_designation",
    "freeze",
    "hand_out",
    "hand_out_to_raters",
    "handle_rating",
    "install_designation_rules",
    "install_schemes",
    "keep_designation_rule",
    "keep_gain",
    "keep_scheme",
    "lay_raters",
    "name_raters",
    "note_use",
    "oddities",
    "open",
    "open_window",
    "paper",
    "plan_of",
    "publish",
    "published_leaves",
    "rank",
    "rate",
    "read_plan",
    "references",
    "register",
    "rehearse",
    "remarks_of",
    "report_of",
    "report_round",
    "results_of",
    "revoke_designation",
    "seal",
    "sign_tally",
    "supervisors_needed",
    "switch_scheme",
    "switch_window",
    "tally",
    "verify",
    "void",
    "void_draw",
    "void_unused",
    "wipe",
    "yearly",
]
