"""The entry grid: typing, pasting, undoing, saving by itself, keeping a copy while offline."""

import pytest

from tests.browser.grid_desk import Desk

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page):
    desk = Desk(page)
    desk.put(category="ZF05", example="3月12日窗口排队2小时", owner="吴静")
    desk.put(category="ZF07", example="调研不够深入")
    return desk


def cell(page, row, col):
    return page.locator(f".entry-table tbody tr:nth-child({row}) td:nth-of-type({col})")


def wait_saved(page):
    page.wait_for_selector("[data-entry-state]:text-is('已保存 17:48')", timeout=20_000)


def until(page, true):
    """Wait until the desk has been told: two rows typed apart may travel apart."""
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    assert true()


def paste(page, text):
    page.evaluate(
        """(text) => {
            const transfer = new DataTransfer();
            transfer.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true}));
        }""",
        text,
    )


def test_what_is_typed_is_saved_by_itself(desk, page):
    desk.open()
    cell(page, 1, 3).click()
    page.keyboard.type("人手不足")
    page.keyboard.press("Tab")
    page.keyboard.type("增开窗口")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert desk.rows[1]["values"]["cause"] == "人手不足"
    assert desk.rows[1]["values"]["measure"] == "增开窗口"
    assert desk.rows[1]["version"] in {2, 3}  # slow fingers send it in two goes


def test_back_brings_what_was_typed_though_the_browser_keeps_no_page(desk, page):
    desk.open()
    cell(page, 1, 3).click()
    page.keyboard.type("人手不足")
    page.keyboard.press("Tab")
    wait_saved(page)
    page.goto("http://desk.test/elsewhere/")
    page.go_back()
    page.wait_for_selector(".entry-table")
    assert "人手不足" in cell(page, 1, 3).inner_text()


def test_back_brings_what_could_not_be_sent_before_one_left(desk, page, console_errors):
    desk.open()
    desk.is_down = True
    cell(page, 1, 3).click()
    page.keyboard.type("人手不足")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=已暂存在本机")
    page.once("dialog", lambda question: question.accept())
    page.goto("http://desk.test/elsewhere/")
    desk.is_down = False
    page.go_back()
    page.wait_for_selector(".entry-table")
    until(page, lambda: desk.rows[1]["values"]["cause"] == "人手不足")
    assert "人手不足" in cell(page, 1, 3).inner_text()
    console_errors.clear()


def test_enter_walks_down_and_arrows_walk_around(desk, page):
    desk.open()
    cell(page, 1, 2).click()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert cell(page, 2, 3).get_attribute("class").find("is-current") >= 0


def test_a_block_from_a_workbook_lands_in_its_cells(desk, page):
    desk.open()
    cell(page, 3, 1).click()
    block = '效率低下\t"第一行\n第二行有""引号"""\t原因\r\n高高在上、不接地气\t事例二\t\r\n'
    paste(page, block)
    wait_saved(page)
    first, second = desk.rows[3]["values"], desk.rows[4]["values"]
    assert first["category"] == "ZF05"
    assert first["example"] == '第一行\n第二行有"引号"'
    assert (second["category"], second["example"]) == ("ZF07", "事例二")


def test_a_block_with_its_heading_finds_its_columns(desk, page):
    desk.open()
    cell(page, 3, 1).click()
    paste(page, "责任人\t具体事例\t整改时限\n王远\t材料反复报\t2026年4月3日\n")
    wait_saved(page)
    values = desk.rows[3]["values"]
    assert (values["owner"], values["example"]) == ("王远", "材料反复报")
    assert values["due_on"] == "2026-04-03"


def test_a_large_block_makes_the_rows_it_needs(desk, page):
    desk.open()
    cell(page, 3, 2).click()
    paste(page, "\n".join(f"事例{number}\t原因{number}" for number in range(30)))
    wait_saved(page)
    assert len(desk.rows) == 32


def test_undo_takes_back_a_paste_and_redo_brings_it_again(desk, page):
    desk.open()
    cell(page, 1, 2).click()
    paste(page, "改过的事例\t改过的原因")
    page.keyboard.press("Control+z")
    assert cell(page, 1, 2).inner_text() == "3月12日窗口排队2小时"
    page.keyboard.press("Control+y")
    assert cell(page, 1, 3).inner_text() == "改过的原因"
    wait_saved(page)


def test_a_removed_row_is_removed_on_the_server_and_undo_brings_it_back(desk, page):
    desk.open()
    cell(page, 2, 2).click()
    page.get_by_role("button", name="删除行").click()
    wait_saved(page)
    assert set(desk.rows) == {1}
    page.keyboard.press("Control+z")
    wait_saved(page)
    assert [row["values"]["example"] for row in desk.rows.values()][-1] == "调研不够深入"


