"""The security label of an issue."""

from django import forms

from common.fields import Lines
from common.labels import Label

CHOICES = [one for one in Label.choices if one[0] >= Label.INTERNAL]


class LabelForm(forms.Form):
    """定安全标记."""

    secrecy = forms.TypedChoiceField(
        label="安全标记", choices=CHOICES, coerce=int, widget=forms.RadioSelect
    )
    reason = Lines(label="理由", max_length=200)
