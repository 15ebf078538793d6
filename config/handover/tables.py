"""Which rows belong to a campaign, and how a row is written down."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model, QuerySet

from campaigns.models import Campaign

WHOLE = (
    "roster.Unit",
    "roster.Alias",
    "roster.Cadre",
    "roster.Post",
    "roster.User",
    "campaigns.Taxonomy",
    "campaigns.Category",
    "campaigns.Holiday",
    "evaluations.Scheme",
    "evaluations.DesignationRule",
    "supervision.Rung",
    "activities.ActivityKind",
)
OF_CAMPAIGN = (
    "campaigns",
    "issues",
    "evaluations",
    "activities",
    "outreach",
    "supervision",
    "reports",
)
LEFT_OUT: dict[str, str] = {
    "issues.LexiconVersion": "筛查词表的历次版本，不属于哪一个活动",
    "issues.UnitSum": "汇总数，新系统从问题重新汇总",
    "issues.StaleSum": "待重新汇总的标记，读入问题时自动产生",
    "reports.Template": "单位自己的文稿模板，不属于哪一个活动",
    "issues.Link": "可能连到别的活动的问题",
    "evaluations.Invitation": "测评码",
    "evaluations.Ballot": "选票",
    "evaluations.Panel": "票种，含测评码的分发",
    "evaluations.Batch": "每日回执摘要，随选票留存",
    "evaluations.Window": "窗口，不属于哪一个活动",
    "evaluations.WindowRating": "窗口评价，不属于哪一个活动",
    "outreach.Knock": "网上意见箱的来访次数",
}
"""What must not leave the system (codes, ballots) or says nothing of one campaign, and why."""

STAYS: dict[str, str] = {
    "roster.Duty": "岗位权限，新系统自己授予",
    "roster.Change": "三员对账号的改动",
    "roster.PastPassword": "口令历史",
    "roster.Sitting": "登录会话",
    "roster.Authenticator": "动态口令",
    "roster.Consent": "会签",
    "journal.Entry": "操作日志是一条链，另行导出",
    "journal.Checkpoint": "日志校验点，另行导出",
    "journal.JobRun": "后台任务的运行记录",
    "journal.Erasure": "个人信息的清除记录",
    "notices.Notice": "提醒，过后无用",
    "notices.Preference": "本人的提醒设置",
    "notices.Delivery": "外发记录",
    "exchange.Export": "下载审批",
    "exchange.Transfer": "导入的原表",
    "exchange.Heading": "认得的列名",
}
"""Tables of the other apps, which belong to this system and not to a campaign, and why."""

DEEPEST = 4
OUTSIDE: dict[str, str] = {"campaigns.Campaign": "parent", "issues.Issue": "repeats"}
"""Links that may lead to another campaign; they are cut."""


NO_ENTRY = {"password": "!", "is_active": False}
"""An account goes along as a name under its deeds; nobody comes in by it."""


def labels() -> Iterator[str]:
    """Every table that an archive may hold, those that others stand on first."""
    yield from WHOLE
    for app in OF_CAMPAIGN:
        for model in apps.get_app_config(app).get_models():
            if model._meta.label not in LEFT_OUT and model._meta.label not in WHOLE:
                yield model._meta.label


def tables(campaign: Campaign) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Every table with its rows, those that others stand on first."""
    for label in labels():
        model = apps.get_model(label)
        every = model._base_manager.order_by("pk")
        yield label, every if label in WHOLE else rows_of(model, campaign)


def rows_of(model: type[Model], campaign: Campaign) -> QuerySet[Any]:
    """The rows of a table that lead to the campaign; what joins it to another one stays here."""
    ways = ["pk"] if model is Campaign else [_way(model), *_other_ways(model)]
    return model._base_manager.filter(**dict.fromkeys(ways, campaign.pk)).order_by("pk")


def _other_ways(model: type[Model]) -> list[str]:
    """The ways over every further link that a row must have."""
    sure = [field for field in _links(model) if not field.null]
    packed = [field for field in sure if field.related_model._meta.label not in {*WHOLE, *LEFT_OUT}]
    return [
        f"{one.name}__{_way(one.related_model)}"
        for one in packed
        if one.related_model is not Campaign
    ]


def _way(model: type[Model]) -> str:
    """The shortest way over foreign keys from a table to the campaign."""
    waiting: list[tuple[type[Model], str]] = [(model, "")]
    for _ in range(DEEPEST):
        further = []
        for place, lead in waiting:
            for field in _links(place):
                if field.related_model is Campaign:
                    return f"{lead}{field.name}"
                further.append((field.related_model, f"{lead}{field.name}__"))
        waiting = further
    raise LookupError(model._meta.label)


def _links(model: type[Model]) -> list[Any]:
    """Foreign keys of business tables, those that are never empty first."""
    found = [
        field
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.related_model is not model
        and field.related_model._meta.app_label in OF_CAMPAIGN
    ]
    return sorted(found, key=lambda field: field.null)


class ToTheMicrosecond(DjangoJSONEncoder):
    """Django's own cuts times to the millisecond, and a whole second reads otherwise again."""

    def default(self, o: object) -> object:
        """Write a moment in full."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def lines(rows: QuerySet[Any]) -> Iterator[bytes]:
    """One row a line, as JSON with its keys in order."""
    many = [field.name for field in rows.model._meta.many_to_many]
    found: Iterable[Model] = rows.prefetch_related(*many).iterator(chunk_size=500)
    for row in found:
        told = serializers.serialize("python", [row])[0]
        _cut(row, told["fields"])
        text = json.dumps(told, cls=ToTheMicrosecond, ensure_ascii=False, sort_keys=True)
        yield f"{text}\n".encode()


def _cut(row: Model, fields: dict[str, Any]) -> None:
    """Leave out what is nobody else's business or leads outside."""
    label = row._meta.label
    if label == "roster.User":
        fields.update(NO_ENTRY)
    for name in row._meta.many_to_many:
        fields[name.name] = sorted(fields[name.name])
    if link := OUTSIDE.get(label):
        fields[link] = None
