"""Who watched the count and stands for its record."""

from __future__ import annotations

from django.db import models

from evaluations.models.rounds import Round
from roster.models import User


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Questions about signatures."""

    def under(self, round_: Round) -> SignatureQuerySet:
        """Those that stand under the result as it is now."""
        return self.filter(round=round_, result_digest=round_.result_digest)


class Signature(models.Model):
    """监票人签名: under one result and no other; who has no account signs on paper."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="signatures")
    name = models.CharField("监票人", max_length=40)
    identity = models.CharField("身份", max_length=60, blank=True)
    signer = models.ForeignKey(
        User, models.PROTECT, verbose_name="本人账号", null=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="登记人", null=True, related_name="+"
    )
    result_digest = models.CharField("结果摘要", max_length=64)
    signed_at = models.DateTimeField("签名时间", auto_now_add=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "监票人签名"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "result_digest", "name"], name="evaluations_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.identity}）" if self.identity else self.name
