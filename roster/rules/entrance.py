"""Coming in and going out: sittings, locks, passwords of one's own."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from axes.utils import reset as free_of_failures
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from common.refusal import Refused
from common.wording import squash
from roster import policy
from roster.backends import OfficeBackend
from roster.models import Change, PastPassword, Sitting, User
from roster.rules.changes import record

CAME, TURNED_AWAY = "登录", "登录未成功"
MANY_FAILURES = 20
LONGEST_WAIT = 60


def admit(username: str, *, address: str, at: datetime) -> None:
    """放行: refuse a try before the password is looked at where too many went wrong before."""
    _refuse_crowded_network(address, at)
    user = User.objects.filter(username=username).first()
    if user is not None and (wait := _wait(user, address, at)):
        raise Refused(
            f"这个账号一小时内登录失败过多，请{wait}秒后再试；如果不是您本人操作，请告诉安全管理员。"
        )


def _refuse_crowded_network(address: str, at: datetime) -> None:
    """One address that fails on many accounts is guessing; one account behind it is not."""
    tried = AccessAttempt.objects.filter(
        ip_address=address or None, attempt_time__gt=at - timedelta(hours=1)
    )
    if tried.values("username").distinct().count() >= settings.NETWORK_FAILURES:
        raise Refused(
            "这个网络地址一小时内在多个账号上登录失败，已暂时锁定，请联系安全管理员解除。"
        )


def _wait(user: User, address: str, at: datetime) -> int:
    """Seconds to wait: never a lock, and never for an address the person has come in from."""
    deeds = Change.objects.filter(model="roster.user", row=str(user.pk))
    failures = deeds.filter(verb=TURNED_AWAY, at__gt=at - timedelta(hours=1)).order_by("-at")
    extra = failures.count() - MANY_FAILURES
    if extra < 0 or deeds.filter(verb=CAME, note__startswith=address).exists():
        return 0
    passed = (at - failures[0].at).total_seconds()
    return max(0, int(min(2 ** min(extra, 6), LONGEST_WAIT) - passed))


def recognise(name: str, *, address: str, at: datetime) -> User:
    """认人: find the account that an identity server names; none is made, no officer comes so."""
    username = str(User.normalize_username(name)).strip().lower()
    admit(username, address=address, at=at)
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refused(
            f"统一身份认证已通过，但本系统没有账号“{squash(name)[:60]}”；"
            "请由系统管理员先建立同名账号并授予职责。"
        )
    if not OfficeBackend().user_can_authenticate(user):
        raise Refused("该账号已停用，请联系系统管理员。")
    if user.is_officer:
        raise Refused("系统、安全、审计管理员只用本系统的口令和动态口令登录。")
    return user


@transaction.atomic
def sign_in(user: User, *, address: str, key: str = "", way: str = "") -> None:
    """登录: note who came in, whence and how; beyond three sittings the oldest ends."""
    others = list(user.sittings.exclude(key=key).order_by("-began_at"))
    elsewhere = {one.address for one in others} - {address}
    remarks = [way] * bool(way) + ["另有异地会话"] * bool(elsewhere)
    record(user, CAME, by=user, note=address + (f"（{'；'.join(remarks)}）" if remarks else ""))
    if key:
        Sitting.objects.update_or_create(key=key, defaults={"user": user, "address": address})
        _end(others[settings.SITTINGS_AT_ONCE - 1 :])


def turn_away(username: str, *, address: str) -> None:
    """登录未成功: note a wrong password for an account that exists."""
    user = User.objects.filter(username=squash(username).lower()).first()
    if user is not None:
        record(user, TURNED_AWAY, by=None, note=address)


def sign_out(user: User, *, key: str) -> None:
    """退出: the sitting ends with its row."""
    record(user, "退出", by=user)
    Sitting.objects.filter(user=user, key=key).delete()


@transaction.atomic
def end_sitting(sitting: Sitting, *, by: User) -> None:
    """结束会话: the person ends a stay of their own, wherever it is."""
    if sitting.user_id != by.pk:
        raise Refused("只能结束自己的会话，不能结束他人的。")
    record(by, "结束会话", by=by, note=sitting.address)
    _end([sitting])


def end_all_sittings(user: User) -> None:
    """Whoever is in under this account is out with the next request."""
    _end(list(user.sittings.all()))


@transaction.atomic
def keep_sitting(user: User, *, old: str, new: str) -> None:
    """换发会话: after a change of password this stay goes on under a new key, all others end."""
    _end(list(user.sittings.exclude(key=old)))
    user.sittings.filter(key=old).update(key=new)


def _end(sittings: list[Sitting]) -> None:
    Session.objects.filter(session_key__in=[one.key for one in sittings]).delete()
    Sitting.objects.filter(pk__in=[one.pk for one in sittings]).delete()


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    """修改口令: the person chooses one they have not had lately (GB/T 22239 8.1.4.1 a)."""
    refuse_past_password(user, password)
    refuse_weak_password(user, password)
    PastPassword.objects.create(user=user, hashed=user.password)
    _forget_oldest(user)
    user.set_password(password)
    user.must_change_password = False
    user.password_set_at = now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    record(user, "修改口令", by=user)


def refuse_weak_password(user: User, password: str) -> None:
    """Raise Refused for what is too short, too plain, easily guessed or known to be stolen."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from None


def refuse_past_password(user: User, password: str) -> None:
    """Raise Refused for the password in use and for the last ones before it."""
    if user.check_password(password):
        raise Refused("新口令不能与原口令相同，请换一个。")
    past = user.past_passwords.order_by("-pk")[: settings.PASSWORD_HISTORY]
    if any(check_password(password, one.hashed) for one in past):
        raise Refused(f"新口令不能与最近{settings.PASSWORD_HISTORY}次用过的相同，请换一个。")


def _forget_oldest(user: User) -> None:
    kept = user.past_passwords.order_by("-pk").values_list("pk", flat=True)
    user.past_passwords.exclude(pk__in=list(kept[: settings.PASSWORD_HISTORY])).delete()


def unlock(user: User, *, by: User) -> None:
    """解锁: the security officer lets an account try again."""
    policy.require(by, user.unit, "unlock")
    free_of_failures(username=user.username)
    record(user, "解锁", by=by)


def unlock_network(address: str, *, by: User) -> None:
    """解锁网络地址: the security officer lets everybody behind an address try again."""
    policy.require(by, None, "unlock")
    if not free_of_failures(ip=address):
        raise Refused(f"网络地址“{address}”没有被锁定，请核对后再试。")
    record(by, "解锁网络地址", by=by, note=address)


def retire_idle(today_at: datetime) -> int:
    """停用闲置账号: nobody came in for sixty days (8.1.4.2 c); officers are left to people."""
    limit = today_at - timedelta(days=settings.IDLE_ACCOUNT_DAYS)
    idle = User.objects.filter(is_active=True, is_demo=False, joined_at__lt=limit).exclude(
        last_login__gte=limit
    )
    fresh = [user for user in idle.prefetch_related("duties") if not user.is_officer]
    for user in fresh:
        User.objects.filter(pk=user.pk).update(is_active=False)
        record(user, "停用闲置账号", by=None)
    return len(fresh)


def clear_sittings(at: datetime) -> int:
    """清会话: sittings and sessions that are over leave no row behind; return how many went."""
    over = Sitting.objects.exclude(pk__in=Sitting.objects.standing(at).values("pk"))
    Session.objects.filter(session_key__in=over.values("key")).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    return over.delete()[0]
