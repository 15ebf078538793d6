"""How often somebody may knock at a public door; counted, without keeping who it was."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils.timezone import localtime, now

from common.refusal import Refused
from outreach.models import Knock

EVERYBODY = "everybody"
TOO_OFTEN = "这一小时来信或查询的次数太多，请过一会儿再试；急事请拨打12345。"


def knock(door: str, place: str, most: int) -> None:
    """Count one more within this hour; refuse beyond the most. A refusal is counted as well."""
    hour = f"{localtime():%Y%m%d%H}"
    secret = f"knock {hour}{settings.CODE_PEPPER}".encode()
    key = f"{door}:{hour}:{hmac.new(secret, place.encode(), hashlib.sha256).hexdigest()[:40]}"
    _, is_new = Knock.objects.get_or_create(key=key)
    if is_new:
        Knock.objects.filter(at__lt=now() - timedelta(days=1)).delete()
    if not Knock.objects.filter(key=key, count__lt=most).update(count=F("count") + 1):
        raise Refused(TOO_OFTEN)
