"""Codes and slips: nothing here leads from a slip to a code, a moment or a person."""

import secrets

from django.db import models

from evaluations.models.raters import Panel
from evaluations.models.rounds import Round, Side
from roster.models import Unit


def fresh_id() -> str:
    """128 random bits; never shown to anybody."""
    return secrets.token_hex(16)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about codes."""

    def unused(self) -> "InvitationQuerySet":
        """Codes that may still be cast."""
        return self.filter(state=Invitation.State.UNUSED)


class Invitation(models.Model):
    """测评码: kept only as a keyed hash; no time, no serial, no person."""

    class State(models.IntegerChoices):
        """Whether the code may still be used."""

        UNUSED = 0, "未用"
        SPENT = 1, "已用"
        VOID = 2, "作废"

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    side = models.ForeignKey(Side, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="所评单位", null=True, related_name="+"
    )
    excluded = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="回避单位", null=True, related_name="+"
    )
    panel = models.ForeignKey(
        Panel, models.CASCADE, verbose_name="票种", null=True, related_name="invitations"
    )
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.UNUSED)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "测评码"
        indexes = [models.Index(fields=["round", "side", "state"])]

    def __str__(self) -> str:
        return f"{self.side} {self.get_state_display()}"


class Ballot(models.Model):
    """选票: a slip from the box with its marks or a remark; no slip knows of another."""

    id = models.CharField(max_length=32, primary_key=True, default=fresh_id)
    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    side = models.ForeignKey(Side, models.CASCADE, related_name="ballots")
    body = models.TextField("票面")

    class Meta:
        verbose_name = "选票"

    def __str__(self) -> str:
        return f"{self.side}选票"
