"""axe-core on the open page: whatever it calls serious or critical."""

from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ['violations'], runOnly:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(result => result.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => one.id + ' ×' + one.nodes.length + '：' + one.nodes[0].html.slice(0, 140)))"""


@lru_cache
def source() -> str:
    """The library's text; it is evaluated, so the pages' own policy need not be loosened."""
    return SOURCE.read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What a person with a screen reader or weak eyes could not use."""
    page.evaluate(source())
    return [f"无障碍 {one}" for one in page.evaluate(RUN)]
