"""Who rates whom: raters with the units they rate, the kinds of ballot, the draw of raters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from common.moves import Staged
from evaluations.models.rounds import Round, Side
from roster.models import Unit, User

NUMBER_SIGNS = 4


class RaterQuerySet(models.QuerySet["Rater"]):
    """Questions about raters."""

    def entitled(self) -> RaterQuerySet:
        """Those who get a code: named, or drawn from a pool."""
        return self.filter(state__in=Rater.ENTITLED)

    def pooled(self) -> RaterQuerySet:
        """Everybody who stands or stood in a pool, by the number in the pool."""
        return self.exclude(number=None).order_by("number")


class Rater(models.Model):
    """评议人: somebody who is asked to rate these units; which code it is stands nowhere."""

    class State(models.TextChoices):
        """Whether the person rates."""

        NAMED = "named", "指定"
        CANDIDATE = "candidate", "备选"
        DRAWN = "drawn", "抽中"
        RESERVE = "reserve", "候补"

    ENTITLED: ClassVar = (State.NAMED, State.DRAWN)

    round = models.ForeignKey(Round, models.CASCADE, related_name="raters")
    side = models.ForeignKey(Side, models.CASCADE, verbose_name="评议方", related_name="raters")
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("职务身份", max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="所在单位", null=True, related_name="+"
    )
    group = models.CharField("类别", max_length=40, blank=True)
    contact = models.CharField("联系电话或邮箱", max_length=100, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.NAMED)
    number = models.PositiveIntegerField("备选编号", null=True)
    place = models.PositiveIntegerField("抽取次序", null=True)
    units: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, verbose_name="所评单位", related_name="+"
    )

    objects = RaterQuerySet.as_manager()

    class Meta:
        verbose_name = "评议人"
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "side", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def contact_masked(self) -> str:
        """The number with its middle hidden."""
        whole = self.contact
        if len(whole) <= 2 * NUMBER_SIGNS:
            return "*" * len(whole)
        return f"{whole[:3]}{'*' * (len(whole) - 7)}{whole[-4:]}"


class Panel(models.Model):
    """票种: the units that one kind of ballot lists; raters with the same units share it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="panels")
    side = models.ForeignKey(Side, models.CASCADE, related_name="panels")
    digest = models.CharField("单位集合摘要", max_length=64)
    units: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, verbose_name="所评单位", related_name="panels"
    )

    class Meta:
        verbose_name = "票种"
        constraints = [
            models.UniqueConstraint(fields=["side", "digest"], name="evaluations_panel_once")
        ]

    def __str__(self) -> str:
        return f"{self.side}票"


class Draw(Staged):
    """抽取: a pool that is announced first, a public seed afterwards, names anybody can find."""

    class Status(models.TextChoices):
        """How far the draw is."""

        ANNOUNCED = "announced", "已公布备选名单"
        DRAWN = "drawn", "已抽取"
        VOID = "void", "作废"

    class By(models.TextChoices):
        """What the places are shared out by."""

        GROUP = "group", "按评议人类别"
        UNIT = "unit", "按评议人所在单位"
        RATED = "rated", "按所评单位"

    MOVES: ClassVar = {
        Status.ANNOUNCED: {Status.DRAWN, Status.VOID},
        Status.DRAWN: {Status.VOID},
    }

    status = models.CharField(
        "状态", max_length=20, choices=Status.choices, default=Status.ANNOUNCED
    )
    round = models.ForeignKey(Round, models.CASCADE, related_name="draws")
    side = models.ForeignKey(Side, models.CASCADE, verbose_name="评议方", related_name="draws")
    strata = models.CharField("名额分配", max_length=10, choices=By.choices, default=By.GROUP)
    quotas = models.JSONField("名额", default=dict)
    pool = models.JSONField("备选名单", default=list)
    pool_digest = models.CharField("备选名单摘要", max_length=64)
    announced_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="公布人", null=True, related_name="+"
    )
    announced_at = models.DateTimeField("公布时间")
    seed = models.CharField("种子", max_length=100, blank=True)
    seed_note = models.CharField("种子来源", max_length=200, blank=True)
    witness = models.CharField("监督人", max_length=100, blank=True)
    drawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="抽取人", null=True, related_name="+"
    )
    drawn_at = models.DateTimeField("抽取时间", null=True)

    class Meta:
        verbose_name = "抽取"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.side}评议人抽取"

    def get_absolute_url(self) -> str:
        """The certificate."""
        return f"/rounds/{self.round_id}/draws/{self.pk}/"
