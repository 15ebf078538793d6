"""The ten commonest jobs, done by hand from the home page, every click counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate

from tests.browser.walks.people import Hand

HEADINGS = ("问题类别", "存在问题", "具体事例", "原因分析", "整改措施", "责任领导", "责任人")
WORDS = ("效率低下、拖拖拉拉", "窗口脱岗，群众等候", "", "排班没有考虑午间轮岗，值班领导没有到岗")
REST = ("实行午间双人轮岗，值班领导每天巡查两次并登记", "王建国", "李明")
EXAMPLE = "7月{0}日{0}号窗口上午10点无人值守，群众排队等候四十分钟"
ROWS = [[*WORDS[:2], EXAMPLE.format(day), WORDS[3], *REST] for day in range(1, 11)]
SHEET = "\n".join("\t".join(row) for row in (HEADINGS, *ROWS))
PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', how));
}"""


@dataclass(frozen=True)
class Job:
    """One job: who does it, what it is called, how it is done, how many clicks it may cost."""

    name: str
    steps: tuple[tuple[str, Callable[[Hand], None]], ...]
    most: int


def file_a_list(hand: Hand) -> None:
    """联络员: ten issues pasted from a sheet, up to where it says what is missing."""
    hand.click(hand.page.locator("main a", has_text="班子问题清单"))
    hand.click(hand.page.locator(".entry-table tbody tr").last.locator("td").nth(1))
    before = hand.page.locator(".entry-table tbody tr").count()
    hand.page.evaluate(PASTE, SHEET)
    hand.page.wait_for_selector("[data-entry-state]:has-text('已保存')")
    assert hand.page.locator(".entry-table tbody tr").count() >= before + 9
    assert not hand.page.locator(".entry-table td.has-fault").count()
    hand.go("还差什么")


def return_a_list(hand: Hand) -> None:
    """审核员: open the first list of the queue, say why, send it back."""
    hand.click(hand.page.locator("main .todo a").first)
    hand.click(hand.page.locator("main form fieldset").last.locator("label").first)
    hand.type("textarea[name=text]", "事例没有写明时间和人数，请逐条补齐。")
    hand.go("退回修改")
    said(hand, "已退回")


def extend(hand: Hand) -> None:
    """联络员: ask for more time for an issue of the own list."""
    hand.click(hand.page.locator("main a[href^='/issues/']", has_text="2026-U021-003"))
    hand.go("申请延期")
    hand.type("input[name=new_due_on]", f"{localdate() + timedelta(days=90)}")
    hand.page.keyboard.press("Escape")
    hand.type("textarea[name=reason]", "学校布置的填报事项要与市里的系统对接，接口下月才能开通。")
    hand.type("textarea[name=progress]", "已清理填报事项11项，剩余4项正在合并。")
    hand.go("提交延期申请")
    said(hand, "延期")


def close(hand: Hand) -> None:
    """办公室: strike off an issue that has been verified."""
    hand.click(hand.page.locator(".panel", has_text="待销号").locator(".todo a").first)
    hand.go("销号")
    hand.choose("select[name=closure]", label="限期整改完成")
    hand.type("textarea[name=note]", "已核对验收材料和回访记录，同意销号。")
    hand.go("确认销号")
    said(hand, "销号")


def cast_a_ballot(hand: Hand) -> None:
    """评议人: a mark for every unit on the phone."""
    units = hand.page.locator(".ballot-unit")
    assert units.count() >= 80
    for at in range(units.count()):
        hand.click(units.nth(at).locator(".ballot-box").nth(at % 3))
    hand.go("提交测评票")
    hand.page.wait_for_selector("[data-ballot-cast]")


def overdue_of_one_unit(hand: Hand) -> None:
    """办公室: all that is overdue in one unit."""
    hand.click("main a[href*='due=overdue&unit=']")
    assert hand.page.locator("tbody tr").count()


def morning_page(hand: Hand) -> None:
    """领导: the morning page on paper."""
    hand.page.evaluate("window.print = () => { window.printed = true; }")
    hand.click("main button[data-print]")
    assert hand.page.evaluate("window.printed")


def compose(hand: Hand) -> None:
    """办公室: a first draft of a circular."""
    hand.click(hand.page.locator(".side a", has_text="通报"))
    hand.go("拟一份文稿")
    hand.choose("select[name=kind]", label="整改进展通报")
    hand.go("生成初稿")
    assert hand.page.url.endswith("/edit/")


def approve(hand: Hand) -> None:
    """领导: settle the draft."""
    hand.click("main a[href$='?status=draft']")
    hand.click(hand.page.locator("main tbody a", has_text="整改进展情况的通报").first)
    hand.agree()
    hand.go("审定")
    said(hand, "审定")


def release(hand: Hand) -> None:
    """办公室: send out what has been settled."""
    hand.click(hand.page.locator(".panel", has_text="待印发的文稿").locator(".todo a").first)
    hand.go("印发")
    hand.go("确认印发")
    said(hand, "印发")


def adopt(hand: Hand) -> None:
    """办公室: make an opinion an issue of the unit's list."""
    hand.click(hand.page.locator(".side a", has_text="意见建议"))
    hand.click(hand.page.locator("main tbody tr", has_text="待处理").locator("a"))
    hand.click(hand.page.locator("main button", has_text="采纳"))
    said(hand, "已采纳并列入清单")


def propose_a_card(hand: Hand) -> None:
    """督导组: propose a yellow card."""
    hand.click(hand.page.locator(".side a", has_text="督查督办亮牌"))
    hand.click(hand.page.locator("main a", has_text="亮牌").first)
    hand.go("建议亮牌")
    hand.choose("select[name=unit]", label="区水务局")
    hand.choose("select[name=rung]", label="黄牌提醒")
    hand.type("textarea[name=reason]", "逾期问题督办两次未按期回复，窗口空岗被群众投诉3次。")
    hand.go("建议亮牌")
    said(hand, "建议亮牌，区水务局")


def sign_a_card(hand: Hand) -> None:
    """领导: sign what has been proposed."""
    hand.click("main a[href='/supervision/cards/']")
    hand.click(hand.page.locator("main tbody tr", has_text="待签发").locator("a").first)
    hand.agree()
    hand.go("签发")
    said(hand, "亮牌已签发")


def said(hand: Hand, words: str) -> None:
    """The page that follows a deed tells that it was done."""
    told = hand.page.locator("main .alert, main .messages, main [role=status]").all_inner_texts()
    assert any(words in text for text in told), f"做完后没有说“{words}”：{told}"


DESK_JOBS = (
    Job("报十条问题的清单（整块粘贴）", (("clerk-edu", file_a_list),), 4),
    Job("审核并退回一份清单", (("reviewer", return_a_list),), 4),
    Job("申请延期", (("clerk-edu", extend),), 4),
    Job("销号", (("office", close),), 6),
    Job("一个单位的全部逾期问题", (("office", overdue_of_one_unit),), 1),
    Job("打印晨报", (("leader", morning_page),), 1),
    Job("印发一份通报（拟稿、审定、印发）",
        (("office", compose), ("leader", approve), ("office", release)), 13),
    Job("采纳一条意见", (("office", adopt),), 3),
    Job("亮牌（提出、签发）", (("inspector", propose_a_card), ("leader", sign_a_card)), 14),
)  # fmt: skip
