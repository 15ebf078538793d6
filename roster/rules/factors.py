"""The second factor: a code of six digits that changes every half minute (RFC 6238)."""

import base64
import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from common.refusal import Refused
from common.sealing import seal, unseal
from roster.models import Authenticator, Change, User
from roster.rules.changes import record

STEP = 30
FAILED, UNLOCKED = "动态口令未通过", "解锁"
MOST_FAILURES, MINUTES = 5, 15
LOCKED = timedelta(minutes=MINUTES)
ISSUER = "整改通"


def offer_authenticator(user: User) -> Authenticator:
    """备动态口令: make a seed for the person's telephone, once, until it is confirmed."""
    sealed = seal(base64.b32encode(secrets.token_bytes(20)).decode(), settings.FIELD_KEY)
    own, _ = Authenticator.objects.get_or_create(user=user, defaults={"seed": sealed})
    return own


def seed(own: Authenticator) -> str:
    """Return the seed as letters to type into the telephone."""
    return unseal(own.seed, settings.FIELD_KEY, *settings.FIELD_KEYS_OLD)


def address(own: Authenticator) -> str:
    """Return what the QR code says."""
    return _reckoner(own).get_provisioning_uri(own.user.username, ISSUER)


@transaction.atomic
def confirm_authenticator(user: User, *, code: str, at: datetime) -> None:
    """启用动态口令: the telephone shows the right code, so from now on it is asked for."""
    pass_factor(user, code=code, at=at)
    Authenticator.objects.filter(user=user, confirmed_at=None).update(confirmed_at=now())
    record(user, "启用动态口令", by=user)


def pass_factor(user: User, *, code: str, at: datetime) -> None:
    """核对动态口令: this step or a neighbour's; each step opens the door once."""
    _refuse_guessing(user, at)
    own = Authenticator.objects.get(user=user)
    used = _step_of(own, code.strip(), int(at.timestamp()) // STEP)
    rows = Authenticator.objects.filter(pk=own.pk, last_step__lt=used)
    if not used or not rows.update(last_step=used):
        record(user, FAILED, by=None)
        raise Refused("动态口令不正确或已用过，请等手机上出现下一个再输入。")


def _refuse_guessing(user: User, at: datetime) -> None:
    """Six figures are guessed in an hour by whoever may try without end."""
    deeds = Change.objects.filter(model="roster.user", row=str(user.pk), at__gt=at - LOCKED)
    freed = deeds.filter(verb=UNLOCKED).order_by("-pk").values_list("pk", flat=True).first()
    if deeds.filter(verb=FAILED, pk__gt=freed or 0).count() >= MOST_FAILURES:
        raise Refused(
            f"动态口令{MINUTES}分钟内已{MOST_FAILURES}次不正确，暂时锁定；"
            "请过一会儿再试，或联系安全管理员解锁。如果不是您本人操作，请马上修改口令。"
        )


def _step_of(own: Authenticator, code: str, step: int) -> int:
    """Return the time step whose code this is, nothing when it is none of the three."""
    reckoner = _reckoner(own)
    steps = (step - 1, step, step + 1)
    matching = [
        one for one in steps if secrets.compare_digest(reckoner.generate(one * STEP), code.encode())
    ]
    return max(matching, default=0)


def _reckoner(own: Authenticator) -> TOTP:
    raw = base64.b32decode(unseal(own.seed, settings.FIELD_KEY, *settings.FIELD_KEYS_OLD))
    return TOTP(raw, 6, SHA1(), STEP)  # noqa: S303 # nosec - RFC 6238 as telephones speak it
