"""Every sweep of the product and when beat wakes it; `manage.py sweep` walks the same list."""

from datetime import timedelta

from celery.schedules import BaseSchedule, crontab, schedule

JOBS: dict[str, BaseSchedule] = {
    "config.take_up": schedule(timedelta(seconds=5)),
    "campaigns.remind": crontab(minute="*/30"),
    "evaluations.tally": crontab(),
    "evaluations.batch": crontab(hour=23, minute=30),
    "journal.chain": crontab(),
    "journal.mark_checkpoint": crontab(minute=15),
    "journal.propose_erasures": crontab(hour=3, minute=10),
    "campaigns.deliver": crontab(),
    "issues.remind": crontab(hour="8-18", minute=5),
    "roster.retire_idle": crontab(hour=2, minute=20),
    "activities.remind": crontab(hour="8-18", minute=20),
    "issues.find_copies": crontab(hour=1, minute=30),
    "issues.sum_up": crontab(),
    "issues.recount": crontab(hour=2, minute=40),
}

NAMES = {
    "config.take_up": "处理排队的导入导出",
    "campaigns.remind": "活动任务提醒",
    "evaluations.tally": "评议计票",
    "evaluations.batch": "评议每日批次",
    "journal.chain": "操作日志上链",
    "journal.mark_checkpoint": "日志校验点签名",
    "journal.propose_erasures": "提出到期个人信息清除",
    "campaigns.deliver": "提醒投递",
    "issues.find_copies": "查找雷同问题",
    "issues.remind": "整改时限提醒",
    "roster.retire_idle": "停用闲置账号",
    "activities.remind": "学习任务提醒",
    "issues.sum_up": "看板汇总更新",
    "issues.recount": "问题计数重数",
}
"""What the page of jobs calls them."""
