"""The organisation's own Word templates."""

from __future__ import annotations

from django.db import models

from reports.models.circular import Circular
from roster.models import User


class TemplateQuerySet(models.QuerySet["Template"]):
    """Questions about templates."""

    def in_use(self) -> TemplateQuerySet:
        """Not withdrawn."""
        return self.filter(is_enabled=True)

    def fitting(self, kind: str) -> TemplateQuerySet:
        """For papers of this kind or of any."""
        return self.in_use().filter(kind__in=["", kind])


class Template(models.Model):
    """单位模板: an own .docx with fields in braces; never changed, only followed by another."""

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("适用文稿", max_length=20, choices=Circular.Kind.choices, blank=True)
    file = models.FileField("模板文件", upload_to="templates/")
    digest = models.CharField("文件摘要", max_length=64)
    fields = models.JSONField("字段", default=list)
    is_enabled = models.BooleanField("启用", default=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="上传人", related_name="+")
    at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "单位模板"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
