"""The counts: one narrow row a mark, one summary row a unit and side."""

from django.db import models

from evaluations.models.rounds import Round, Side
from evaluations.words import Source
from roster.models import Unit, User


class BallotScore(models.Model):
    """票面分: one sealed ballot's marks for one unit, item by item; written in sorted order.

    A value is the option's place from 1, tenths of a point on a percent sheet, -2 for an
    abstention, -1 for a void row, nothing where the item was not asked.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, related_name="+", db_index=False)
    s1 = models.SmallIntegerField(null=True)
    s2 = models.SmallIntegerField(null=True)
    s3 = models.SmallIntegerField(null=True)
    s4 = models.SmallIntegerField(null=True)
    s5 = models.SmallIntegerField(null=True)
    s6 = models.SmallIntegerField(null=True)
    s7 = models.SmallIntegerField(null=True)
    s8 = models.SmallIntegerField(null=True)

    class Meta:
        verbose_name = "票面分"
        indexes = [models.Index(fields=["round", "unit", "side"])]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.side_id}"


class SideTally(models.Model):
    """计票: the ticks of one unit from one side and one source, as integers only."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="+")
    side = models.ForeignKey(Side, models.CASCADE, verbose_name="评议方", related_name="tallies")
    source = models.CharField("来源", max_length=10, choices=Source.choices)
    counts = models.JSONField("各档票数", default=dict)
    marks = models.JSONField("各分票数", default=dict)
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="录入人", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "计票"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "side", "source"], name="evaluations_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.side}"
