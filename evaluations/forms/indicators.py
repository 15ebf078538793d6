"""The form of figures from outside."""

from typing import Any

from django import forms

from common.fields import Day, Lines
from evaluations.models import Indicator, Round, Side


class IndicatorForm(forms.Form):
    """What the figures are, when, from where, and the figures themselves."""

    side = forms.ModelChoiceField(Side.objects.none(), label="计入哪一方")
    kind = forms.ChoiceField(label="指标", choices=Indicator.Kind.choices)
    since = Day(label="统计起", help_text="12345的考核月通常从上月19日起。")
    until = Day(label="统计止")
    source = forms.CharField(
        label="来源和佐证", max_length=200, help_text="文号、报告名称或导出表名、存放处。"
    )
    method = Lines(
        label="方法说明", rows=3, max_length=500, required=False,
        help_text="第三方调查必填：机构、样本数、抽样和访问办法。",
    )  # fmt: skip
    text = Lines(
        label="数据（可从表格整块粘贴）", rows=12, max_length=50_000,
        help_text="一行一个单位：单位、得分（百分制，四舍五入到一位小数）。"
        "12345也可写五个数：单位、有效回访、已联系、已解决、满意、基本满意，"
        "按响应率10%、解决率50%、满意率40%合成，基本满意按0.9计。",
    )  # fmt: skip

    def __init__(self, *arguments: Any, round_: Round, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["side"].queryset = round_.sides.all()  # type: ignore[attr-defined]
