"""Typed text into the arguments of one verb on what people said."""

from outreach.forms.box import (
    AssignForm,
    CodeForm,
    JudgeForm,
    LetterForm,
    ReplyForm,
    RequiredReasonForm,
)
from outreach.forms.hearing import (
    AnswerForm,
    CallBackForm,
    MergeForm,
    OpinionFilter,
    OpinionForm,
    ReasonForm,
    SettleForm,
    SortForm,
    TargetsForm,
    TeamForm,
    TellBackForm,
    VisitFilter,
    VisitForm,
)
from outreach.forms.shifts import AnswerShiftForm, ArrangeForm, CallForm, ShiftFilter
from outreach.forms.tickets import PlaceForm, RuleForm, TicketFilter

__all__ = [
    "AnswerForm",
    "AnswerShiftForm",
    "ArrangeForm",
    "AssignForm",
    "CallBackForm",
    "CallForm",
    "CodeForm",
    "JudgeForm",
    "LetterForm",
    "MergeForm",
    "OpinionFilter",
    "OpinionForm",
    "PlaceForm",
    "ReasonForm",
    "ReplyForm",
    "RequiredReasonForm",
    "RuleForm",
    "SettleForm",
    "ShiftFilter",
    "SortForm",
    "TargetsForm",
    "TeamForm",
    "TellBackForm",
    "TicketFilter",
    "VisitFilter",
    "VisitForm",
]
