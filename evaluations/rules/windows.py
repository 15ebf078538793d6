"""Windows: opening one, taking a rating on the spot, following up what went wrong."""

import re
from datetime import date

from django.db import IntegrityError, transaction

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Window, WindowRating
from roster.models import Unit, User

PHONE = re.compile(r"[\d\- ]{7,20}")


def open_window(unit: Unit, *, name: str, by: User | None) -> Window:
    """设立窗口: a counter with its own rating page and poster."""
    policy.require(by, "keep_windows")
    try:
        with transaction.atomic():
            window = Window.objects.create(unit=unit, name=tidy(name))
            journal.write(window, "设立窗口", by=by)
    except IntegrityError as fault:
        raise Refused(f"“{unit}”已有名为“{name}”的窗口，请换一个名称。") from fault
    return window


@transaction.atomic
def switch_window(window: Window, *, is_open: bool, by: User | None) -> None:
    """开关窗口: whether the page takes ratings."""
    policy.require(by, "keep_windows")
    Window.objects.filter(pk=window.pk).update(is_open=is_open)
    window.is_open = is_open
    journal.write(window, "开启窗口评价" if is_open else "停止窗口评价", by=by)


def rate(
    window: Window,
    *,
    is_satisfied: bool,
    today: date,
    reason: str = "",
    text: str = "",
    contact: str = "",
) -> WindowRating:
    """评价窗口: one tap; who is not satisfied says why and may ask to be called back."""
    if not window.is_open:
        raise Refused("这个窗口现在不接受评价，可拨打12345反映。")
    if is_satisfied:
        return WindowRating.objects.create(window=window, on=today, is_satisfied=True)
    if reason not in WindowRating.Reason.values:
        raise Refused("请选择不满意的原因。")
    contact = contact.strip()
    if contact and not PHONE.fullmatch(contact):
        raise Refused("回访电话应为数字，如不需要回访请留空。")
    return WindowRating.objects.create(
        window=window,
        on=today,
        is_satisfied=False,
        reason=reason,
        text=tidy(text)[:200],
        contact=contact,
        status=WindowRating.Status.WAITING,
    )


@transaction.atomic
def handle_rating(
    row: WindowRating,
    *,
    outcome: str,
    note: str,
    by: User | None,
    channel: str = "",
    result: str = "",
    owner: str = "",
    chief: str = "",
) -> None:
    """办理不满意评价: called back by a channel, or passed on; who answers for it (002-25, 26)."""
    policy.require(by, "handle_rating")
    if not note.strip():
        raise Refused("请写明办理情况。")
    if outcome == WindowRating.Status.CALLED_BACK and not (channel and result):
        raise Refused("已回访的请选择回访渠道和回访结果。")
    if bool(tidy(owner)) != bool(tidy(chief)):
        raise Refused("追责须写明两级：当事人的直接责任和科室负责人的领导责任。")
    told = {"channel": channel, "result": result, "owner": tidy(owner), "chief": tidy(chief)}
    row.move(outcome, note=tidy(note), handled_by=by, contact="", **told)
    journal.write(row, "办理窗口评价", by=by, note=row.note)
