"""Figures of the office's own work: phases, tasks, groups, permits, and the deeds on issues."""

from django.db.models import Q

from campaigns.models import Group, Member
from issues.models import Foresight, Publication
from issues.words import CallBack, Verdict
from reports.figures import registers as of
from reports.figures import works
from reports.figures.figure import Figure
from reports.figures.making import each, share, wing

HOLDING = Q(until_on=None)
PASSED = Q(verdict=Verdict.PASSED)
REFUSED = Q(verdict=Verdict.REFUSED)

PLAN: tuple[Figure, ...] = (
    wing("phases", "活动阶段", "活动划分的阶段数", "个", works.PHASES, day=None),
    wing(
        "tasks",
        "工作任务",
        "各阶段任务的项数（含办公室和工作组的任务）",
        "项",
        works.TASKS,
        day=None,
    ),
    wing("groups", "工作机构", "领导小组、办公室、工作组等机构数", "个", works.GROUPS),
    *each(Group.Kind, "kind", "groups", ("{}数", "类别为“{}”的工作机构数", "个"), works.GROUPS),
    wing("members", "机构成员", "各工作机构现任成员数", "名", works.MEMBERS, HOLDING, day=None),
    wing(
        "group_heads",
        "各组组长",
        "各工作机构现任组长数（双组长计2名）",
        "名",
        works.MEMBERS,
        HOLDING & Q(role=Member.Role.HEAD),
        day=None,
    ),
    wing("pairings", "包联单位", "现有领导包联关系数", "个", works.PAIRINGS, HOLDING, day=None),
    wing("documents", "方案文件", "登记的实施方案、子方案和依据文件数", "份", works.DOCUMENTS),
    wing("upward", "上报情况", "向上级领导小组上报情况的次数", "次", works.UPWARD),
    wing("permits", "专题会准入", "已放行的专题会准入数", "份", works.PERMITS),
    wing(
        "permits_forced",
        "例外放行",
        "未过审核、由领导写明理由例外放行的数",
        "份",
        works.PERMITS,
        Q(forced_at__isnull=False),
    ),
)

DEEDS: tuple[Figure, ...] = (
    wing("reviews", "清单审核", "清单报送审核的次数（同一清单退回重报另计）", "次", of.REVIEWS),
    wing(
        "reviews_returned",
        "清单退回",
        "审核结论为退回的次数",
        "次",
        of.REVIEWS,
        REFUSED,
        day="answered_at",
    ),
    wing("extensions", "延期申请", "单位提出的延期申请次数", "次", of.EXTENSIONS),
    wing(
        "extensions_passed",
        "同意延期",
        "办公室同意的延期申请次数",
        "次",
        of.EXTENSIONS,
        PASSED,
        day="answered_at",
    ),
    wing(
        "closures_asked",
        "申请销号次数",
        "提出销号申请的次数（驳回重报另计）",
        "次",
        of.VERIFICATIONS,
    ),
    wing(
        "closures_passed",
        "验收通过次数",
        "他方验收通过的次数",
        "次",
        of.VERIFICATIONS,
        PASSED,
        day="verified_at",
    ),
    wing(
        "closures_refused",
        "验收驳回次数",
        "他方验收不通过的次数",
        "次",
        of.VERIFICATIONS,
        REFUSED,
        day="verified_at",
    ),
    wing(
        "called_back",
        "回访反映人",
        "验收时回访反映人并登记评价的次数",
        "次",
        of.VERIFICATIONS,
        ~Q(call_back_result=""),
        day="verified_at",
    ),
    wing(
        "called_back_not",
        "回访不满意",
        "验收时回访反映人、评价为不满意的次数",
        "次",
        of.VERIFICATIONS,
        Q(call_back_result=CallBack.NOT),
        day="verified_at",
    ),
    wing(
        "published",
        "公示问题",
        "经审批公示的问题件数（含已撤下）",
        "件",
        of.PUBLICATIONS,
        Q(status__in=[Publication.Status.SHOWN, Publication.Status.WITHDRAWN]),
        day="answered_at",
    ),
    wing("claims", "班子成员认领", "班子成员认领问题的人次", "人次", of.CLAIMS),
    wing(
        "long_terms",
        "批准长期坚持",
        "领导批准列为长期坚持的次数（含续期）",
        "次",
        of.LONG_TERMS,
        PASSED,
        day="answered_at",
    ),
    wing("handovers", "转办", "单位间提出转办的次数", "次", of.HANDOVERS),
    wing("enquiries", "举一反三发问", "办公室发出共性问题、举一反三的次数", "次", of.ENQUIRIES),
    wing("likenesses", "疑似雷同", "系统比对出的疑似雷同对数", "对", of.LIKENESSES),
    wing(
        "foresights_asked",
        "自查发现核对",
        "外部点出的问题与自查问题核对的件数",
        "件",
        of.FORESIGHTS,
        ~Q(status=Foresight.Status.REFUSED),
        day=None,
    ),
    wing(
        "foresights",
        "自查先于外部",
        "复核确认自查发现在先的件数",
        "件",
        of.FORESIGHTS,
        Q(status=Foresight.Status.CONFIRMED),
        day=None,
    ),
    wing(
        "look_backs_done",
        "已回头看",
        "已登记检查情况的回头看次数",
        "次",
        of.LOOK_BACKS,
        Q(done_on__isnull=False),
    ),
    wing(
        "rebounds",
        "回头看发现反弹",
        "已回头看中发现反弹的次数",
        "次",
        of.LOOK_BACKS,
        Q(done_on__isnull=False, is_rebound=True),
    ),
    share(
        "rebound_rate",
        "反弹率",
        "回头看发现反弹÷已回头看，保留1位小数",
        "rebounds",
        "look_backs_done",
    ),
)
