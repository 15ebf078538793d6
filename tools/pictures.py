"""Take the README's pictures from a running demo: python tools/pictures.py ADDRESS FOLDER.

The demo must have been made by `manage.py demo` in the database that DATABASE_URL or DATA_DIR name;
the circular is rendered with LibreOffice and poppler.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "Zhenggai-2026"  # noqa: S105 - the demo accounts of a local server
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = (1280, 720), (390, 780)


def sign_in(browser: Browser, address: str, name: str, size: tuple[int, int] = DESK) -> Page:
    """Open a page as one of the demo accounts."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    return page


def shoot(page: Page, path: str, file: Path) -> None:
    """Go to a page and keep what it shows."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    page.screenshot(path=file)


def draft_list(page: Page, address: str) -> str:
    """Return the address of a list that is being filled in."""
    page.goto(f"{address}/issues/lists/?status=draft")
    return address + str(page.get_attribute("tbody a >> nth=0", "href"))


def ballot(browser: Browser, address: str, code: str, file: Path) -> None:
    """Open the ballot on a phone with a code of the round that is open."""
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{address}/b/#{code}")
    page.wait_for_timeout(1200)
    for row in range(3):
        page.locator("input[type=radio]").nth(row * 4 + row % 2).check(force=True)
    page.screenshot(path=file)


def circular(content: bytes, file: Path) -> None:
    """Render the first page of a .docx."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "circular.docx"
        paper.write_bytes(content)
        convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(paper)]
        subprocess.run(convert, check=True, capture_output=True)  # noqa: S603 - our own file
        picture = str(file.with_suffix(""))
        pages = ["pdftoppm", "-r", "72", "-png", "-singlefile", "-f", "1"]
        subprocess.run([*pages, str(paper.with_suffix(".pdf")), picture], check=True)  # noqa: S603


def main(address: str, folder: Path) -> None:
    """Save the six pictures of the README."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        leader = sign_in(browser, address, "leader")
        shoot(leader, f"{address}/reports/dashboard/", folder / "dashboard.png")
        office = sign_in(browser, address, "office")
        shoot(office, f"{address}/issues/ledger/", folder / "ledger.png")
        shoot(office, f"{address}/rounds/1/standings/", folder / "standings.png")
        answer = office.request.get(f"{address}/reports/circulars/1/word/")
        circular(answer.body(), folder / "circular.png")
        where = draft_list(office, address)
        office.goto(where)
        unit = str(os.environ.get("GRID_ACCOUNT", "clerk-edu"))
        clerk = sign_in(browser, address, unit)
        shoot(clerk, where, folder / "grid.png")
        if code := os.environ.get("BALLOT_CODE"):
            ballot(browser, address, code, folder / "ballot.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
