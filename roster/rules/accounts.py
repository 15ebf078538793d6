"""Accounts: open, grant and withdraw duties, passwords."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from common.refusal import Refused
from common.wording import squash
from roster import policy
from roster.models import Cadre, Duty, Unit, User, refuse_officer_mix
from roster.rules.changes import record
from roster.rules.consents import ASK_FIRST, refuse_alone
from roster.rules.entrance import end_all_sittings
from roster.words import OFFICERS, Work


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    by: User | None,
    unit: Unit | None = None,
    cadre: Cadre | None = None,
    password: str | None = None,
    is_demo: bool = False,
) -> tuple[User, str]:
    """开账号: make an account without any right; return it with its first password, shown once."""
    policy.require(by, unit, "open_account")
    key = squash(username).lower()
    if not key:
        raise Refused("请填写账号。")
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                key,
                password,
                name=name,
                unit=unit,
                cadre=cadre,
                is_demo=is_demo,
                must_change_password=not is_demo,
            )
    except IntegrityError:
        raise Refused(f"账号“{username}”已存在，请换一个。") from None
    first = password or user.give_first_password()
    record(user, "开账号", by=by, note=user.username)
    return user, first


@transaction.atomic
def grant(
    user: User,
    *,
    work: str,
    by: User | None,
    unit: Unit | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    clearance: int | None = None,
) -> Duty:
    """授权: set an account to a duty; nobody grants to themselves, officers hold nothing beside."""
    policy.require(by, unit, "grant")
    if by is not None and by.pk == user.pk:
        raise Refused("不能给自己授权，请由另一名管理员授权。")
    refuse_officer_mix({*user.duties.values_list("work", flat=True), work})
    if by is not None and work in OFFICERS:
        raise Refused(ASK_FIRST)
    if unit is None and work in Work.of_a_unit():
        raise Refused(f"“{Work(work).label}”须指明适用单位。")
    if until_on and from_on and until_on < from_on:
        raise Refused("授权的截止日期不能早于起始日期。")
    terms = {"from_on": from_on, "until_on": until_on, "clearance": clearance}
    duty, _ = Duty.objects.update_or_create(user=user, work=work, unit=unit, defaults=terms)
    reach = "" if clearance is None else f"，可阅范围：{duty.reach_word}"
    record(user, "授权", by=by, note=f"{Work(work).label}{f'（{unit}）' if unit else ''}{reach}")
    return duty


@transaction.atomic
def withdraw_duty(duty: Duty, *, on: date, by: User) -> None:
    """收回授权: the duty ends with the day before; the history stays."""
    policy.require(by, duty.unit, "grant")
    refuse_alone(duty.user, by)
    Duty.objects.filter(pk=duty.pk).update(until_on=on - timedelta(days=1))
    record(duty.user, "收回授权", by=by, note=duty.get_work_display())


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """重置口令: give a new first password, shown once; the person must change it."""
    policy.require(by, user.unit, "reset_password")
    refuse_alone(user, by)
    first = user.give_first_password()
    end_all_sittings(user)
    record(user, "重置口令", by=by)
    return first


@transaction.atomic
def disable(user: User, *, by: User) -> None:
    """停用账号: the account signs in no more; what it did stays."""
    policy.require(by, user.unit, "disable")
    if user.pk == by.pk:
        raise Refused("不能停用自己的账号，请由其他管理员停用。")
    refuse_alone(user, by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_all_sittings(user)
    record(user, "停用账号", by=by)


@transaction.atomic
def enable(user: User, *, by: User) -> None:
    """启用账号: the account may sign in again."""
    policy.require(by, user.unit, "disable")
    User.objects.filter(pk=user.pk).update(is_active=True)
    record(user, "启用账号", by=by)
