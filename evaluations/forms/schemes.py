"""The form of a scheme: sides and rules as people type them, to and from the scheme's data."""

from typing import Any

from django import forms

from common.fields import Count, Lines
from evaluations.forms.pairs import caps_in, plain, shares_in, tiers_in
from evaluations.scoring.library import reference
from roster.forms import cohorts_to_choose

FORMS = [
    ("hundred", "百分制权重（合计100）"),
    ("ratio", "比例（如4:7:4，自动折算）"),
    ("points", "按名次赋分（各方满分相加）"),
]
OWN = "own"
TRIMS = [
    ("none", "不去"),
    ("one_high_one_low", "去一个最高、一个最低"),
    ("one_low", "只去一个最低"),
    ("percent", "两头各去一定百分比"),
]
POLICIES = [
    ("drop_group_and_renormalize", "该方不计，权重按比例归并到其余各方"),
    ("keep", "照样计入"),
    ("no_score", "该单位不出总分"),
]
VOIDS = [
    ("all_full", "全部打满分的整票无效"),
    ("all_same", "全部打同分或勾同一档的整票无效"),
]
SESSION_VOIDS = [
    ("more_returned_than_issued", "收回票多于发出票，整场无效"),
    ("quorum_half", "实到人数不过半，整场无效"),
    ("return_rate", "回收率不足一半，整场无效"),
]


def option_sets() -> list[tuple[str, str]]:
    """The option sets on offer, with an own one at the end."""
    rows = [(row["id"], row["name"]) for row in reference()["option_sets"]]
    return [*rows, (OWN, "自定选项（填在下面）")]


class SideForm(forms.Form):
    """One side of raters."""

    code = forms.CharField(
        label="代码",
        max_length=20,
        help_text="UP 上级、PEER 同级、SERV 服务对象、STAFF 本单位职工。",
    )
    name = forms.CharField(label="评议方", max_length=60)
    weight = forms.DecimalField(label="权重", min_value=0, max_digits=7, decimal_places=3)
    min_valid = forms.IntegerField(label="最少有效票", min_value=1, max_value=1000, initial=1)
    exclude_self = forms.BooleanField(label="回避本单位", required=False)
    deducts = forms.BooleanField(label="扣分项", required=False)
    option_set = forms.ChoiceField(label="选项组", required=False)
    subgroups = Lines(label="分组和比重", rows=2, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)
        offered = [row for row in option_sets() if row[0] != OWN]
        self.fields["option_set"].choices = [("", "同办法"), *offered]  # type: ignore[attr-defined]

    def clean_subgroups(self) -> list[dict[str, Any]]:
        return shares_in(self.cleaned_data["subgroups"])

    def _boxes(self, row: dict[str, Any]) -> dict[str, Any]:
        """An option set written out in the data stays; a named one is what was chosen."""
        if isinstance(row.get("option_set"), dict):
            return row
        rest = {key: value for key, value in row.items() if key != "option_set"}
        chosen = self.cleaned_data["option_set"]
        return rest | ({"option_set": chosen} if chosen else {})

    def data_of(self, known: dict[str, Any]) -> dict[str, Any]:
        """The side's data over what was there before."""
        typed = self.cleaned_data
        row = {key: value for key, value in known.items() if key not in ("kind", "subgroups")}
        row = self._boxes(row)
        row |= {name: typed[name] for name in ("code", "name", "min_valid")}
        row["weight"] = plain(typed["weight"])
        row["exclude_self"] = typed["exclude_self"]
        row |= {"kind": "deduct"} if typed["deducts"] else {}
        return row | ({"subgroups": typed["subgroups"]} if typed["subgroups"] else {})


