"""Cadres: appoint to a post, relieve."""

from datetime import date
from typing import Any

from django.db import transaction

from common.refusal import Refused
from common.wording import squash
from roster import policy
from roster.models import Cadre, Duty, Post, Unit, User
from roster.ordering import stroke_key
from roster.rules.changes import record
from roster.words import PostLevel


@transaction.atomic
def appoint(
    *,
    unit: Unit,
    name: str,
    title: str,
    level: str,
    by: User | None,
    since: str = "",
    **fields: Any,
) -> Cadre:
    """任职: enter a cadre with a post, or give a known one (same name, birth month) another."""
    policy.require(by, unit, "appoint")
    name = squash(name)
    if not name:
        raise Refused("没有写姓名。")
    cadre, is_new = Cadre.objects.get_or_create(
        unit=unit,
        name=name,
        birth_month=fields.pop("birth_month", ""),
        defaults={
            **fields,
            "title": title,
            "level": level,
            "level_rank": Cadre.LEVELS.index(PostLevel(level)),
            "stroke_key": stroke_key(name)[:80],
        },
    )
    _, is_new_post = cadre.posts.get_or_create(
        unit=unit, title=title, ended_on=None, defaults={"level": level, "since": since}
    )
    if not is_new and is_new_post:
        cadre.title, cadre.level, cadre.left_on = title, level, None
        cadre.level_rank = Cadre.LEVELS.index(PostLevel(level))
        cadre.save(update_fields=["title", "level", "level_rank", "left_on"])
    if is_new_post:
        record(cadre, "任职", by=by, note=f"{unit}{title}")
    return cadre


@transaction.atomic
def relieve(cadre: Cadre, *, on: date, by: User) -> None:
    """离任: the cadre leaves; posts end and the account's duties end with them."""
    policy.require(by, cadre.unit, "relieve")
    if cadre.left_on:
        raise Refused(f"{cadre}已于{cadre.left_on}离任。")
    Post.objects.filter(cadre=cadre, ended_on=None).update(ended_on=on)
    Cadre.objects.filter(pk=cadre.pk).update(left_on=on)
    Duty.objects.filter(user__cadre=cadre, until_on=None).update(until_on=on)
    record(cadre, "离任", by=by, note=f"{on}离任")


@transaction.atomic
def place(cadre: Cadre, *, hand_order: int | None, by: User | None) -> None:
    """指定排序: put a cadre before the others of the same level; without a number, by strokes."""
    policy.require(by, cadre.unit, "place")
    former, cadre.hand_order = cadre.hand_order, hand_order or Cadre.LAST
    cadre.save(update_fields=["hand_order"])
    record(cadre, "指定排序", by=by, note=f"{former}调整为{cadre.hand_order}")
