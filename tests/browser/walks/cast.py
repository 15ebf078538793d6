"""Who walks: every duty with a demo account, its screens and the page it must land on."""

from typing import NamedTuple

DESK, HALL, PHONE = (1366, 768), (1920, 1080), (390, 844)


class Walker(NamedTuple):
    """One duty: its name for people, the account, where it starts."""

    name: str
    account: str
    start: str = "/"


WALKERS = (
    Walker("联络员", "clerk-edu"),
    Walker("单位负责人", "head-edu"),
    Walker("干部", "cadre-edu"),
    Walker("办公室", "office"),
    Walker("审核员", "reviewer"),
    Walker("督导组", "inspector"),
    Walker("领导", "leader"),
    Walker("民情书记", "outreach"),
    Walker("上级评议人", "superior"),
    Walker("系统管理员", "system"),
    Walker("安全管理员", "security"),
    Walker("审计管理员", "auditor"),
    Walker("公众", "", "/box/"),
)
