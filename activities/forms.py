"""Typed text into the arguments of one verb on the register."""

from django import forms

from activities.models import ActivityKind
from campaigns.forms import OfUnit
from common.fields import Day


class HoldForm(OfUnit):
    """登记活动."""

    kind = forms.ModelChoiceField(ActivityKind.objects.all(), label="种类", empty_label="请选择")
    title = forms.CharField(label="名称", max_length=100)
    held_on = Day(label="日期")
    host = forms.CharField(label="主持人", max_length=40, required=False)
    attended_count = forms.IntegerField(label="参加人数", min_value=0, initial=0)
    text = forms.CharField(
        label="情况",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写要点即可，不要求上传照片和学习笔记。",
    )


class CorrectForm(forms.Form):
    """更正登记."""

    attended_count = forms.IntegerField(label="参加人数", min_value=0)
    text = forms.CharField(label="情况", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class InstitutionForm(OfUnit):
    """登记制度."""

    title = forms.CharField(label="制度名称", max_length=100)
    old_text = forms.CharField(
        label="原条款", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    new_text = forms.CharField(label="新条款", widget=forms.Textarea(attrs={"rows": 4}))
    issued_on = Day(label="印发日期")
    issue_number = forms.CharField(label="对应问题编号", max_length=40, required=False)
