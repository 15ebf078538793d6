"""What leaders have claimed as their own, and what is shown on the board."""

from collections.abc import Callable

from django.db.models import QuerySet

import issues.rules as rules
from campaigns.models import Campaign
from issues.models import Issue, IssueList
from issues.words import Cited, Level, Scope, Weight
from roster.models import Cadre, Unit, User
from roster.words import PostLevel, Work

SHOWN = (Scope.PUBLIC, Scope.SYSTEM, Scope.PUBLIC, Scope.UNIT)
EXAMINED = """一、对照先进看差距。走访中群众反映最多的是“电话打不通、材料一次说不清”，
差在没有人对群众等待的时间负责。
二、对照职责看担当。普惠认定、校外托管监管多科室经手，遇事先看是不是自己的，根子在怕揽事。
三、对照群众意见看作风。布置填表多、现场解决少，到学校先要材料、后看问题。
四、打算怎么改。首接负责落实到人，每周抽查电话，每月由班子成员到校现场办理一次。"""


def fill(campaign: Campaign, unit: Unit, person: Callable[[str], User]) -> None:
    """Let one unit's leaders claim, and several units show their issues inside and to everybody."""
    clerk, office = person("clerk-edu"), person("office")
    rows = Issue.objects.of(campaign).open().exclude(level=Level.PERSON).filter(unit=unit)
    _claims(rows, unit, clerk)
    _citations(rows, clerk)
    team = IssueList.objects.of(campaign).get(unit=unit, level=Level.TEAM)
    rules.examine(team, by=clerk, text=EXAMINED)
    for place, issue in enumerate(rows.order_by("seq")[: len(SHOWN)]):
        row = rules.ask_publication(issue, by=clerk, scope=SHOWN[place], **rules.public_copy(issue))
        if place < len(SHOWN) - 1:
            rules.answer_publication(row, by=office, passed=True, answer="已隐去姓名，可以公示")
    _others(campaign, unit, office)


CITED = (
    (Cited.BASIS, "关于解决形式主义突出问题为基层减负的通知", "严格控制向基层要报表、要材料"),
    (Cited.MODEL, "邻区教育局", "邻区一次性收齐、12天评估完，我们补正三次、用了四十一天"),
    (Cited.CASE, "某区民办园认定超期被通报案", "同样是材料谁收谁压、没有人对等待时间负责"),
    (Cited.DUTY, "学前教育普惠率", "今年考核指标，认定慢直接影响完成"),
    (Cited.TOPIC, "聚焦二十件群众烦心事", "第6件：校外托管无人管"),
    (Cited.URGE, "最急", "家长在开学前集中反映"),
    (Cited.TAG, "差不多", ""),
)


def _citations(rows: QuerySet[Issue], clerk: User) -> None:
    """Each of the unit's issues is held against something; the local tag stands on several."""
    for place, (issue, (kind, name, note)) in enumerate(
        zip(rows.order_by("seq"), CITED, strict=False)
    ):
        rules.cite(issue, by=clerk, kind=kind, name=name, note=note)
        rules.cite(issue, by=clerk, kind=Cited.TAG, name=("不在乎", "怕麻烦")[place % 2])


def _claims(rows: QuerySet[Issue], unit: Unit, clerk: User) -> None:
    leading = Cadre.objects.serving().of(unit).filter(level__in=[PostLevel.HEAD, PostLevel.DEPUTY])
    for issue, cadre in zip(rows.order_by("seq"), leading.by_post(), strict=False):
        rules.claim(issue, by=clerk, cadre=cadre, weight=Weight.MAIN)


def _others(campaign: Campaign, unit: Unit, office: User) -> None:
    """A few units more, so that the board reads like a board."""
    clerks = User.objects.filter(duties__work=Work.CLERK).exclude(duties__unit=unit)
    for clerk in clerks.order_by("pk")[:6]:
        units = clerk.units_as(Work.CLERK)
        issue = Issue.objects.of(campaign).open().filter(unit__in=units).order_by("seq").first()
        if issue is None or issue.level == Level.PERSON:
            continue
        row = rules.ask_publication(issue, by=clerk, scope=Scope.PUBLIC, **rules.public_copy(issue))
        rules.answer_publication(row, by=office, passed=True)
