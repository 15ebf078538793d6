"""Typed text into the arguments of one verb."""

from issues.forms.deeds import (
    AnswerForm,
    CancelForm,
    ClaimForm,
    CloseForm,
    ClosureForm,
    ExtendForm,
    LongTermAnswerForm,
    LongTermForm,
    LookBackForm,
    MeasureForm,
    OpinionForm,
    ProgressForm,
    PublicationForm,
    ReasonForm,
    ReopenForm,
    VerifyForm,
)
from issues.forms.filters import LedgerFilter, ListFilter
from issues.forms.lists import ApproveForm, AssignForm, IssueForm, SendBackForm

__all__ = [
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "CancelForm",
    "ClaimForm",
    "CloseForm",
    "ClosureForm",
    "ExtendForm",
    "IssueForm",
    "LedgerFilter",
    "ListFilter",
    "LongTermAnswerForm",
    "LongTermForm",
    "LookBackForm",
    "MeasureForm",
    "OpinionForm",
    "ProgressForm",
    "PublicationForm",
    "ReasonForm",
    "ReopenForm",
    "SendBackForm",
    "VerifyForm",
]
