"""What may be done with lists and issues; every write of this app, one function a verb."""

from issues.rules.at_once import confirm_done, report_done
from issues.rules.batching import doubts, first_doubts, pass_clean, take
from issues.rules.carrying import carry_over, to_carry
from issues.rules.chaining import chain, examine, sign
from issues.rules.citing import cite, classify, drop_citation
from issues.rules.claiming import claim
from issues.rules.closing import (
    cancel,
    close,
    reject_closure,
    request_closure,
    verify,
)
from issues.rules.comparing import find_copies, judge_copy
from issues.rules.counting import recount
from issues.rules.drafting import draft, edit, open_list, remove, require_open
from issues.rules.enquiring import adopt_answer, answer_enquiry, enquire
from issues.rules.escalating import escalate
from issues.rules.foreseeing import (
    confirm_foresight,
    decide_liability,
    foreseen_by,
    found_outside_on,
    propose_foresight,
)
from issues.rules.handing import answer_handover, decide_handover, hand_over, most_bounces
from issues.rules.importing import import_rows
from issues.rules.labelling import set_label
from issues.rules.ledgers import keep_ledger, put_in_ledger
from issues.rules.linking import absorb, link_root
from issues.rules.long_term import answer_long_term, ask_long_term
from issues.rules.looking_back import (
    draw_look_backs,
    look_back,
    reopen,
    report_relapse,
    sample,
)
from issues.rules.origins import enter_origin
from issues.rules.permits import joined, still_fits
from issues.rules.progress import (
    answer_extension,
    complete_measure,
    extend,
    report_progress,
)
from issues.rules.publishing import (
    answer_publication,
    ask_publication,
    correct_publication,
    public_copy,
    withdraw_publication,
)
from issues.rules.reminding import remind
from issues.rules.reviewing import (
    amend,
    approve,
    assign,
    content,
    digest,
    missing,
    seal,
    send_back,
    submit,
)
from issues.rules.sampling import draw_second_looks, look_again
from issues.rules.summing import sum_up
from issues.rules.wording import (
    change_words,
    current_lexicon,
    lexicon_changes,
    restore_lexicon,
)

__all__ = [
    "absorb",
    "adopt_answer",
    "amend",
    "answer_enquiry",
    "answer_extension",
    "answer_handover",
    "answer_long_term",
    "answer_publication",
    "approve",
    "ask_long_term",
    "ask_publication",
    "assign",
    "cancel",
    "carry_over",
    "chain",
    "change_words",
    "cite",
    "claim",
    "classify",
    "close",
    "complete_measure",
    "confirm_done",
    "confirm_foresight",
    "content",
    "correct_publication",
    "current_lexicon",
    "decide_handover",
    "decide_liability",
    "digest",
    "doubts",
    "draft",
    "draw_look_backs",
    "draw_second_looks",
    "drop_citation",
    "edit",
    "enquire",
    "enter_origin",
    "escalate",
    "examine",
    "extend",
    "find_copies",
    "first_doubts",
    "foreseen_by",
    "found_outside_on",
    "hand_over",
    "import_rows",
    "joined",
    "judge_copy",
    "keep_ledger",
    "lexicon_changes",
    "link_root",
    "look_again",
    "look_back",
    "missing",
    "most_bounces",
    "open_list",
    "pass_clean",
    "propose_foresight",
    "public_copy",
    "put_in_ledger",
    "recount",
    "reject_closure",
    "remind",
    "remove",
    "reopen",
    "report_done",
    "report_progress",
    "report_relapse",
    "request_closure",
    "require_open",
    "restore_lexicon",
    "sample",
    "seal",
    "send_back",
    "set_label",
    "sign",
    "still_fits",
    "submit",
    "sum_up",
    "take",
    "to_carry",
    "verify",
    "withdraw_publication",
]
