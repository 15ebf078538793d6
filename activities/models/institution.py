"""Rules that were made or mended, and whether they turned out to work."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from roster.models import OfUnitQuerySet, Unit, User


class Institution(models.Model):
    """建章立制: a rule that was made or mended, with its old and new clause."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="institutions")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="institutions")
    title = models.CharField("制度名称", max_length=100)
    old_text = models.TextField("原条款", blank=True)
    new_text = models.TextField("新条款")
    issued_on = models.DateField("印发日期")
    issue_number = models.CharField("对应问题编号", max_length=40, blank=True)
    check_on = models.DateField("成效检查日期", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", related_name="+")

    objects = OfUnitQuerySet["Institution"].as_manager()

    class Meta:
        verbose_name = "制度"
        indexes = [models.Index(fields=["campaign", "issued_on"], name="institutions_by_day")]

    def __str__(self) -> str:
        return self.title


class Effect(models.Model):
    """制度成效检查: what a later look found; appended, never overwritten."""

    class Finding(models.TextChoices):
        """What was found."""

        WORKS = "works", "执行到位"
        WEAK = "weak", "执行不到位"
        MEND = "mend", "需要修订"

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="effects")
    checked_on = models.DateField("检查日期")
    finding = models.CharField("结论", max_length=10, choices=Finding.choices)
    note = models.CharField("依据", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="检查人", related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "制度成效检查"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.institution} {self.get_finding_display()}"
