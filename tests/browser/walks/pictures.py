"""`./run pictures`: the pictures of the manual and of the README, taken from the district demo."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import openpyxl
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.browser.walks import site as running
from tests.browser.walks.cast import PHONE
from tests.browser.walks.jobs import HEADINGS, PASTE, SHEET
from tests.browser.walks.palette import small
from tests.browser.walks.people import sign_in
from tests.harness import chromium

DESK = (1280, 720)
MANUAL = running.ROOT / "static" / "manual"
README = running.ROOT / "docs" / "pictures"
MOST_BYTES = 80_000
LEAST = 400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOTTOM = """Math.ceil(Math.max(...[...document.querySelectorAll('main > *')]
  .map(one => one.getBoundingClientRect().bottom)))"""
ABOVE_FILES = (390, 700)  # a browser's own words beside a file field are in its own language
KEPT = os.environ.get("WALK_DIR")


WRITTEN = (
    ("不敢担当、不想作为", "家长咨询转学在三个科室之间转来转去",
     "5月12日一名家长问转学，先后被转到基教科、计财科，跑了3趟", "怕担责任，不清楚的就往外推",
     "一次性告知；首问的人跟到办结", "董万春", "龚克俭", "12月20日前"),
    ("效率低下、拖拖拉拉", "校车年审材料压了半个月没有人看",
     "6月3日收到的5所学校年审材料，6月18日才转安全科", "收件没有登记，谁收谁忘",
     "收件当天登记；每周五对一遍", "董万春", "吴静", "尽快"),
)  # fmt: skip


class Shot(NamedTuple):
    """One picture: its name, who sees it, the page, what is done there first."""

    name: str
    account: str
    path: str
    first: Callable[[Page], object] = lambda page: None
    size: tuple[int, int] = DESK


def press(selector: str, words: str = "") -> Callable[[Page], None]:
    """Open what is behind a link or button."""

    def pressing(page: Page) -> None:
        spot = page.locator(selector, has_text=words) if words else page.locator(selector)
        spot.first.click()
        page.wait_for_load_state("networkidle")

    return pressing


def one_after_another(*deeds: Callable[[Page], object]) -> Callable[[Page], None]:
    """Do several things."""

    def doing(page: Page) -> None:
        for deed in deeds:
            deed(page)

    return doing


def tick(page: Page) -> None:
    """Fill in the first lines of a ballot."""
    page.wait_for_selector("[data-ballot]")
    for at in range(3):
        page.locator(".ballot-unit").nth(at).locator(".ballot-box").nth(at % 2).click()
    page.evaluate("scrollTo(0, 0)")


def paste(page: Page) -> None:
    """Paste a few rows under the first, as a person would out of a sheet."""
    page.locator(".entry-table tbody tr").nth(1).locator("td").nth(1).click()
    page.evaluate(PASTE, "\n".join(SHEET.splitlines()[:5]))
    page.wait_for_selector("[data-entry-state]:has-text('已保存')")
    page.evaluate("document.querySelector('.entry-scroll').scrollTo(0, 0)")


def upload(page: Page) -> None:
    """Hand in a workbook with a heading nobody knows and a day that is none."""
    rows = [[*HEADINGS, "整改时限", "牵头科室"], *([*row, "办公室"] for row in WRITTEN)]
    book = openpyxl.Workbook()
    book.active.title = "班子问题清单"
    for row in rows:
        book.active.append(row)
    book.save(content := BytesIO())
    file = {"name": "班子问题清单.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}
    page.set_input_files("main input[type=file]", file)
    press("main button", "读取并预览")(page)
    page.wait_for_selector("main .panel-hint:has-text('系统读成的')")


def without_demo(page: Page) -> None:
    """A real installation lists no accounts."""
    page.eval_on_selector(".sign-in-box .panel", "one => one.remove()")


ISSUE = press("main a[href^='/issues/']", "2026-U")
LIST = press("main a[href^='/issues/lists/']", "班子问题清单")
SHOTS = (
    Shot("start-sign-in", "", "/sign-in/", without_demo),
    Shot("start-home", "clerk-edu", "/"),
    Shot("clerk-grid", "clerk-edu", "/", one_after_another(LIST, paste)),
    Shot("clerk-import", "clerk-edu", "/",
         one_after_another(LIST, press("main a", "导入工作簿"), upload)),
    Shot("clerk-issue", "clerk-edu", "/", ISSUE),
    Shot("head-submit", "head-edu", "/",
         one_after_another(LIST, press(".page-actions .btn-primary"))),
    Shot("head-dashboard", "head-edu", "/reports/dashboard/"),
    Shot("cadre-list", "cadre-edu", "/issues/lists/own/"),
    Shot("cadre-own", "cadre-edu", "/reports/own/"),
    Shot("cadre-book", "cadre-edu", "/issues/lists/own/", press("main a", "错题本")),
    Shot("office-home", "office", "/"),
    Shot("office-grid", "office", "/campaigns/grid/"),
    Shot("office-review", "office", "/issues/reviews/", press("main tbody a", "审核")),
    Shot("office-ledger", "office", "/issues/ledger/"),
    Shot("office-standings", "office", "/rounds/1/standings/"),
    Shot("office-shifts", "office", "/outreach/tickets/shifts/"),
    Shot("office-circular", "office", "/reports/circulars/1/"),
    Shot("inspector-issue", "inspector", "/", ISSUE),
    Shot("inspector-inspections", "inspector", "/supervision/"),
    Shot("inspector-incidents", "inspector", "/supervision/incidents/"),
    Shot("inspector-card", "inspector", "/supervision/cards/1/"),
    Shot("leader-morning", "leader", "/reports/morning/"),
    Shot("leader-dashboard", "leader", "/reports/dashboard/"),
    Shot("leader-phone", "leader", "/reports/morning/", size=PHONE),
    Shot("outreach-visits", "outreach", "/outreach/visits/"),
    Shot("ballot-phone", "", "/b/#CODE", tick, PHONE),
    Shot("public-box-phone", "", "/box/", size=ABOVE_FILES),
    Shot("public-board-phone", "", "/board/", size=PHONE),
    Shot("officers-users", "system", "/users/"),
    Shot("officers-journal", "auditor", "/journal/"),
)  # fmt: skip
FOR_README = {
    "dashboard": "leader-dashboard",
    "grid": "clerk-grid",
    "ledger": "office-ledger",
    "ballot": "ballot-phone",
    "standings": "office-standings",
}


def filled(page: Page, size: tuple[int, int]) -> FloatRect:
    """The window as far down as the page says something."""
    height = min(size[1], max(LEAST, page.evaluate(BOTTOM) + 20))
    return {"x": 0, "y": 0, "width": size[0], "height": height}


class Studio:
    """The windows of everybody who is photographed, opened once each."""

    def __init__(self, browser: Browser, site: running.Site) -> None:
        self.browser, self.site = browser, site
        self.windows: dict[tuple[str, tuple[int, int]], Page] = {}
        self.desk = browser.new_page()

    def window(self, shot: Shot) -> Page:
        """This person's window of this size."""
        key = (shot.account, shot.size)
        if key not in self.windows:
            made = sign_in(self.browser, self.site.address, shot.account, shot.size)
            self.windows[key] = made
        return self.windows[key]

    def take(self, shot: Shot) -> bytes:
        """Go there, do what comes first, take the picture."""
        page = self.window(shot)
        page.goto(self.site.address + shot.path.replace("CODE", self.site.codes[-1]))
        shot.first(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(900)
        return small(self.desk, page.screenshot(clip=filled(page, shot.size)))


def circular(studio: Studio) -> None:
    """The first page of a circular, as a printer would see it; needs LibreOffice and poppler."""
    answer = studio.window(Shot("", "office", "")).request.get(
        f"{studio.site.address}/reports/circulars/1/word/", timeout=180_000
    )
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "circular.docx"
        paper.write_bytes(answer.body())
        convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, paper]
        subprocess.run(convert, check=True, capture_output=True)
        target = Path(folder) / "circular"
        pages = ["pdftoppm", "-r", "72", "-png", "-singlefile", "-f", "1"]
        subprocess.run([*pages, paper.with_suffix(".pdf"), target], check=True)
        picture = target.with_suffix(".png").read_bytes()
    (README / "circular.png").write_bytes(small(studio.desk, picture))