def test_fill_down_repeats_the_first_row(desk, page):
    desk.open()
    cell(page, 1, 6).click()
    cell(page, 2, 6).click(modifiers=["Shift"])
    page.keyboard.press("Control+d")
    wait_saved(page)
    assert desk.rows[2]["values"]["owner"] == "吴静"


def test_dragging_the_corner_fills_down(desk, page):
    desk.open()
    cell(page, 1, 6).click()
    page.locator(".entry-handle").hover()
    page.mouse.down()
    cell(page, 4, 6).hover()
    page.mouse.up()
    wait_saved(page)
    assert desk.rows[2]["values"]["owner"] == "吴静"
    assert len(desk.rows) == 4


def test_a_choice_is_picked_by_a_few_typed_signs(desk, page):
    desk.open()
    cell(page, 3, 1).click()
    page.keyboard.type("接地气")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert desk.rows[3]["values"]["category"] == "ZF07"


def test_words_in_place_of_a_date_are_marked_and_kept(desk, page):
    desk.open()
    cell(page, 1, 5).click()
    page.keyboard.type("尽快")
    page.keyboard.press("Tab")
    wait_saved(page)
    assert desk.rows[1]["values"]["due_on"] == "尽快"
    assert "has-fault" in cell(page, 1, 5).get_attribute("class")


def test_vague_words_are_marked_after_saving(desk, page):
    desk.open()
    cell(page, 1, 2).click()
    page.keyboard.type("学习不够深入")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert cell(page, 1, 2).locator("mark").inner_text() == "不够深入"


def test_a_line_of_what_is_missing_leads_to_its_cell(desk, page):
    desk.open()
    cell(page, 1, 3).click()
    page.keyboard.type("原因")
    page.keyboard.press("Enter")
    wait_saved(page)
    page.get_by_role("button", name="第2行　没有写整改时限").click()
    assert "is-current" in cell(page, 2, 5).get_attribute("class")


def test_without_network_a_copy_stays_here_and_is_sent_later(desk, page, console_errors):
    desk.open()
    desk.is_down = True
    cell(page, 1, 3).click()
    page.keyboard.type("断网时写的")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已暂存在本机")
    console_errors.clear()
    desk.is_down = False
    desk.open()
    wait_saved(page)
    assert desk.rows[1]["values"]["cause"] == "断网时写的"
    assert cell(page, 1, 3).inner_text() == "断网时写的"


def test_two_people_in_one_row_see_both_texts(desk, page):
    desk.open()
    theirs = {**desk.rows[1]["values"], "cause": "对方写的"}
    desk.answer_with = {
        "rows": [], "conflicts": [{"id": 1, "version": 7, "values": theirs}], "missing": [],
    }  # fmt: skip
    cell(page, 1, 3).click()
    page.keyboard.type("我写的")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=对方写的")
    desk.answer_with = None
    page.get_by_role("button", name="保留我的内容").click()
    wait_saved(page)
    assert desk.letters[-1]["rows"][0]["version"] == 7
    assert desk.rows[1]["values"]["cause"] == "我写的"


def test_a_row_the_server_refuses_says_why_and_does_not_hold_up_the_others(desk, page):
    desk.refuses = "请写明存在的问题。"
    desk.open()
    cell(page, 3, 6).click()
    page.keyboard.type("王远")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("李明")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=第3行还没有保存：请写明存在的问题。")
    until(page, lambda: desk.rows[2]["values"]["owner"] == "李明")
    cell(page, 3, 2).click()
    page.keyboard.type("事例")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert desk.rows[3]["values"]["owner"] == "王远"


def test_the_side_panel_writes_the_same_row(desk, page):
    desk.open()
    cell(page, 2, 2).click()
    page.get_by_role("button", name="逐条填写").click()
    page.get_by_label("整改措施").fill("每周到村一天")
    page.keyboard.press("Tab")
    wait_saved(page)
    assert desk.rows[2]["values"]["measure"] == "每周到村一天"


def test_text_of_others_is_never_read_as_markup(desk, page):
    desk.put(example="<img src=x onerror=alert(1)>")
    desk.open()
    assert cell(page, 3, 2).inner_text() == "<img src=x onerror=alert(1)>"


def test_a_choice_that_is_none_is_marked_and_not_sent(desk, page):
    desk.open()
    cell(page, 1, 1).click()
    paste(page, "从没有过的类别\t事例")
    wait_saved(page)
    assert desk.rows[1]["values"]["category"] == ""
    assert "has-fault" in cell(page, 1, 1).get_attribute("class")
