"""Letters of the public box in the demo: one at every step, as a stranger would have sent them."""

from collections.abc import Callable

import outreach.rules as outreach
from outreach.models import Letter
from outreach.rules import questions
from roster.models import Unit, User

TEXTS = (
    ("U021", "孩子转学在两个科室之间跑了四趟，每次都说材料不全，请一次说清楚要带什么。"),
    ("U032", "早班公交三天没有按点发车，站牌上的投诉电话是空号。"),
    ("U038", "社区医院周末说有人值班，去了门锁着，请核实。"),
    ("", "建议政务大厅中午安排人值班，上班的人只有中午有空。"),
)


def fill(units: dict[str, Unit], office: User, person: Callable[[str], User]) -> None:
    """Send the letters; the first is answered, the second waits for approval."""
    rows = [_send(text) for _, text in TEXTS]
    for row, (code, _) in zip(rows[:3], TEXTS, strict=False):
        outreach.assign(row, by=office, unit=units[code])
    clerk = person("clerk-edu")
    outreach.reply(rows[0], by=clerk, text="已合并为一张清单并在窗口和网站公布，当天为您办结。")
    outreach.answer(rows[0], by=office)
    outreach.reply(rows[1], by=person("office2"), text="已核实并恢复，投诉电话已更换。")


def _send(text: str) -> Letter:
    token, _ = questions.ask()
    said = questions.right_answer(token)
    code = outreach.send_letter(text=text, token=token, sum_said=said, place="demo")
    return outreach.look_up(code, place="demo")
