"""A status that walks a printed path, one guarded UPDATE a step."""

from collections.abc import Mapping, Set
from typing import Any, ClassVar

from django.db import models

from common.refusal import Conflict, Refused


class Staged(models.Model):
    """A row with a status; MOVES names the steps that exist."""

    MOVES: ClassVar[Mapping[str, Set[str]]] = {}

    status = models.CharField("状态", max_length=20)

    class Meta:
        abstract = True

    def can_move(self, to: str) -> bool:
        """Tell whether the table allows this step from the status in memory."""
        return to in self.MOVES.get(self.status, frozenset())

    def move(self, to: str, **stamps: Any) -> None:
        """Take one step, guarded by the old status; of several people at once one succeeds.

        Raises Refused when the step is not in MOVES, Conflict when somebody else was first.
        """
        if not self.can_move(to):
            raise Refused(
                f"现在已是“{self.status_label(self.status)}”，不能改为“{self.status_label(to)}”；"
                "可能已有人办过，请刷新页面查看。"
            )
        changes: dict[str, Any] = {"status": to, **stamps}
        rows = type(self)._default_manager.filter(pk=self.pk, status=self.status)
        if not rows.update(**changes):
            raise Conflict("这件事刚刚已由他人办理，请刷新页面查看。")
        for name, value in changes.items():
            setattr(self, name, value)

    def status_label(self, status: str) -> str:
        """Return the Chinese word of a status value."""
        field = type(self)._meta.get_field("status")
        return str(dict(field.flatchoices).get(status, status))
