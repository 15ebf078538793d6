"""What a unit's issues come to, kept in one row a unit, and the marks that make such a row old."""

from django.db import models

from campaigns.models import Campaign
from roster.models import Unit


class UnitSum(models.Model):
    """单位汇总: what a dashboard adds up of one unit's issues; old while a StaleSum names it.

    The row without a unit holds the total of all others, so that nobody adds them up.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    own = models.JSONField("按单位看的")
    rest = models.JSONField("只看合计的")

    class Meta:
        verbose_name = "单位汇总"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="issues_unit_sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit or '合计'}"


class StaleSum(models.Model):
    """汇总待更新: the database's own trigger writes one whenever a counted column changes.

    Appended, never updated, so that people who work on one unit do not wait for each other.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", db_constraint=False)
    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = "汇总待更新"

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.unit_id}"
