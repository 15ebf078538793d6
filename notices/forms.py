"""What is chosen about notices."""

from django import forms

from notices.models import Preference


class PreferenceForm(forms.Form):
    """设定提醒方式."""

    rhythm = forms.ChoiceField(
        label="频次", choices=Preference.Rhythm.choices, widget=forms.RadioSelect
    )
    by_mail = forms.BooleanField(label="邮件", required=False)
    by_hook = forms.BooleanField(label="企业微信、钉钉等消息", required=False)
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        help_text="只用于消息提醒和办公室的催办电话单，可以不填。",
    )
