"""Typed text into the arguments of one verb on what people said."""

from outreach.forms.box import (
    AssignForm,
    CodeForm,
    JudgeForm,
    LetterForm,
    ReplyForm,
    RequiredReasonForm,
)
from outreach.forms.hearing import OpinionForm, ReasonForm, SettleForm, VisitForm

__all__ = [
    "AssignForm",
    "CodeForm",
    "JudgeForm",
    "LetterForm",
    "OpinionForm",
    "ReasonForm",
    "ReplyForm",
    "RequiredReasonForm",
    "SettleForm",
    "VisitForm",
]