def district(folder: Path) -> tuple[Path, list[str]]:
    """The whole district: made here, or a copy of the one kept in WALK_DIR."""
    if KEPT is None:
        return folder, running.make(folder, "district")
    copy = running.throw_away(Path(KEPT), folder / "copy")
    return copy, json.loads((copy / "codes.json").read_text())


def main(wanted: list[str]) -> int:
    """Take the named pictures, or all; 1 when one is too heavy."""
    MANUAL.mkdir(parents=True, exist_ok=True)
    heavy = 0
    with tempfile.TemporaryDirectory(prefix="zgt-pictures-") as name, sync_playwright() as play:
        folder, codes = district(Path(name))
        browser = play.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        with running.serve(folder) as address:
            studio = Studio(browser, running.Site(address, folder, codes))
            for shot in SHOTS:
                if wanted and shot.name not in wanted:
                    continue
                content = studio.take(shot)
                (MANUAL / f"{shot.name}.png").write_bytes(content)
                heavy += len(content) > MOST_BYTES
                print(f"{shot.name}：{len(content) // 1000} KB", flush=True)
            if not wanted or "circular" in wanted:
                circular(studio)
    for name, source in FOR_README.items():
        (README / f"{name}.png").write_bytes((MANUAL / f"{source}.png").read_bytes())
    return int(heavy > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
