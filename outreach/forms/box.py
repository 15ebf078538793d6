"""What is typed at the public box and about its letters."""

from django import forms

from campaigns.forms import OfUnit
from common.fields import Lines


class LetterForm(forms.Form):
    """投信; length and files are judged by the rule, which can say what is wrong with them."""

    text = Lines(label="您要反映的情况", rows=8, strip=False, required=False)
    about_unit = forms.CharField(label="反映哪个单位", max_length=60, required=False)
    contact = forms.CharField(label="联系方式", max_length=100, required=False)
    token = forms.CharField(required=False, max_length=200)
    sum_said = forms.CharField(label="算一算", max_length=10, required=False)


class CodeForm(forms.Form):
    """查询码."""

    code = forms.CharField(label="查询码", max_length=30)


class JudgeForm(CodeForm):
    """满意或不满意."""

    is_satisfied = forms.TypedChoiceField(
        choices=[("yes", "满意"), ("no", "不满意")], coerce=lambda said: said == "yes"
    )
    complaint = Lines(label="哪里不满意", required=False)


class AssignForm(OfUnit):
    """交办来信."""


class ReplyForm(forms.Form):
    """拟答复."""

    text = Lines(label="答复内容", rows=6, help_text="审定后来信人凭查询码看到，请写明办理结果。")


class RequiredReasonForm(forms.Form):
    """A deed that needs its reason."""

    reason = Lines(label="理由")
