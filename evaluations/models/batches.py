"""The box published day by day: how many slips, and one digest over all their leaves."""

from django.db import models

from evaluations.models.rounds import Round


class Batch(models.Model):
    """每日摘要: the list of leaves as it stood on one day; whoever keeps it can hold us to it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="batches")
    on = models.DateField("日期")
    slips = models.PositiveIntegerField("票箱内票数")
    root = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "每日摘要"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["round", "on"], name="evaluations_batch_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.on}"

    @property
    def path(self) -> str:
        """Where its list of leaves lies."""
        return f"rounds/{self.round_id}/leaves-{self.on:%Y%m%d}.txt"
