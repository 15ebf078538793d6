"""Schemes as data."""

from __future__ import annotations

from django.db import models


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Questions about schemes."""

    def offered(self) -> SchemeQuerySet:
        """Those that a new round may take."""
        return self.filter(is_enabled=True)


class Scheme(models.Model):
    """评议办法: who rates with what weight, as data; a round keeps its own frozen copy."""

    code = models.CharField("办法编号", max_length=40, unique=True)
    name = models.CharField("办法名称", max_length=100)
    content = models.JSONField("内容")
    is_enabled = models.BooleanField("启用", default=True)
    is_own = models.BooleanField("本地修改", default=False, editable=False)
    order = models.PositiveSmallIntegerField("序号", default=0)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "评议办法"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The scheme's own page."""
        return f"/schemes/{self.pk}/"
