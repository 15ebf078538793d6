"""The ledgers of a campaign beside its main one: one engine, one row each."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign


class Ledger(models.Model):
    """专项台账: what belongs together under one heading, as 环保督察 or 巡察反馈."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="ledgers")
    name = models.CharField("台账名称", max_length=60)
    basis = models.CharField("依据（文件、反馈意见）", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    is_shut = models.BooleanField("不再登记新问题", default=False)

    class Meta:
        verbose_name = "专项台账"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="issues_ledger_once")
        ]

    def __str__(self) -> str:
        return self.name
