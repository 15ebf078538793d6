"""What a person reads when the machine is in trouble: database away, disk full, a file gone."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

BUSY = (
    "系统忙，没有保存",
    "数据库现在连不上或正忙，刚才的操作没有保存。请按浏览器的“后退”键回到填写页，内容还在，一分钟后再提交。",
)
FULL = (
    "服务器磁盘已满",
    "刚才的操作没有保存。请按浏览器的“后退”键保留已填内容，并告诉系统管理员清理磁盘。",
)
GONE = (
    "附件损坏或缺失",
    "这个文件在服务器上找不到了。请告诉系统管理员从备份中恢复，其他内容不受影响。",
)
APART = (
    "文件存储连不上",
    "存放附件的服务器现在不应答，刚才的操作没有完成。请按浏览器的“后退”键回到填写页，一分钟后再试；反复出现请告诉系统管理员。",
)
FULL_SAID = ("disk is full", "No space left", "disk full")


class StoreAway(ConnectionError):
    """The store of uploads did not answer."""


def trouble(request: HttpRequest) -> HttpResponse:
    """The page for an error nobody caught; the usual troubles are called by their names."""
    said = _called(sys.exc_info()[1])
    if said is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    status, (title, text) = said
    page = render_to_string("trouble.html", {"title": title, "text": text})
    return HttpResponse(page, status=status, headers={"Retry-After": "60"})


def _called(error: BaseException | None) -> tuple[int, tuple[str, str]] | None:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return 507, FULL
    if isinstance(error, FileNotFoundError):
        return 410, GONE
    if isinstance(error, StoreAway):
        return 503, APART
    if isinstance(error, OperationalError | InterfaceError):
        return (507, FULL) if any(word in str(error) for word in FULL_SAID) else (503, BUSY)
    return None
