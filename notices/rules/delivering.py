"""Sending what waits: one message a person and road, in office hours of workdays, with back-off."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from http.client import HTTPException
from secrets import token_hex
from typing import Any, Final
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models import F
from django.utils.timezone import localtime, now

from notices.models import Delivery, Preference
from notices.rules.telling import HOOK, MAIL
from roster.models import User

OFFICE_HOURS: Final = (time(9), time(17))
MAX_ATTEMPTS: Final = 5
FIRST_PAUSE: Final = timedelta(minutes=5)
AT_A_TIME: Final = 500
PATIENCE: Final = 5


def any_day(_day: date) -> bool:
    """Every day counts, where no calendar is given."""
    return True


def deliver(moment: datetime, is_workday: Callable[[date], bool] = any_day) -> int:
    """投递: send waiting notices, one digest a person; returns how many messages left.

    A failed one is tried again after 5, 10, 20 … minutes, five times at most. Those who want one
    message a day get it with the first run of the morning.
    """
    here = localtime(moment)
    if not OFFICE_HOURS[0] <= here.time() <= OFFICE_HOURS[1] or not is_workday(here.date()):
        return 0
    return sum(_send(rows, moment) for rows in _claimed(moment).values())


def _claimed(moment: datetime) -> dict[tuple[int, str], list[Delivery]]:
    """Take up waiting rows under a token of our own, so that no other worker sends them too."""
    ready = Delivery.objects.ready(moment).exclude(notice__person__in=_served(moment))
    chosen = list(ready.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])
    token = token_hex(16)
    Delivery.objects.ready(moment).filter(pk__in=chosen).update(
        claim=token, attempts=F("attempts") + 1, not_before=moment + FIRST_PAUSE
    )
    found: dict[tuple[int, str], list[Delivery]] = defaultdict(list)
    ours = Delivery.objects.filter(claim=token).select_related("notice__person")
    for row in ours.order_by(F("notice__due_on").asc(nulls_last=True), "pk"):
        found[row.notice.person_id, row.channel].append(row)
    return found


def _served(moment: datetime) -> models.QuerySet[Preference, int]:
    """People who want one message a day and had it today; nobody who has not said so waits."""
    midnight = localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    daily = Preference.objects.filter(rhythm=Preference.Rhythm.DAILY)
    had = daily.filter(person__notices__deliveries__sent_at__gte=midnight)
    return had.values_list("person", flat=True)


def _send(rows: list[Delivery], moment: datetime) -> int:
    person, pks = rows[0].notice.person, [row.pk for row in rows]
    mine = Delivery.objects.filter(pk__in=pks)
    try:
        ROADS[rows[0].channel](person, _subject(rows), _digest(person, rows))
    except (OSError, HTTPException) as error:
        mine.update(last_error=(str(error) or type(error).__name__)[:200])
        mine.filter(attempts__gte=MAX_ATTEMPTS).update(status=Delivery.Status.FAILED)
        for row in rows:
            pause = FIRST_PAUSE * 2**row.attempts
            Delivery.objects.filter(pk=row.pk).update(not_before=moment + pause)
        return 0
    mine.update(status=Delivery.Status.SENT, sent_at=now())
    return 1


def _subject(rows: list[Delivery]) -> str:
    first = " ".join(str(rows[0].notice).split())  # a line break would be a second header
    return first if len(rows) == 1 else f"整改通：{len(rows)}件事项请办理"


def _digest(person: User, rows: list[Delivery]) -> str:
    """The message itself: what is to be done by when, why the person got it, where to go."""
    lines = [
        f"{number}. {row.notice.text}{_until(row.notice.due_on)}"
        for number, row in enumerate(rows, 1)
    ]
    return "\n".join(
        [
            f"{person.name}同志：",
            *lines,
            f"您收到这条提醒，因为您是{why(person)}。请登录整改通，在“提醒”里点开办理。",
        ]
    )


def _until(day: date | None) -> str:
    return f"（期限{day}）" if day else ""


def why(person: User) -> str:
    """The duties for which a person is told things."""
    duties = (
        f"{duty.unit.short or duty.unit.name}{duty.get_work_display()}"
        if duty.unit
        else duty.get_work_display()
        for duty in person.standing_duties
    )
    return "、".join(dict.fromkeys(duties)) or "整改通用户"


def _mail(person: User, subject: str, text: str) -> None:
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])


def _hook(person: User, _subject: str, text: str) -> None:
    """Post to the gateway the operator named, in the form 企业微信 and 钉钉 group robots read."""
    phone = person.notice_preference.phone
    body = {
        "msgtype": "text",
        "text": {"content": text, "mentioned_mobile_list": [phone]},
        "at": {"atMobiles": [phone]},
    }
    asked = Request(  # noqa: S310 - the operator's own address, checked in settings
        settings.NOTICE_WEBHOOK,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json"},
    )
    with build_opener(_Stay).open(asked, timeout=PATIENCE) as answer:
        answer.read(1024)


class _Stay(HTTPRedirectHandler):
    """A gateway that points elsewhere is not followed: the address is the operator's alone."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


ROADS: Final[dict[str, Callable[[User, str, str], None]]] = {MAIL: _mail, HOOK: _hook}
