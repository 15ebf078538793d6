"""The ladder of cards as data: colours, names and consequences that the office sets."""

from decimal import Decimal
from typing import Any

from django.db import transaction

import journal.rules as journal
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from roster.models import User
from supervision import policy
from supervision.models import Rung

COLOURS = {"蓝": "#1F6FB2", "黄": "#F5C518", "橙": "#F28C28", "红": "#D0021B", "绿": "#2E8B57"}


def presets() -> list[dict[str, Any]]:
    """Ladders seen in other places (practice §3.1), to start from."""
    return list(dictionary("supervision", "ladders")["card_rules"]["presets"])


@transaction.atomic
def keep_rung(
    rung: Rung,
    *,
    by: User,
    name: str,
    meaning: str,
    needs_leader: bool,
    needs_talk: bool,
    deducts: Decimal,
    respond_workdays: int,
    is_enabled: bool,
) -> None:
    """设定等级: name, consequences and days; cards that were given keep their rung."""
    policy.require_office(by)
    if not tidy(name):
        raise Refused("请填写等级名称。")
    Rung.objects.filter(pk=rung.pk).update(
        name=tidy(name),
        meaning=tidy(meaning),
        needs_leader=needs_leader,
        needs_talk=needs_talk,
        deducts=deducts,
        respond_workdays=respond_workdays,
        is_enabled=is_enabled,
    )
    rung.refresh_from_db()
    if not Rung.objects.filter(is_enabled=True).exists():
        raise Refused("请至少保留一个启用的等级，先启用另一个再停用这一个。")
    journal.write(rung, "设定亮牌等级", by=by, note=rung.name)


@transaction.atomic
def load_ladder(preset: str, *, by: User) -> int:
    """套用阶梯: add the rungs of a preset and put the others out of use; returns how many stand."""
    policy.require_office(by)
    chosen = next((one for one in presets() if one["id"] == preset), None)
    if chosen is None:
        raise Refused("没有这套阶梯，请从列表中选择。")
    Rung.objects.update(is_enabled=False)
    last = len(chosen["ladder"]) - 1
    for order, name in enumerate(chosen["ladder"]):
        rung, _ = Rung.objects.update_or_create(
            code=f"{preset}-{order}"[:20],
            defaults={
                "name": name,
                "colour": next((COLOURS[sign] for sign in name if sign in COLOURS), "#666666"),
                "meaning": chosen["rule"],
                "needs_leader": order == last,
                "is_enabled": True,
                "order": order,
            },
        )
        journal.write(rung, "套用亮牌阶梯", by=by, note=chosen["name"])
    return last + 1
