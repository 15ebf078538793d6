"""What may be done with lists and issues; every write of this app, one function a verb."""

from issues.rules.chaining import chain, examine, sign
from issues.rules.claiming import claim
from issues.rules.closing import (
    cancel,
    close,
    look_back,
    reject_closure,
    reopen,
    request_closure,
    verify,
)
from issues.rules.counting import recount
from issues.rules.drafting import draft, edit, open_list, remove, require_open
from issues.rules.enquiring import adopt_answer, answer_enquiry, enquire
from issues.rules.importing import import_rows
from issues.rules.linking import absorb, link_root
from issues.rules.long_term import answer_long_term, ask_long_term
from issues.rules.progress import (
    answer_extension,
    complete_measure,
    extend,
    report_progress,
)
from issues.rules.publishing import (
    answer_publication,
    ask_publication,
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
from issues.rules.sampling import draw_second_looks, look_again, lot

__all__ = [
    "absorb",
    "adopt_answer",
    "amend",
    "answer_enquiry",
    "answer_extension",
    "answer_long_term",
    "answer_publication",
    "approve",
    "ask_long_term",
    "ask_publication",
    "assign",
    "cancel",
    "chain",
    "claim",
    "close",
    "complete_measure",
    "content",
    "digest",
    "draft",
    "draw_second_looks",
    "edit",
    "enquire",
    "examine",
    "extend",
    "import_rows",
    "link_root",
    "look_again",
    "look_back",
    "lot",
    "missing",
    "open_list",
    "public_copy",
    "recount",
    "reject_closure",
    "remind",
    "remove",
    "reopen",
    "report_progress",
    "request_closure",
    "require_open",
    "seal",
    "send_back",
    "sign",
    "submit",
    "verify",
    "withdraw_publication",
]
