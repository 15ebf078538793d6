"""Moving files in and out: receive, take up, show progress, finish; knows no columns."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import now

from common.refusal import Refused
from common.scanning import scan
from exchange.models import Heading, Transfer
from roster.models import Unit, User
from roster.rules import record
from roster.words import Work

MAX_UPLOAD = 10 * 1024 * 1024
INTERRUPTED = "处理中断，没有写入任何内容，请重新上传。"


def receive(file: "UploadedFile[bytes]", *, kind: str, by: User, **options: Any) -> Transfer:
    """接收: keep an uploaded file as a waiting transfer; refuses empty and oversized files."""
    size = file.size or 0
    if not size:
        raise Refused("文件是空的，请检查后重新选择。")
    if size > MAX_UPLOAD:
        raise Refused("文件超过10兆，请拆分后分次导入。")
    name = (file.name or "未命名")[-200:]
    content = file.read()
    file.seek(0)
    scan(content, name[:40])
    return Transfer.objects.create(
        kind=kind,
        by=by,
        name=name,
        source=file,
        options=options,
        digest=hashlib.sha256(content).hexdigest(),
    )


def request(*, kind: str, name: str, by: User, **options: Any) -> Transfer:
    """申请导出: note that a long export is wanted; a sweep builds the file."""
    return Transfer.objects.create(kind=kind, is_import=False, by=by, name=name, options=options)


def take(transfer: Transfer) -> None:
    """取走处理: one worker takes the file up; a second one is told that it is taken."""
    transfer.move(Transfer.Status.RUNNING, taken_at=now(), done_count=0, total_count=0)


def put_back(transfer: Transfer, **options: Any) -> None:
    """排队: a previewed file waits for a worker again, to be read anew or to be entered."""
    options = {**transfer.options, **options}
    transfer.move(Transfer.Status.WAITING, options=options, step="排队中")


def give_up(since: datetime) -> int:
    """中断: files whose worker has gone are marked so that the person may send them again."""
    stuck = Transfer.objects.stuck(since)
    return stuck.update(status=Transfer.Status.FAILED, fault=INTERRUPTED, finished_at=now())


def advance(transfer: Transfer, done: int, total: int, step: str) -> None:
    """进度: record how far the work has come, for the progress bar."""
    Transfer.objects.filter(pk=transfer.pk).update(done_count=done, total_count=total, step=step)


def preview(transfer: Transfer, outcome: dict[str, Any]) -> None:
    """预览: the file is read; the person sees what would happen before anything happens."""
    transfer.move(Transfer.Status.PREVIEW, outcome=outcome, step="等待确认")


def finish(transfer: Transfer, content: bytes | None = None, **outcome: Any) -> None:
    """完成: the work is done; the result file, if any, waits for its owner."""
    transfer.move(Transfer.Status.FINISHED, finished_at=now(), step="已完成")
    if outcome:
        transfer.outcome = {**transfer.outcome, **outcome}
        Transfer.objects.filter(pk=transfer.pk).update(outcome=transfer.outcome)
    if content is not None:
        transfer.result.save(transfer.name, ContentFile(content), save=False)
        Transfer.objects.filter(pk=transfer.pk).update(
            result=transfer.result.name, digest=hashlib.sha256(content).hexdigest()
        )


def fail(transfer: Transfer, fault: str) -> None:
    """未成功: say why in a sentence; nothing half-done stays."""
    transfer.move(Transfer.Status.FAILED, fault=fault, finished_at=now())


def drop(transfer: Transfer, *, by: User) -> None:
    """放弃: the person does not want it after all; only their own."""
    if transfer.by_id != by.pk:
        raise Refused("只能放弃自己提交的导入导出，不能放弃他人的。")
    transfer.move(Transfer.Status.DROPPED, finished_at=now())


def may_teach(user: User, unit: Unit | None) -> bool:
    """Whether the person may say what the headings of a unit's (or the office's) files mean."""
    if unit is None:
        return user.is_office
    return user.is_office or user.works_for(unit.pk, Work.CLERK, Work.HEAD)


@transaction.atomic
def learn_heading(
    kind: str, unit: Unit | None, *, key: str, label: str, field: str, by: User
) -> Heading:
    """记表头: from now on this heading means this field in the files of the unit."""
    if not may_teach(by, unit):
        raise Refused("只能由本单位联络员、主要负责人或领导小组办公室登记表头的对应关系。")
    heading, _ = Heading.objects.update_or_create(
        kind=kind,
        unit=unit,
        key=key[:100],
        defaults={"label": label[:100], "field": field, "by": by},
    )
    record(heading, "记表头", by=by, note=f"{label}→{field or '不读取'}")
    return heading


@transaction.atomic
def forget_heading(heading: Heading, *, by: User) -> None:
    """忘表头: the heading is read again as the program understands it."""
    if not may_teach(by, heading.unit):
        raise Refused("只能由本单位联络员、主要负责人或领导小组办公室取消表头的对应关系。")
    record(heading, "忘表头", by=by, note=heading.field)
    heading.delete()
