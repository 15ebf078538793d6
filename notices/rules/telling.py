"""Telling people: the row is the notice; mail is one more road for the same row."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from common.refusal import Refused
from common.wording import tidy
from notices.models import Delivery, Notice, Preference
from roster.models import User

MAIL: Final = "mail"
HOOK: Final = "hook"
PHONE: Final = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}|\d{3,6}")
ALWAYS: Final = frozenset({"urge"})


def tell(
    people: Iterable[User],
    *,
    key: str,
    text: str,
    kind: str = "reminder",
    url: str = "",
    due_on: date | None = None,
) -> int:
    """提醒: tell each person once under this key; return how many are new."""
    rows = [
        Notice(person=person, key=key, text=text, kind=kind, url=url, due_on=due_on)
        for person in people
        if person.is_active
    ]
    known = set(
        Notice.objects.filter(key=key, person__in=[row.person_id for row in rows]).values_list(
            "person", flat=True
        )
    )
    fresh = [row for row in rows if row.person_id not in known]
    with transaction.atomic():
        Notice.objects.bulk_create(fresh, ignore_conflicts=True)
        _queue(key, kind, [row.person_id for row in fresh])
    return len(fresh)


def _queue(key: str, kind: str, person_ids: list[int]) -> None:
    """Set the roads outside: those installed here and wanted by the person; urging goes always."""
    if not person_ids or not (settings.EMAIL_HOST or settings.NOTICE_WEBHOOK):
        return
    notices = Notice.objects.filter(key=key, person__in=person_ids).select_related("person")
    wishes = {one.person_id: one for one in Preference.objects.filter(person__in=person_ids)}
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, channel=channel)
            for notice in notices
            for channel in channels_for(notice.person, wishes.get(notice.person_id), kind)
        ],
        ignore_conflicts=True,
    )


def channels_for(person: User, wish: Preference | None, kind: str) -> list[str]:
    """Which roads outside a notice of this kind takes to the person."""
    wish, found = wish or Preference(person=person), []
    if settings.EMAIL_HOST and person.email and (wish.by_mail or kind in ALWAYS):
        found.append(MAIL)
    if settings.NOTICE_WEBHOOK and wish.phone and (wish.by_hook or kind in ALWAYS):
        found.append(HOOK)
    return found


@transaction.atomic
def put_away(keys: Collection[str]) -> int:
    """收起提醒: what was told of a matter that is done waits no longer, inside or outside."""
    rows = Notice.objects.unread().filter(key__in=keys)
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING)
    waiting.filter(notice__in=rows).delete()
    return rows.update(read_at=now())


def read(notice: Notice, *, by: User) -> None:
    """已读: the person has opened the notice; only their own."""
    Notice.objects.filter(pk=notice.pk, person=by, read_at=None).update(read_at=now())


def read_all(*, by: User) -> int:
    """全部已读: mark every notice of the person as opened."""
    return Notice.objects.filter(person=by, read_at=None).update(read_at=now())


def prefer(*, by: User, **wishes: Any) -> Preference:
    """设定提醒方式: one's own roads and rhythm; the inbox always shows everything."""
    phone = tidy(wishes.get("phone") or "")
    if phone and not PHONE.fullmatch(phone):
        raise Refused(f"电话“{phone}”看不懂，请写手机号或带区号的座机号，例如0451-88886666。")
    row, _ = Preference.objects.update_or_create(person=by, defaults={**wishes, "phone": phone})
    return row
