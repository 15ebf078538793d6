"""Supervision: inspections, orders and cards, always by name."""

from supervision.rules.cards import (
    answer_appeal,
    appeal_card,
    edit_rung,
    hold_talk,
    install_rungs,
    lift_card,
    propose_card,
    refuse_card,
    reply_card,
    sign_card,
    weigh_card,
)
from supervision.rules.looking import (
    acknowledge,
    answer_order,
    escalate_order,
    inspect,
    raise_issue,
    release,
    send_order,
)

__all__ = [
    "acknowledge",
    "answer_appeal",
    "answer_order",
    "appeal_card",
    "edit_rung",
    "escalate_order",
    "hold_talk",
    "inspect",
    "install_rungs",
    "lift_card",
    "propose_card",
    "raise_issue",
    "refuse_card",
    "release",
    "reply_card",
    "send_order",
    "sign_card",
    "weigh_card",
]
