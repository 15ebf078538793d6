"""Supervision: look, order, hand out cards, follow up; always by name, never automatic."""

from supervision.rules.answering import (
    appeal,
    ask_lift,
    decide_appeal,
    record_talk,
    respond,
    weigh,
)
from supervision.rules.cards import (
    install_rungs,
    lift_card,
    propose_card,
    refuse_card,
    sign_card,
)
from supervision.rules.following import (
    answer_exposure,
    decide_focus,
    expose,
    follow_exposure,
    leave_focus,
    note_entry,
    propose_focus,
)
from supervision.rules.incidents import mend_incident, note_incident, raise_incident
from supervision.rules.ladders import keep_rung, load_ladder, presets
from supervision.rules.looking import (
    acknowledge,
    answer_objection,
    answer_order,
    inspect,
    object_to,
    raise_issue,
    release,
    send_order,
)
from supervision.rules.plans import assigned, draw, plan_inspections

__all__ = [
    "acknowledge",
    "answer_exposure",
    "answer_objection",
    "answer_order",
    "appeal",
    "ask_lift",
    "assigned",
    "decide_appeal",
    "decide_focus",
    "draw",
    "expose",
    "follow_exposure",
    "inspect",
    "install_rungs",
    "keep_rung",
    "leave_focus",
    "lift_card",
    "load_ladder",
    "mend_incident",
    "note_entry",
    "note_incident",
    "object_to",
    "plan_inspections",
    "presets",
    "propose_card",
    "propose_focus",
    "raise_incident",
    "raise_issue",
    "record_talk",
    "refuse_card",
    "release",
    "respond",
    "send_order",
    "sign_card",
    "weigh",
]
