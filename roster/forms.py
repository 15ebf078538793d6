"""What is typed on the roster's pages."""

from typing import Any

from django import forms
from django.db.models import Q

from common.fields import Day, Narrowing
from common.labels import Label
from roster.models import Cadre, CadreQuerySet, Consent, Unit, UnitQuerySet, User
from roster.words import OFFICERS, PostLevel, UnitKind, Work

LETTERS = "ABCDEFGH"
ANY = ("", "全部")


def cohorts_to_choose(*first: tuple[str, str], spare: str = "") -> list[tuple[str, str]]:
    """The cohorts in use, and spare ones for a unit that opens another."""
    names = sorted({*Unit.objects.cohorts(), *spare})
    return [*first, *((name, f"{name}类") for name in names)]


def units_to_choose() -> UnitQuerySet:
    """Standing units as the choices of a field."""
    return Unit.objects.standing().in_official_order()


class UnitFilter(Narrowing):
    """Which units to list."""

    kind = forms.ChoiceField(label="单位类型", choices=[ANY, *UnitKind.choices])
    cohort = forms.ChoiceField(label="评议分类")
    under = forms.ModelChoiceField(Unit.objects.none(), label="上级单位", empty_label="全部")
    gone = forms.ChoiceField(label="状态", choices=[("", "现存"), ("1", "已撤销")])

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["cohort"].choices = cohorts_to_choose(ANY)  # type: ignore[attr-defined]
        above = Unit.objects.exclude(children=None).distinct().in_official_order()
        self.fields["under"].queryset = above  # type: ignore[attr-defined]

    def narrow(self, units: UnitQuerySet) -> UnitQuerySet:
        """Apply what is set."""
        if above := self.chosen("under"):
            units = units.below(above)
        units = units.exclude(dissolved_on=None) if self.chosen("gone") else units.standing()
        if kind := self.chosen("kind"):
            units = units.filter(kind=kind)
        if cohort := self.chosen("cohort"):
            units = units.filter(cohort=cohort)
        if words := self.chosen("q"):
            named = Unit.objects.filter(aliases__name__icontains=words).values("pk")
            units = units.filter(Q(code__iexact=words) | Q(name__icontains=words) | Q(pk__in=named))
        return units


