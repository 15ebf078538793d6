"""Running a campaign: plan it, launch, enrol, complete tasks, open the gate, keep its words."""

from campaigns.rules.dictionaries import (
    edit_category,
    edit_taxonomy,
    install_dictionaries,
    set_year,
)
from campaigns.rules.gates import (
    clear_gate,
    force_gate,
    require_gate,
    shut_gate,
)
from campaigns.rules.groups import (
    finish_task,
    pair,
    receive_report,
    report_up,
    seat,
    set_up_group,
    unpair,
    unseat,
)
from campaigns.rules.planning import (
    add_task,
    advance,
    attach,
    calendar,
    enrol,
    finish,
    launch,
    plan,
    reschedule,
    templates,
    withdraw,
)
from campaigns.rules.progress import (
    complete,
    owing,
    remind,
    undo,
    urge,
)

__all__ = [
    "add_task",
    "advance",
    "attach",
    "calendar",
    "clear_gate",
    "complete",
    "edit_category",
    "edit_taxonomy",
    "enrol",
    "finish",
    "finish_task",
    "force_gate",
    "install_dictionaries",
    "launch",
    "owing",
    "pair",
    "plan",
    "receive_report",
    "remind",
    "report_up",
    "require_gate",
    "reschedule",
    "seat",
    "set_up_group",
    "set_year",
    "shut_gate",
    "templates",
    "undo",
    "unpair",
    "unseat",
    "urge",
    "withdraw",
]
