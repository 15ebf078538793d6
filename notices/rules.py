"""Telling people: the row is the notice; mail is one more road for the same row."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime, now

from notices.models import Delivery, Notice
from roster.models import User

MAIL = "mail"
OFFICE_HOURS = (time(9), time(17))
MAX_ATTEMPTS = 5


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
        _queue_mail(key, [row.person_id for row in fresh])
    return len(fresh)


def _queue_mail(key: str, person_ids: list[int]) -> None:
    if not settings.EMAIL_HOST or not person_ids:
        return
    notices = Notice.objects.filter(key=key, person__in=person_ids).exclude(person__email="")
    Delivery.objects.bulk_create(
        [Delivery(notice=notice, channel=MAIL) for notice in notices], ignore_conflicts=True
    )


def read(notice: Notice, *, by: User) -> None:
    """已读: the person has opened the notice; only their own."""
    Notice.objects.filter(pk=notice.pk, person=by, read_at=None).update(read_at=now())


def read_all(*, by: User) -> int:
    """全部已读: mark every notice of the person as opened."""
    return Notice.objects.filter(person=by, read_at=None).update(read_at=now())


def deliver(moment: datetime) -> int:
    """投递: send the waiting mails in office hours; a failed one is tried five times at most."""
    if not OFFICE_HOURS[0] <= localtime(moment).time() <= OFFICE_HOURS[1]:
        return 0
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, channel=MAIL)
    return sum(_send(delivery) for delivery in waiting.select_related("notice__person")[:200])


def _send(delivery: Delivery) -> int:
    claimed = Delivery.objects.filter(
        pk=delivery.pk, status=Delivery.Status.WAITING, attempts=delivery.attempts
    ).update(attempts=F("attempts") + 1)
    if not claimed:
        return 0
    notice = delivery.notice
    try:
        send_mail(str(notice), notice.text, settings.DEFAULT_FROM_EMAIL, [notice.person.email])
    except OSError as error:
        last = delivery.attempts + 1 >= MAX_ATTEMPTS
        Delivery.objects.filter(pk=delivery.pk).update(
            last_error=str(error)[:200],
            status=Delivery.Status.FAILED if last else Delivery.Status.WAITING,
        )
        return 0
    Delivery.objects.filter(pk=delivery.pk).update(status=Delivery.Status.SENT, sent_at=now())
    return 1