class CadreFilter(Narrowing):
    """Which cadres to list."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="全部")
    level = forms.ChoiceField(label="职务层次", choices=[ANY, *PostLevel.choices])
    gone = forms.ChoiceField(label="状态", choices=[("", "在任"), ("1", "已离任")])

    def __init__(self, *arguments: Any, units: UnitQuerySet, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def narrow(self, cadres: CadreQuerySet) -> CadreQuerySet:
        """Apply what is set."""
        cadres = cadres.exclude(left_on=None) if self.chosen("gone") else cadres.serving()
        if unit := self.chosen("unit"):
            cadres = cadres.of(unit)
        if level := self.chosen("level"):
            cadres = cadres.filter(level=level)
        if words := self.chosen("q"):
            cadres = cadres.filter(Q(name__icontains=words) | Q(title__icontains=words))
        return cadres


class UserFilter(Narrowing):
    """Which accounts to list."""

    work = forms.ChoiceField(label="职责", choices=[ANY, *Work.choices])
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="全部")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units_to_choose()  # type: ignore[attr-defined]

    def narrow(self, users: Any) -> Any:
        """Apply what is set."""
        if work := self.chosen("work"):
            users = users.filter(pk__in=User.objects.filter(duties__work=work).values("pk"))
        if unit := self.chosen("unit"):
            users = users.filter(unit=unit)
        if words := self.chosen("q"):
            users = users.filter(Q(name__icontains=words) | Q(username__icontains=words))
        return users


class FoundForm(forms.ModelForm):  # type: ignore[type-arg]
    """设立单位."""

    class Meta:
        model = Unit
        fields = ("code", "name", "short", "kind", "cohort", "order", "parent")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["short"].required = False
        self.fields["parent"].queryset = units_to_choose()  # type: ignore[attr-defined]
        self.fields["cohort"] = forms.ChoiceField(
            label="评议分类",
            choices=cohorts_to_choose(("", "不参加评议"), spare=LETTERS),
            required=False,
        )
        self.fields["order"].help_text = "通报、台账等文件中单位的先后次序，小的在前。"


class LearnAliasForm(forms.Form):
    """登记别名."""

    name = forms.CharField(label="别名", max_length=100, help_text="表格里可能出现的其他写法。")


class RenameForm(forms.Form):
    """更名."""

    name = forms.CharField(label="新名称", max_length=100)
    short = forms.CharField(label="新简称", max_length=40, required=False)


class ArrangeForm(forms.Form):
    """调整单位."""

    kind = forms.ChoiceField(label="单位类型", choices=UnitKind.choices)
    cohort = forms.ChoiceField(label="评议分类", required=False)
    order = forms.IntegerField(label="规范排序", min_value=0, max_value=99999)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = cohorts_to_choose(("", "不参加评议"), spare=LETTERS)
        self.fields["cohort"].choices = choices  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """并入."""

    into = forms.ModelChoiceField(Unit.objects.none(), label="并入单位")
    on = Day(label="撤销日期")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["into"].queryset = units_to_choose()  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """任职."""

    name = forms.CharField(label="姓名", max_length=40)
    title = forms.CharField(label="现任职务", max_length=100)
    level = forms.ChoiceField(label="职务层次", choices=PostLevel.choices)
    since = forms.CharField(
        label="任职时间", max_length=10, required=False, help_text="如 2024.05，可不填。"
    )
    birth_month = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label="出生年月",
        required=False,
        help_text="如 1984-10；只在本单位有同名干部时需要填写。",
        error_messages={"invalid": "请按“年-月”填写，如 1984-10。"},
    )


class RelieveForm(forms.Form):
    """离任."""

    on = Day(label="离任日期")


class PlaceForm(forms.Form):
    """指定排序."""

    hand_order = forms.IntegerField(
        label="指定排序",
        min_value=1,
        max_value=9999,
        required=False,
        help_text="同一职务层次内小的在前；不填则按姓名笔画。",
    )


class OpenAccountForm(forms.Form):
    """开账号."""

    username = forms.CharField(label="账号", max_length=60, help_text="登录用，不区分大小写。")
    name = forms.CharField(label="姓名", max_length=40)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units_to_choose()  # type: ignore[attr-defined]
        free = Cadre.objects.serving().filter(user=None).select_related("unit")
        self.fields["cadre"] = CadreChoice(
            free.by_post(),
            label="花名册中的本人",
            required=False,
            help_text="干部本人填报个人清单时选择。",
        )


class CadreChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A cadre told apart by unit and post."""

    def label_from_instance(self, cadre: Any) -> str:
        """Name, unit, post."""
        return f"{cadre.name}（{cadre.unit}{cadre.title}）"


class GrantForm(forms.Form):
    """授权."""

    work = forms.ChoiceField(label="职责", choices=Work.choices)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="适用单位", required=False, empty_label="不限单位"
    )
    from_on = Day(label="生效日期", required=False)
    until_on = Day(label="失效日期", required=False, help_text="不填为长期有效。")
    clearance = forms.TypedChoiceField(
        label="可阅范围",
        choices=[("", "按职责"), *Label.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="职责所及的范围内，最高看到哪一级安全标记的内容。",
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].queryset = units_to_choose()  # type: ignore[attr-defined]


class NetworkForm(forms.Form):
    """解锁网络地址."""

    address = forms.GenericIPAddressField(label="网络地址", help_text="如 10.1.2.3。")


class CodeForm(forms.Form):
    """动态口令."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label="动态口令",
        help_text="手机动态口令应用上显示的六位数字。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"invalid": "动态口令是六位数字。"},
    )


class AskConsentForm(forms.Form):
    """发起会签."""

    kind = forms.ChoiceField(label="事项", choices=Consent.Kind.choices)
    work = forms.ChoiceField(
        label="任命的职责",
        required=False,
        choices=[("", "（任命管理员时选择）"), *((w.value, w.label) for w in sorted(OFFICERS))],
    )
    reason = forms.CharField(label="理由", max_length=200)
