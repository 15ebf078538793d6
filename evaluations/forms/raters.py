"""Forms about who rates whom: one rater, a list of them, the draw, the letters."""

from collections.abc import Mapping
from typing import Any

from django import forms

from common.fields import Lines, Narrowing
from evaluations.models import Rater, Round, Side
from evaluations.sheets.letters import WORDS, strange_fields
from roster.models import Unit

TEXT = (
    "【三方评议】{评议}邀请您评议{范围}。请打开 {链接} 投票，一码一票，不记名。"
    "如打不开，请访问 {网址} 输入测评码 {测评码}。"
)


def members(round_: Round) -> Any:
    """The units of a round in official order."""
    return Unit.objects.filter(cohorts__round=round_).in_official_order()


class RaterFilter(Narrowing):
    """Quick search, side, state and the unit that is rated."""

    side = forms.ModelChoiceField(Side.objects.none(), label="评议方", empty_label="全部")
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Rater.State.choices])
    rated = forms.ModelChoiceField(Unit.objects.none(), label="所评单位", empty_label="全部")

    def __init__(self, *arguments: Any, round_: Round, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["side"].queryset = round_.sides.all()  # type: ignore[attr-defined]
        self.fields["rated"].queryset = members(round_)  # type: ignore[attr-defined]


class RaterForm(forms.Form):
    """One rater and the units they rate."""

    side = forms.ModelChoiceField(Side.objects.none(), label="评议方")
    name = forms.CharField(label="姓名", max_length=60)
    title = forms.CharField(label="职务身份", max_length=100, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="所在单位", required=False, help_text="不能评自己所在的单位。"
    )
    group = forms.CharField(
        label="类别", max_length=40, required=False, help_text="如企业、村居、群众、两代表一委员。"
    )
    contact = forms.CharField(
        label="联系电话或邮箱",
        max_length=100,
        required=False,
        help_text="只用于发送测评码，页面上遮蔽显示，评议结束时删除。",
    )
    is_candidate = forms.BooleanField(label="作为备选，等待抽取", required=False)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="所评单位", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, round_: Round, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["side"].queryset = round_.sides.all()  # type: ignore[attr-defined]
        self.fields["units"].queryset = members(round_)  # type: ignore[attr-defined]
        standing = Unit.objects.standing().in_official_order()
        self.fields["unit"].queryset = standing  # type: ignore[attr-defined]


class RaterUploadForm(forms.Form):
    """A list of raters."""

    file = forms.FileField(label="评议人名单")
    side = forms.ModelChoiceField(
        Side.objects.none(),
        label="评议方",
        required=False,
        help_text="表里没有“评议方”一列时，全部算作这一方。",
    )

    def __init__(self, *arguments: Any, round_: Round, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["side"].queryset = round_.sides.all()  # type: ignore[attr-defined]


class AnnounceForm(forms.Form):
    """How many places each stratum of the pool has."""

    def __init__(self, *arguments: Any, strata: Mapping[str, int], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.strata = dict(strata)
        for at, (name, size) in enumerate(self.strata.items()):
            self.fields[f"quota-{at}"] = forms.IntegerField(
                label=f"{name}（备选{size}人）", min_value=0, max_value=size, initial=size // 2
            )

    def clean(self) -> dict[str, Any]:
        """The quotas under the names of their strata."""
        cleaned = super().clean() or self.cleaned_data
        return {
            "quotas": {name: cleaned.get(f"quota-{at}") or 0 for at, name in enumerate(self.strata)}
        }


class DrawForm(forms.Form):
    """The public seed and who saw it come about."""

    seed = forms.CharField(
        label="种子",
        max_length=100,
        help_text="公布备选名单之后当众产生的数字或文字，如当天的福利彩票开奖号、现场掷骰子的点数。",
    )
    seed_note = forms.CharField(
        label="种子来源", max_length=200, help_text="写清何时何地怎样产生，别人能够查到。"
    )
    witness = forms.CharField(label="监督人", max_length=100, help_text="在场监督的人，可写多人。")


class LetterForm(forms.Form):
    """What codes of a list go out as: slips without names, or messages with them."""

    side = forms.ModelChoiceField(Side.objects.none(), label="评议方")
    form = forms.ChoiceField(
        label="发放方式",
        choices=[
            ("slips", "打印纸条（没有姓名，按票种随机发放）"),
            ("messages", "导出短信、邮件文本（姓名和测评码在同一行）"),
        ],
        initial="slips",
        widget=forms.RadioSelect,
    )
    base = forms.RegexField(
        r"^https?://[^\s#]+$", label="投票网址", max_length=200,
        help_text="评议人打得开的网址；内网和外网不同时改成外网的。",
        error_messages={"invalid": "网址应以 http:// 或 https:// 开头，中间没有空格和#号。"},
    )  # fmt: skip
    text = Lines(
        label="文本", rows=4, max_length=500, initial=TEXT,
        help_text="{姓名} {评议} {范围} {链接} {网址} {测评码} 会换成各人的内容。",
    )  # fmt: skip

    def __init__(self, *arguments: Any, round_: Round, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["side"].queryset = round_.sides.all()  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """A message without the code or the link is of no use."""
        text = str(self.cleaned_data["text"])
        if "{链接}" not in text and "{测评码}" not in text:
            raise forms.ValidationError("文本里须有 {链接} 或 {测评码}，否则评议人无法投票。")
        if strange_fields(text):
            known = "、".join(f"{{{word}}}" for word in WORDS)
            raise forms.ValidationError(f"大括号里只能写：{known}。")
        return text
