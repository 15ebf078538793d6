"""The scripts every page carries: asking once, sending once, tables, fields, charts."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from common import charts
from tests.browser.grid_desk import CSP, static

pytestmark = pytest.mark.browser
STYLES = ["vendor/tabler/tabler.min.css", "css/frame.css", "css/parts.css", "css/forms.css"]
SCRIPTS = [
    "vendor/echarts/echarts.min.js",
    "vendor/tom-select/tom-select.complete.min.js",
    "vendor/flatpickr/flatpickr.min.js",
    "vendor/flatpickr/zh.js",
    "js/page.js",
    "js/fields.js",
    "js/tables.js",
    "js/charts.js",
    "js/screen.js",
]


@pytest.fixture
def show(page):
    """Show a piece of template in a bare page under the product's own policy."""
    page.posted = []

    def showing(source, **values):
        request = RequestFactory().get("/")
        body = Template(source).render(Context({"request": request, **values}))
        head = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in STYLES)
        tail = "".join(f'<script src="/static/{name}" defer></script>' for name in SCRIPTS)
        whole = f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>页</title>{head}</head><body>{body}{tail}</body></html>'  # noqa: E501

        def answer(route):
            path = route.request.url.split("desk.test", 1)[-1]
            if path.startswith("/static/"):
                static(route, path)
            elif route.request.method == "POST":
                page.posted.append(route.request.post_data)
                route.fulfill(status=204, body="")
            else:
                headers = {"Content-Security-Policy": CSP}
                route.fulfill(body=whole, content_type="text/html; charset=utf-8", headers=headers)

        page.route("**/*", answer)
        page.goto("http://desk.test/")
        return page

    return showing


def test_a_final_verb_asks_once_and_no_means_no(show, page):
    page.on("dialog", lambda dialog: dialog.dismiss())
    show(
        '<form method="post" data-confirm="销号后不能撤回，是否继续？"><button>销号</button></form>'
    )
    page.click("button")
    assert page.posted == []


def test_a_form_pressed_twice_is_sent_once(show, page):
    show('<form method="post" action="/go/"><button name="a" value="1">提交</button></form>')
    page.dblclick("button")
    page.wait_for_timeout(200)
    assert len(page.posted) == 1


def test_a_column_put_away_stays_away_on_the_next_visit(show, page):
    source = """{% panel title="台账" flush=1 %}<table class="table" data-table="t"><thead><tr>
        <th data-column="a">甲</th><th data-column="b">乙</th></tr></thead>
        <tbody><tr><td>一</td><td>二</td></tr></tbody></table>{% endpanel %}"""
    show(source)
    page.get_by_text("显示设置").click()
    page.get_by_label("乙").uncheck()
    page.reload()
    assert page.locator("td", has_text="二").is_hidden()
    assert page.locator("td", has_text="一").is_visible()


def test_bulk_verbs_wake_when_rows_are_ticked(show, page):
    show("""<input type="checkbox" data-tick-all aria-label="全选"><input type="checkbox" data-tick>
        <input type="checkbox" data-tick><form method="post" data-bulk>已选 <b data-tick-count></b>
        <button>批量通过</button></form>""")
    assert page.locator("button").is_disabled()
    page.get_by_label("全选").check()
    assert page.locator("[data-tick-count]").inner_text() == "2"
    assert page.locator("button").is_enabled()


def test_a_long_list_of_units_can_be_searched(show, page):
    options = "".join(f"<option value={n}>区第{n}局</option>" for n in range(40))
    show(f'<select name="unit" aria-label="单位">{options}</select>')
    page.locator(".ts-control").click()
    page.keyboard.type("第37")
    page.locator(".ts-dropdown .option", has_text="区第37局").click()
    assert page.locator("select").input_value() == "37"


def test_the_calendar_speaks_chinese(show, page):
    show('<input class="dateinput" name="due_on" value="2026-04-30">')
    page.locator("input.dateinput").click()
    page.wait_for_selector(".flatpickr-calendar.open .flatpickr-weekdays:has-text('周一')")


def test_a_chart_is_drawn_its_mark_leads_to_rows_and_its_table_is_one_click_away(show, page):
    rows = [{"label": "区教育局", "value": 7, "url": "/ledger/?unit=21"}]
    show('{% chart "late" data title="逾期" %}', data=charts.bars(rows, head=["单位", "件数"]))
    page.wait_for_selector(".chart-drawing svg")
    page.get_by_role("button", name="看表格").click()
    assert page.locator(".chart-table a").get_attribute("href") == "/ledger/?unit=21"


def test_a_chart_is_taken_along_as_a_picture_with_its_title_on_it(show, page):
    rows = [{"label": "区教育局", "value": 7}]
    show('{% chart "late" data title="逾期" %}', data=charts.bars(rows, head=["单位", "件数"]))
    page.wait_for_selector(".chart-drawing svg")
    width, height = page.evaluate(
        "(() => { const box = document.querySelector('.chart-drawing');"
        " return [box.clientWidth, box.clientHeight]; })()"
    )
    with page.expect_download() as waiting:
        page.click(".chart-picture")
    assert waiting.value.suggested_filename == "逾期.png"
    content = waiting.value.path().read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    assert size == (2 * width, 2 * (height + 40))
    assert len(content) > 4000  # something is drawn


def test_the_meeting_room_sees_the_whole_screen_until_it_is_left(show, page):
    show("<header>菜单</header><button data-screen hidden>全屏</button>")
    page.click("[data-screen]")
    page.wait_for_selector("body.is-screen")
    assert page.evaluate("document.fullscreenElement === document.documentElement")
    page.evaluate("document.exitFullscreen()")
    page.wait_for_selector("body:not(.is-screen)")


def test_what_is_folded_on_the_screen_stands_open_on_paper(show, page):
    show("<details data-print-open><summary>附表</summary>行</details><details>菜单</details>")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details[open]").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("kind", ["heat", "stack", "ranking", "funnel"])
def test_every_kind_of_chart_draws_without_a_complaint(show, page, kind):
    steps = [{"label": "查摆", "value": 9}, {"label": "销号", "value": 1}]
    made = {
        "heat": charts.heat(["教育局"], ["推诿"], {(0, 0): {"value": 3}}, corner="单位"),
        "stack": charts.stack(["第1周"], [{"name": "新增", "values": [4]}], head="周"),
        "ranking": charts.ranking(
            [{"label": "教育局", "value": 1, "low": 1, "high": 3, "text": "91.5"}],
            head=["单位", "得分", "区间"],
        ),
        "funnel": charts.funnel(steps, head=["环节", "件数"]),
    }
    show('{% chart "one" data %}', data=made[kind])
    page.wait_for_selector(".chart-drawing svg")
