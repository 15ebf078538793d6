"""What the office changed in the word lists of the text screen, version by version."""

from __future__ import annotations

from django.db import models

from roster.models import User


class LexiconVersion(models.Model):
    """词表版本: all changes against the shipped lists as they stood then; the newest holds.

    `words` holds per list the words the office put on (true) or took off (false).
    """

    words = models.JSONField("改动", default=dict)
    note = models.CharField("说明", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="修改人", related_name="+")
    at = models.DateTimeField("修改时间", auto_now_add=True)

    class Meta:
        verbose_name = "词表版本"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"第{self.pk}版"
