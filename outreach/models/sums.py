"""What the hotline says of a unit in sum, to be held against what is counted here."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from roster.models import OfUnitQuerySet, Unit


class Sum(models.Model):
    """部门统计: one unit's line of the hotline's own table, for the days it is about."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="hotline_sums")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="hotline_sums")
    first = models.DateField("统计期起")
    last = models.DateField("统计期止")
    sent = models.PositiveIntegerField("转发数量", null=True)
    owed = models.PositiveIntegerField("应完成数量", null=True)
    done = models.PositiveIntegerField("实际完成数量", null=True)
    late = models.PositiveIntegerField("超时数量", null=True)
    extended = models.PositiveIntegerField("延时数量", null=True)
    twice = models.PositiveIntegerField("两次及以上转发数量", null=True)
    content = models.PositiveIntegerField("满意", null=True)
    fair = models.PositiveIntegerField("基本满意", null=True)
    bad = models.PositiveIntegerField("不满意", null=True)
    response = models.DecimalField("响应率", max_digits=5, decimal_places=2, null=True)
    solution = models.DecimalField("解决率", max_digits=5, decimal_places=2, null=True)
    satisfaction = models.DecimalField("满意率", max_digits=5, decimal_places=2, null=True)
    came_at = models.DateTimeField("导入时间", auto_now=True)

    objects = OfUnitQuerySet["Sum"].as_manager()

    class Meta:
        verbose_name = "热线部门统计"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "first", "last", "unit"], name="outreach_sum_once"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="outreach_sum_days",
                violation_error_message="统计期的止不能早于起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.first}至{self.last}"
