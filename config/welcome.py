"""What the home says to somebody for whom nothing waits."""

from config.menu import address
from roster.models import User
from roster.words import Work

WELCOMES = (
    (Work.SYSTEM, "账号与职责由您维护。", "系统管理员看不到业务内容。", "roster:users", "管理账号"),
    (
        Work.SECURITY,
        "账号的职责由您授予和收回。",
        "安全管理员看不到业务内容。",
        "roster:users",
        "查看账号与职责",
    ),
    (
        Work.AUDITOR,
        "操作日志由您审计。",
        "日志只能查看，不能修改。",
        "journal:index",
        "查看操作日志",
    ),
    (
        Work.CADRE,
        "您的个人清单里还没有问题。",
        "对照检查，写具体的人和事；写好后由单位汇总报送。",
        "issues:own_list",
        "打开我的清单",
    ),
    (
        Work.OUTREACH,
        "没有等您办理和反馈的诉求。",
        "走访一次记一次，群众说的话按原话写。",
        "outreach:record_visit",
        "登记走访",
    ),
    (
        Work.SUPERIOR,
        "轮到您评议时，请使用办公室发放的测评码。",
        "测评不记名，系统不保存谁投了什么票。",
        "evaluations:ballot",
        "打开测评页",
    ),
)


def welcome(user: User) -> dict[str, str]:
    """Return what to tell somebody for whom nothing waits: text, hint, address, button."""
    for work, text, hint, name, action in WELCOMES:
        if user.works_as(work) and (url := address(name)):
            return {"text": text, "hint": hint, "url": url, "action": action}
    return {"text": "从左边的菜单开始。", "hint": "这里会按您的职责列出待办事项。"}
