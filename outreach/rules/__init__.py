"""Hearing people out: visits, opinions, tickets, and the letters of the public box."""

from outreach.rules.box import (
    answer,
    assign,
    judge_reply,
    look_up,
    reply,
    return_reply,
    send_letter,
    set_aside,
)
from outreach.rules.hearing import (
    adopt,
    answer_opinion,
    decline,
    merge_opinion,
    record_opinion,
    sort_opinion,
    take_up_again,
)
from outreach.rules.intake import matched_tickets, take_tickets
from outreach.rules.shifts import answer_shift, arrange_shift, drop_shift, take_call
from outreach.rules.sums import take_sums
from outreach.rules.tickets import adopt_ticket, place_ticket, rule_ticket
from outreach.rules.visits import (
    adopt_visit,
    call_back,
    form_team,
    list_targets,
    record_visit,
    settle,
    tell_back,
)

__all__ = [
    "adopt",
    "adopt_ticket",
    "adopt_visit",
    "answer",
    "answer_opinion",
    "answer_shift",
    "arrange_shift",
    "assign",
    "call_back",
    "decline",
    "drop_shift",
    "form_team",
    "judge_reply",
    "list_targets",
    "look_up",
    "matched_tickets",
    "merge_opinion",
    "place_ticket",
    "record_opinion",
    "record_visit",
    "reply",
    "return_reply",
    "rule_ticket",
    "send_letter",
    "set_aside",
    "settle",
    "sort_opinion",
    "take_call",
    "take_sums",
    "take_tickets",
    "take_up_again",
    "tell_back",
]
