"""What may be done to the register; every write, one function a verb."""

from activities.rules.institutions import check_effect, register_institution
from activities.rules.kinds import fields_of, install_kinds, keep_kind, written
from activities.rules.register import correct, hold
from activities.rules.reminding import remind
from activities.rules.study import Mark, record_results, require_study

__all__ = [
    "Mark",
    "check_effect",
    "correct",
    "fields_of",
    "hold",
    "install_kinds",
    "keep_kind",
    "record_results",
    "register_institution",
    "remind",
    "require_study",
    "written",
]
