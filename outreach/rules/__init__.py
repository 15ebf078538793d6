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
    adopt_visit,
    decline,
    record_opinion,
    record_visit,
    settle,
    take_tickets,
)

__all__ = [
    "adopt",
    "adopt_visit",
    "answer",
    "assign",
    "decline",
    "judge_reply",
    "look_up",
    "record_opinion",
    "record_visit",
    "reply",
    "return_reply",
    "send_letter",
    "set_aside",
    "settle",
    "take_tickets",
]
