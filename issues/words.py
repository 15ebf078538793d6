"""The vocabulary of lists and the ledger; codes are those of the shipped dictionaries."""

from django.db.models import TextChoices

MAIN = "主台账"


class Level(TextChoices):
    """Whose issue it is."""

    TEAM = "BZ", "班子问题"
    UNIT = "DW", "单位问题"
    PERSON = "GR", "个人问题"


class Nature(TextChoices):
    """One unit's own, common to many, or an early sign."""

    OWN = "GX", "个性问题"
    COMMON = "GO", "共性问题"
    EARLY = "MT", "苗头倾向"


class Rectify(TextChoices):
    """How long the rectification may take."""

    AT_ONCE = "LX", "立行立改"
    BY_DATE = "XQ", "限期整改"
    STANDING = "CQ", "长期坚持"


class Source(TextChoices):
    """Where an issue came from; to this app it is only a word."""

    SELF = "S01", "自己找"
    PUBLIC = "S02", "群众提"
    LEADERS = "S03", "组织点"
    COLLEAGUES = "S04", "互相帮"
    SUPERVISION = "S05", "上级通报督查反馈"
    INSPECTION = "S06", "巡视巡察反馈"
    TELEVISION = "S07", "电视问政曝光"
    MEDIA = "S08", "媒体舆情"
    PETITION = "S09", "信访举报"
    HOTLINE = "S10", "12345热线"
    VISIT = "S11", "遍访走访"
    OPINION = "S12", "征求意见"
    COVERT = "S13", "明查暗访"
    EVALUATION = "S14", "评议测评意见"
    MEETING = "S15", "民主生活会查摆"
    AUDIT = "S16", "审计反馈"
    DISCIPLINE = "S17", "纪检监察建议"
    INSTRUCTION = "S18", "领导批示交办"
    RATING = "S19", "好差评"
    ERROR = "S20", "差错事件"
    OTHER = "S99", "其他"


class ReturnReason(TextChoices):
    """Why an issue or a list is sent back."""

    UNFOCUSED = "unfocused", "问题不聚焦"
    NO_EXAMPLE = "no_example", "事例不具体"
    NO_CHARACTER = "no_character", "特色不突出"
    SHALLOW_CAUSE = "shallow_cause", "原因未从作风上找"
    UNCHECKABLE = "uncheckable", "措施不可检验"
    NO_DEADLINE = "no_deadline", "时限不明确"
    NO_OWNER = "no_owner", "责任人不明确"
    COPIED = "copied", "与上期雷同"


class Closure(TextChoices):
    """How an issue ended."""

    AT_ONCE = "C1", "立行立改完成"
    BY_DATE = "C2", "限期整改完成"
    STANDING = "C3", "阶段性完成转长期坚持"
    MERGED = "C4", "合并销号"
    UNFOUNDED = "C5", "不成立撤销"
    HANDED_OVER = "C6", "移交其他单位"
    STOPPED = "C7", "客观原因终止"
    UNRECTIFIED = "C8", "办结未整改"


class Rating(TextChoices):
    """How far an issue is rectified, from the best; said by the unit and by who verified."""

    FULL = "1", "整改到位"
    MOSTLY = "2", "基本到位"
    PARTLY = "3", "部分整改"
    NONE = "4", "未整改"


class CallBack(TextChoices):
    """What the person who raised the issue says about it now."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    NOT = "not", "不满意"
    UNREACHED = "unreached", "联系不上"


class Evidence(TextChoices):
    """What the closing is proved by."""

    PAPER = "paper", "文件资料"
    SITE = "site", "现场核查"
    DATA = "data", "系统数据"
    CALL = "call", "电话回访"
    RULE = "rule", "制度成果"


class Verdict(TextChoices):
    """An answer to something asked."""

    WAITING = "waiting", "待定"
    PASSED = "passed", "通过"
    REFUSED = "refused", "不通过"


class Scope(TextChoices):
    """Who may read a published copy."""

    UNIT = "unit", "本单位"
    SYSTEM = "system", "系统内"
    PUBLIC = "public", "向社会"


class Weight(TextChoices):
    """How much of an issue a leader answers for."""

    MAIN = "main", "主要责任"
    IMPORTANT = "important", "重要责任"


class Cited(TextChoices):
    """What an issue is held against, or called by."""

    BASIS = "basis", "对照依据"
    MODEL = "model", "对标先进"
    CASE = "case", "典型案例"
    DUTY = "duty", "考核指标、重点任务"
    TOPIC = "topic", "专题问题清单"
    URGE = "urge", "群众关切"
    TAG = "tag", "标签"


class Urge(TextChoices):
    """How people feel about it (四最)."""

    RESENTED = "最怨", "最怨"
    HATED = "最恨", "最恨"
    URGENT = "最急", "最急"
    HOPED = "最盼", "最盼"


class Part(TextChoices):
    """Which words of an issue are compared."""

    TEXT = "text", "问题和事例"
    MEASURE = "measure", "整改措施"


class Reach(TextChoices):
    """How far apart two issues that read alike stand."""

    UNITS = "units", "跨单位"
    CADRES = "cadres", "同单位不同清单"
    YEARS = "years", "与往年"
    OWN = "own", "同一份清单"


class Sameness(TextChoices):
    """What a person found two texts that read alike to be."""

    WAITING = "waiting", "待判定"
    COPIED = "copied", "雷同"
    DIFFERENT = "different", "不是雷同"
