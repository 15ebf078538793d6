"""Who goes where: teams of outreach officers and the targets that make the denominators."""

from __future__ import annotations

from django.db import models

from campaigns.models import Campaign
from roster.models import OfUnitQuerySet, Unit, User


class Kind(models.TextChoices):
    """Whom the three rounds of visits go to."""

    FIRM = "firm", "企业"
    VILLAGE = "village", "村居"
    HOUSEHOLD = "household", "群众"


class Team(models.Model):
    """民情书记服务队: some people of a unit who answer for certain targets."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="teams")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="teams")
    name = models.CharField("队名", max_length=60)
    officer = models.CharField("民情书记", max_length=40)
    members = models.CharField("队员", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfUnitQuerySet["Team"].as_manager()

    class Meta:
        verbose_name = "服务队"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "name"],
                name="outreach_team_once",
                violation_error_message="这个单位已有同名的服务队。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.officer}）"


class Target(models.Model):
    """走访对象: one that has to be visited; all of them are the denominator of the coverage."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="targets")
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, verbose_name="服务队", related_name="targets"
    )
    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    name = models.CharField("走访对象", max_length=100)

    objects = OfUnitQuerySet["Target"].as_manager()

    class Meta:
        verbose_name = "走访对象"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "kind", "name"],
                name="outreach_target_once",
                violation_error_message="这个走访对象已经列入。",
            )
        ]

    def __str__(self) -> str:
        return self.name
