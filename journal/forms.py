"""What the auditor narrows the journal to."""

from django import forms

from journal.models import EntryQuerySet


class JournalFilter(forms.Form):
    """Words, a person, a span of days; everything stands in the address."""

    q = forms.CharField(label="对象", required=False, max_length=60)
    who = forms.CharField(label="操作人", required=False, max_length=40)
    verb = forms.CharField(label="操作", required=False, max_length=20)
    said = forms.CharField(label="说明或导出编号", required=False, max_length=40)
    since = forms.DateField(
        label="从", required=False, widget=forms.DateInput(attrs={"data-date": ""})
    )
    until = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"data-date": ""})
    )

    def narrow(self, rows: EntryQuerySet) -> EntryQuerySet:
        """Apply what is set and understood."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        lookups = {
            "q": "title__icontains",
            "who": "actor_name__icontains",
            "verb": "verb__icontains",
            "said": "note__icontains",
            "since": "at__date__gte",
            "until": "at__date__lte",
        }
        return rows.filter(**{lookups[name]: value for name, value in asked.items() if value})


class HoldForm(forms.Form):
    """暂缓清除."""

    reason = forms.CharField(
        label="理由", max_length=200, help_text="如正在办理的案件、复核或诉讼。"
    )
