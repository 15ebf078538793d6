"""Two persons for much personal data: one asks, another allows, and only for a while."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from common.labels import Label
from common.refusal import Refused
from exchange import policy
from exchange.models import Export
from roster.models import User
from roster.rules import record

TOO_MUCH = "这份文件含较多个人信息，须写明用途、经另一人同意后才能下载。"


def let_out(target: str, *, label: int, rows: int | None, by: User, at: datetime) -> Export | None:
    """放行: a file may leave; of much personal data only what another person has allowed.

    `rows` is None where a file cannot be counted and always counts as much.
    """
    is_little = rows is not None and rows <= settings.EXPORT_ROWS_ALONE
    if label < Label.SENSITIVE or is_little:
        return None
    allowed = Export.objects.standing(at).filter(by=by, target=target)
    if rows is not None:
        allowed = allowed.filter(rows__gte=rows)
    export = allowed.order_by("-pk").first()
    if export is None:
        raise Refused(TOO_MUCH)
    Export.objects.filter(pk=export.pk).update(taken_count=F("taken_count") + 1, taken_at=at)
    return export


@transaction.atomic
def ask_export(
    *, target: str, name: str, label: int, rows: int | None, reason: str, by: User
) -> Export:
    """申请导出: say what for; asking twice for the same while the first one waits is refused."""
    if not reason.strip():
        raise Refused("请写明导出的用途。")
    if Export.objects.waiting().filter(by=by, target=target).exists():
        raise Refused("同一份文件的申请正在等待审批，不用重复申请。")
    export = Export.objects.create(
        target=target, name=name[:200], label=label, rows=rows, reason=reason.strip(), by=by
    )
    record(export, "申请导出", by=by, note=reason.strip())
    return export


@transaction.atomic
def decide_export(export: Export, *, agrees: bool, answer: str = "", by: User) -> None:
    """审批导出: allow it for a while, or decline; never by the one who asked."""
    if not policy.may_decide(by, export):
        raise Refused("导出须由申请人以外的领导小组办公室人员或领导审批。")
    at = now()
    to = Export.Status.ALLOWED if agrees else Export.Status.DECLINED
    until = at + timedelta(hours=settings.EXPORT_HOURS) if agrees else None
    export.move(to, decided_by=by, decided_at=at, answer=answer, until=until)
    record(export, "同意导出" if agrees else "不同意导出", by=by, note=answer)
