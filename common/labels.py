"""Security labels of what is kept and handed out (等保 2g); a higher number is seen by fewer."""

from django.db.models import IntegerChoices


class Label(IntegerChoices):
    """安全标记: how freely a thing may be shown."""

    PUBLIC = 0, "公开"
    INTERNAL = 1, "内部"
    SENSITIVE = 2, "敏感"
    SEALED = 3, "限知"
