"""The vocabulary of evaluations shared by several models."""

from django.db.models import TextChoices


class Source(TextChoices):
    """Where ticks come from: codes cast in a browser, or paper entered once or twice."""

    CODES = "codes", "测评码"
    FIRST = "first", "纸质票第一遍录入"
    SECOND = "second", "纸质票第二遍录入"


class AdjustmentKind(TextChoices):
    """What an adjustment does."""

    BONUS = "bonus", "加分"
    DEDUCT = "deduct", "扣分"
    CARD = "card", "亮牌（等次限制）"


ABSTAINED, VOIDED = -2, -1
"""How a score row says that a mark was left blank, or that its row is void."""

MAX_ITEMS = 8
"""How many items a ballot may have; each is one column of the score rows."""
