"""Take the README's pictures from a running demo: python tools/pictures.py ADDRESS FOLDER."""

import sys
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
SHOTS = (
    ("dashboard", "leader", "/reports/dashboard/"),
    ("ledger", "office", "/issues/ledger/"),
    ("review", "reviewer", "/issues/reviews/"),
    ("home", "clerk-edu", "/"),
    ("morning", "leader", "/reports/morning/"),
)


def sign_in(browser: Browser, address: str, name: str, width: int, height: int) -> Page:
    """Open a page as one of the demo accounts."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    return page


def main(address: str, folder: Path, width: int = 1366, height: int = 768) -> None:
    """Save one picture a shot."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, account, path in SHOTS:
            page = sign_in(browser, address, account, width, height)
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(600)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
