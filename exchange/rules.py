"""Moving files in and out: receive, take up, show progress, finish; knows no columns."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import now

from common.refusal import Refused
from exchange.models import Transfer
from roster.models import User

MAX_UPLOAD = 10 * 1024 * 1024


def receive(file: "UploadedFile[bytes]", *, kind: str, by: User, **options: Any) -> Transfer:
    """接收: keep an uploaded file as a waiting transfer; refuses empty and oversized files."""
    size = file.size or 0
    if not size:
        raise Refused("文件是空的，请检查后重新选择。")
    if size > MAX_UPLOAD:
        raise Refused("文件超过10兆，请拆分后分次导入。")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Transfer.objects.create(
        kind=kind,
        by=by,
        name=(file.name or "未命名")[-200:],
        source=file,
        options=options,
        digest=digest.hexdigest(),
    )


def request(*, kind: str, name: str, by: User, **options: Any) -> Transfer:
    """申请导出: note that a long export is wanted; a sweep builds the file."""
    return Transfer.objects.create(kind=kind, is_import=False, by=by, name=name, options=options)


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
        raise Refused("只能放弃自己提交的导入导出。")
    transfer.move(Transfer.Status.DROPPED, finished_at=now())
