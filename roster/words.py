"""The vocabulary of the roster."""

from django.db.models import TextChoices

from common.labels import Label


class UnitKind(TextChoices):
    """What kind of body a unit is (规范排序 follows this order)."""

    PARTY = "party", "党委机关"
    CONGRESS = "congress", "人大机关"
    GOVERNMENT = "government", "政府部门"
    CONSULTATIVE = "consultative", "政协机关"
    DISCIPLINE = "discipline", "纪检监察机关"
    JUDICIAL = "judicial", "审判检察机关"
    MASS = "mass", "群团组织"
    INSTITUTION = "institution", "直属事业单位"
    STATE_FIRM = "state_firm", "国有企业"
    VERTICAL = "vertical", "垂直管理单位"
    UTILITY = "utility", "公共服务企业"
    SUBDISTRICT = "subdistrict", "街道"
    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    ZONE = "zone", "开发区"
    DISTRICT = "district", "区县"
    OFFICE = "office", "内设科室"
    GRID = "grid", "网格"


class PostLevel(TextChoices):
    """How high a post stands inside its unit."""

    DISTRICT = "district", "区领导"
    HEAD = "head", "主要负责人"
    DEPUTY = "deputy", "班子成员"
    MIDDLE = "middle", "中层干部"
    STAFF = "staff", "工作人员"


class Work(TextChoices):
    """What a person is set to do in the system; rights follow from this and from the unit."""

    OFFICE = "office", "领导小组办公室"
    REVIEWER = "reviewer", "审核员"
    INSPECTOR = "inspector", "督导组"
    OUTREACH = "outreach", "民情书记"
    HEAD = "head", "单位主要负责人"
    CLERK = "clerk", "单位联络员"
    CADRE = "cadre", "干部"
    LEADER = "leader", "领导小组领导"
    SUPERIOR = "superior", "上级评议人"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDITOR = "auditor", "审计管理员"

    @classmethod
    def of_a_unit(cls) -> "frozenset[Work]":
        """Duties that mean nothing without a unit."""
        return frozenset({cls.HEAD, cls.CLERK})


OFFICERS = frozenset({Work.SYSTEM, Work.SECURITY, Work.AUDITOR})
"""三员: they keep the system and see no business rows."""

CLEARANCE = {
    Work.OFFICE: Label.SEALED,
    Work.LEADER: Label.SEALED,
    Work.HEAD: Label.SEALED,
    Work.CLERK: Label.SEALED,
    Work.REVIEWER: Label.SENSITIVE,
    Work.INSPECTOR: Label.SENSITIVE,
    Work.CADRE: Label.SENSITIVE,
    Work.OUTREACH: Label.INTERNAL,
    Work.SUPERIOR: Label.INTERNAL,
}
"""Up to which label a duty reads, of what it reaches at all; a single grant may say otherwise."""

DEMO_PASSWORD = "Zhenggai-2026"  # noqa: S105 - printed at every start, refused in production
"""The one password of all demo accounts."""
