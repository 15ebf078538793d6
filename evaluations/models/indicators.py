"""Figures from outside that count as a side: the hotline's rates, a survey, 好差评."""

from django.db import models

from evaluations.models.rounds import Round, Side
from roster.models import Unit, User


class Indicator(models.Model):
    """导入指标: one unit's figure with its window, its source and how it came about."""

    class Kind(models.TextChoices):
        """What the figure is."""

        HOTLINE = "hotline", "12345三率"
        SURVEY = "survey", "第三方满意度调查"
        REVIEW = "review", "政务服务好差评"
        OTHER = "other", "其他指标"

    round = models.ForeignKey(Round, models.CASCADE, related_name="indicators")
    side = models.ForeignKey(Side, models.CASCADE, verbose_name="评议方", related_name="indicators")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    kind = models.CharField("指标", max_length=10, choices=Kind.choices)
    value = models.DecimalField("得分", max_digits=6, decimal_places=1)
    facts = models.JSONField("原始数", default=dict)
    since = models.DateField("统计起")
    until = models.DateField("统计止")
    source = models.CharField("来源", max_length=200)
    method = models.CharField("方法说明", max_length=500, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="录入人", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "导入指标"
        ordering = ["side__order", "unit__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "side", "unit"], name="evaluations_indicator_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.value}"
