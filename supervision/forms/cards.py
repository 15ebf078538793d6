"""What is typed about cards and their ladder."""

from django import forms

from campaigns.forms import OfUnit
from common.fields import Day, Lines
from supervision.models import Rung
from supervision.rules import presets


class CardForm(OfUnit):
    """建议亮牌."""

    rung = forms.ModelChoiceField(
        Rung.objects.filter(is_enabled=True), label="等级", empty_label="请选择"
    )
    reason = Lines(label="事由和依据")


class AnswerForm(forms.Form):
    """Why a card is refused or lifted."""

    answer = Lines(label="情况说明")


class RespondForm(forms.Form):
    """书面说明."""

    response = Lines(label="说明", rows=6, help_text="原因、已采取的措施、什么时候做完。")


class TalkForm(forms.Form):
    """登记约谈."""

    talked_on = Day(label="约谈日期")
    host = forms.CharField(label="约谈人", max_length=60)
    guest = forms.CharField(label="被约谈人", max_length=60)
    text = Lines(label="约谈内容", rows=5)
    promise = Lines(label="整改承诺", required=False)


class AskLiftForm(forms.Form):
    """申请解除."""

    ground = Lines(label="整改情况和依据", rows=5)


class AppealForm(forms.Form):
    """申诉."""

    text = Lines(label="申诉理由和依据", rows=5)


class DecideForm(forms.Form):
    """答复申诉."""

    upholds = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "申诉成立，撤销亮牌"), ("", "维持原决定")],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
    )
    answer = Lines(label="答复意见")

    def clean_upholds(self) -> bool:
        """A choice not made keeps the card."""
        return bool(self.cleaned_data["upholds"])


class RungForm(forms.Form):
    """设定等级."""

    name = forms.CharField(label="名称", max_length=40)
    meaning = Lines(label="含义和后果", required=False)
    respond_workdays = forms.IntegerField(label="说明期限（工作日）", min_value=1, max_value=30)
    deducts = forms.DecimalField(
        label="建议扣分",
        min_value=0,
        max_value=20,
        decimal_places=1,
        help_text="计入评议须另批。",
    )
    needs_leader = forms.BooleanField(label="须领导小组签发", required=False)
    needs_talk = forms.BooleanField(label="解除前须约谈", required=False)
    is_enabled = forms.BooleanField(label="启用", required=False)


class LadderForm(forms.Form):
    """套用阶梯."""

    preset = forms.ChoiceField(label="阶梯", widget=forms.RadioSelect)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        choices = [(one["id"], f"{one['name']}：{'→'.join(one['ladder'])}") for one in presets()]
        self.fields["preset"].choices = choices  # type: ignore[attr-defined]
