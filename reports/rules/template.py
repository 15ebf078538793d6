"""The organisation's own Word templates: taken after a look at their fields, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.papers.blanks import fields_in, opened
from common.refusal import Conflict, Refused
from common.wording import tidy
from reports import drafts, policy
from reports.models import Template
from roster.models import User


@transaction.atomic
def keep_template(
    campaign: Campaign, *, name: str, kind: str, file: UploadedFile[Any], by: User
) -> Template:
    """收模板: an own .docx whose every field has a meaning; unknown ones are named and refused."""
    policy.require(by, "keep_template")
    if not tidy(name):
        raise Refused("请填写模板名称。")
    content = file.read()
    found = fields_in(opened(content))
    if not found:
        raise Refused("模板里没有字段。请在要填的地方写上{标题}、{正文}、{台账问题}等名称。")
    _refuse_unknown(found, drafts.names_for_templates(campaign))
    digest = hashlib.sha256(content).hexdigest()
    if (same := Template.objects.in_use().filter(digest=digest).first()) is not None:
        raise Refused(f"这份文件已经收过，名称是“{same.name}”。")
    row = Template(name=tidy(name), kind=kind, digest=digest, fields=sorted(found), by=by)
    row.file.save(f"{digest[:16]}.docx", ContentFile(content), save=False)
    row.save()
    journal.write(row, "收模板", by=by, note=f"{row.name}，字段{len(found)}个", digest=digest)
    return row


def _refuse_unknown(found: Iterable[str], known: Iterable[str]) -> None:
    if unknown := sorted(set(found) - set(known)):
        names = "、".join(f"{{{one}}}" for one in unknown)
        raise Refused(
            f"模板里的{names}没有对应的内容，请改成本页列出的字段或统计数字的名称，或去掉花括号。"
        )


@transaction.atomic
def drop_template(row: Template, *, by: User) -> None:
    """停用模板: nobody fills it in any more; the file stays for what was written with it."""
    policy.require(by, "keep_template")
    if not Template.objects.filter(pk=row.pk, is_enabled=True).update(is_enabled=False):
        raise Conflict("这个模板已经停用。")
    journal.write(row, "停用模板", by=by, note=row.name)
