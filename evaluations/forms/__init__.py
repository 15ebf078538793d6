"""Typed text into the arguments of one verb each."""

from evaluations.forms.indicators import IndicatorForm
from evaluations.forms.raters import (
    AnnounceForm,
    DrawForm,
    LetterForm,
    RaterFilter,
    RaterForm,
    RaterUploadForm,
)
from evaluations.forms.rounds import (
    AdjustForm,
    AnswerForm,
    AppealForm,
    ConfigureForm,
    DecideForm,
    DraftForm,
    HandOutForm,
    ImportForm,
    ReasonForm,
    SignForm,
)
from evaluations.forms.schemes import SchemeForm, SideForm
from evaluations.forms.uses import (
    CommendForm,
    ConditionForm,
    DesignateForm,
    FollowForm,
    GainForm,
    NoteForm,
    RevokeForm,
    UseForm,
    VerdictForm,
)
from evaluations.forms.windows import HandleForm, RatingFilter, WindowFilter, WindowForm

__all__ = [
    "AdjustForm",
    "AnnounceForm",
    "AnswerForm",
    "AppealForm",
    "CommendForm",
    "ConditionForm",
    "ConfigureForm",
    "DecideForm",
    "DesignateForm",
    "DraftForm",
    "DrawForm",
    "FollowForm",
    "GainForm",
    "HandOutForm",
    "HandleForm",
    "ImportForm",
    "IndicatorForm",
    "LetterForm",
    "NoteForm",
    "RaterFilter",
    "RaterForm",
    "RaterUploadForm",
    "RatingFilter",
    "ReasonForm",
    "RevokeForm",
    "SchemeForm",
    "SideForm",
    "SignForm",
    "UseForm",
    "VerdictForm",
    "WindowFilter",
    "WindowForm",
]
