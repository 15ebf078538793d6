"""Form fields that every app draws the same way."""

from typing import Any

from django import forms


class Day(forms.DateField):
    """A date, typed or picked."""

    def __init__(self, **named: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **named)


class Agreement(forms.TypedChoiceField):
    """Yes or no from whoever has to agree; the form starts at yes, what is not sent is no."""

    def __init__(self, *, yes: str = "同意", no: str = "不同意", **named: Any) -> None:
        super().__init__(
            choices=[("1", yes), ("", no)],
            coerce=bool,
            required=False,
            widget=forms.RadioSelect,
            **{"label": "结论", "initial": "1", **named},
        )

    def clean(self, value: Any) -> bool:
        """Whether it was agreed to."""
        return bool(super().clean(value))


class Count(forms.IntegerField):
    """How many: never more than people count by hand, nor than a column holds."""

    def __init__(self, *, most: int = 9_999_999, **named: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": most, **named})


class Key(forms.IntegerField):
    """The row that an address names; nobody sees the field."""

    def __init__(self, **named: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput, **named)


class Lines(forms.CharField):
    """A text of several lines."""

    def __init__(self, *, rows: int = 3, **named: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **named)


class Narrowing(forms.Form):
    """A filter form: nothing is required, what is not understood is left out."""

    q = forms.CharField(label="关键词", required=False, max_length=60)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.required = False

    def chosen(self, name: str) -> Any:
        """What the filter is set to, or nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or None
