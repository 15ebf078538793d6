"""Deeds on accounts that take two officers (三员分立)."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate, now

from common.refusal import Refused
from roster import policy
from roster.models import Authenticator, Consent, Duty, User, refuse_officer_mix
from roster.rules.changes import record
from roster.rules.entrance import end_all_sittings
from roster.words import OFFICERS, Work

Kind = Consent.Kind
ASK_FIRST = "管理员账号的变更须由两名管理员会签，请在账号页点“发起会签”。"


def refuse_alone(user: User, by: User | None) -> None:
    """Raise Refused when one officer alone would change an officer's account."""
    if by is not None and user.is_officer:
        raise Refused(ASK_FIRST)


def refuse_last_officer(user: User) -> None:
    """Raise Refused when nobody else would hold the officer's duty."""
    for duty in user.duties.in_force(localdate()).filter(work__in=OFFICERS):
        others = Duty.objects.in_force(localdate()).filter(work=duty.work, user__is_active=True)
        if not others.exclude(user=user).exists():
            raise Refused(f"{user}是最后一名{duty.get_work_display()}，请先任命另一人。")


@transaction.atomic
def ask_consent(user: User, *, kind: str, reason: str, by: User, work: str = "") -> Consent:
    """发起会签: one officer asks; nothing happens until another one agrees."""
    policy.require(by, None, "ask_consent")
    if user.pk == by.pk:
        raise Refused("不能对自己的账号发起会签，请由其他管理员发起。")
    _refuse_pointless(user, kind, work)
    if user.consents.waiting().filter(kind=kind).exists():
        raise Refused("同一事项已在等待会签，不用重复发起。")
    consent = Consent.objects.create(user=user, kind=kind, work=work, reason=reason, asked_by=by)
    record(user, "发起会签", by=by, note=f"{consent.get_kind_display()}：{reason}")
    return consent


def _refuse_pointless(user: User, kind: str, work: str) -> None:
    if kind == Kind.RECOVER and not Authenticator.objects.filter(user=user).exists():
        raise Refused("这个账号没有启用动态口令，不用解除。")
    if kind == Kind.GRANT:
        if work not in OFFICERS:
            raise Refused("请选择要任命的管理员职责。")
        standing = user.duties.in_force(localdate()).values_list("work", flat=True)
        refuse_officer_mix({*standing, work})
    elif kind != Kind.RECOVER and not user.is_officer:
        raise Refused("这个账号不是管理员，直接办理即可，不用会签。")


@transaction.atomic
def answer_consent(consent: Consent, *, agreed: bool, by: User) -> str:
    """会签: a second officer agrees and the deed is done, or declines; return a new password."""
    policy.require(by, None, "answer_consent")
    if by.pk in {consent.asked_by_id, consent.user_id}:
        raise Refused("会签须由发起人和当事人以外的管理员办理。")
    to = Consent.Status.AGREED if agreed else Consent.Status.DECLINED
    consent.move(to, answered_by=by, answered_at=now())
    said = f"{consent.get_kind_display()}（发起：{consent.asked_by}）"
    record(consent.user, "同意会签" if agreed else "不同意会签", by=by, note=said)
    return DEEDS[Kind(consent.kind)](consent) if agreed else ""


def _recover(consent: Consent) -> str:
    Authenticator.objects.filter(user=consent.user).delete()
    end_all_sittings(consent.user)
    return ""


def _reset(consent: Consent) -> str:
    first = consent.user.give_first_password()
    end_all_sittings(consent.user)
    return first


def _disable(consent: Consent) -> str:
    refuse_last_officer(consent.user)
    User.objects.filter(pk=consent.user_id).update(is_active=False)
    end_all_sittings(consent.user)
    return ""


def _grant(consent: Consent) -> str:
    standing = consent.user.duties.in_force(localdate()).values_list("work", flat=True)
    refuse_officer_mix({*standing, consent.work})
    Duty.objects.update_or_create(
        user=consent.user,
        work=consent.work,
        unit=None,
        defaults={"from_on": localdate(), "until_on": None},
    )
    record(consent.user, "授权", by=consent.answered_by, note=Work(consent.work).label)
    return ""


def _withdraw(consent: Consent) -> str:
    refuse_last_officer(consent.user)
    standing = consent.user.duties.in_force(localdate()).filter(work__in=OFFICERS)
    standing.update(until_on=localdate() - timedelta(days=1))
    record(consent.user, "收回授权", by=consent.answered_by)
    return ""


DEEDS = {
    Kind.RECOVER: _recover,
    Kind.RESET: _reset,
    Kind.DISABLE: _disable,
    Kind.GRANT: _grant,
    Kind.WITHDRAW: _withdraw,
}