class SchemeForm(forms.Form):
    """Everything of a scheme but its sides."""

    name = forms.CharField(label="办法名称", max_length=100)
    form = forms.ChoiceField(label="权重形式", choices=FORMS)
    rank_step_pct = forms.DecimalField(
        label="每降一位减（%）", required=False, min_value=0, max_digits=5, decimal_places=2,
        help_text="只用于按名次赋分。",
    )  # fmt: skip
    option_set = forms.ChoiceField(label="选项组")
    options = Lines(
        label="自定选项",
        rows=4,
        required=False,
        help_text="一行一个：满意=100；不计分的写：不了解=不计。",
    )
    items = Lines(
        label="评议内容", rows=3, required=False,
        help_text="一行一项，可写比重：服务态度=40；不写比重则平均；空着只评总体。最多8项。",
    )  # fmt: skip
    halves = Lines(
        label="上下半年",
        rows=2,
        required=False,
        help_text="分次评议合并时填：上半年=50、下半年=50。",
    )
    cohorts = forms.MultipleChoiceField(
        label="只用于这些分类", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="不选则用于全部分类。",
    )  # fmt: skip
    unknown_in_denominator = forms.BooleanField(label="不了解计入分母", required=False)
    abstain_in_denominator = forms.BooleanField(label="弃权计入分母", required=False)
    trim = forms.ChoiceField(label="去高去低（百分制）", choices=TRIMS)
    trim_above = Count(label="超过几人才去", initial=5, required=False)
    trim_percent = forms.DecimalField(
        label="两头各去（%）", min_value=0, max_value=49, initial=5, required=False
    )
    digits = forms.IntegerField(label="得分保留小数", min_value=0, max_value=6)
    min_valid_policy = forms.ChoiceField(label="有效票不足时", choices=POLICIES)
    tie = forms.ChoiceField(
        label="并列", choices=[("competition_1224", "1、2、2、4"), ("dense", "1、2、2、3")]
    )
    tiebreak = forms.CharField(
        label="同分比较次序", required=False, max_length=100, help_text="评议方代码，用逗号分开。"
    )
    decides = forms.BooleanField(label="按上面的次序分出先后", required=False)
    tiers = Lines(
        label="等次", rows=4,
        help_text="从高到低一行一档：好=90；也可写条件：满意：满意率>=0.9；最后一档可只写名称。",
    )  # fmt: skip
    quota = forms.DecimalField(
        label="最高等次不超过（%）", required=False, min_value=0, max_value=100,
        help_text="按分类向下取整；空着不限。",
    )  # fmt: skip
    quota_from = Count(label="分类满几个单位才限", required=False, min_value=1)
    tail = Count(label="末位个数", required=False)
    tail_below = forms.DecimalField(
        label="得分低于多少才点名末位", required=False, min_value=0, max_value=100
    )
    grade_caps = Lines(
        label="亮牌限制等次", rows=2, required=False,
        help_text="一行一条：红牌=较好；几次才限制写：黄牌×2=较好。",
    )  # fmt: skip
    bonus_cap = forms.DecimalField(label="加分最多", required=False, min_value=0, max_value=100)
    deduct_cap = forms.DecimalField(label="扣分最多", required=False, min_value=0, max_value=100)
    ballot_void = forms.MultipleChoiceField(
        label="整票无效", required=False, choices=VOIDS, widget=forms.CheckboxSelectMultiple
    )
    excellent_ratio = forms.DecimalField(
        label="高分超过几成整票无效（%）", required=False, min_value=1, max_value=100,
        help_text="百分制90分以上算高分；空着不限。",
    )  # fmt: skip
    session_void = forms.MultipleChoiceField(
        label="整场无效", required=False, choices=SESSION_VOIDS, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["option_set"].choices = option_sets()  # type: ignore[attr-defined]
        used = (self.initial or {}).get("cohorts") or ()
        offered = [row for row in cohorts_to_choose(spare="".join(used)) if row[0]]
        self.fields["cohorts"].choices = offered  # type: ignore[attr-defined]

    def clean_items(self) -> list[dict[str, Any]]:
        return shares_in(self.cleaned_data["items"])

    def clean_halves(self) -> list[dict[str, Any]]:
        return shares_in(self.cleaned_data["halves"])

    def clean_tiers(self) -> list[dict[str, Any]]:
        return tiers_in(self.cleaned_data["tiers"])

    def clean_grade_caps(self) -> list[dict[str, Any]]:
        return caps_in(self.cleaned_data["grade_caps"])

    def clean(self) -> dict[str, Any]:
        """Own options must be written where the own set is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("option_set") == OWN and not cleaned.get("options", "").strip():
            self.add_error("options", "选了自定选项，请在这里一行写一个选项。")
        return cleaned
