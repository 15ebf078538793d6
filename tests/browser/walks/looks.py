"""What no page may show: asked of the page as it stands in the browser."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

# Names of programs, files, keys and signs that a Chinese office writes in Latin letters, too.
KNOWN = {
    *("Word", "Excel", "PDF", "CSV", "PNG", "ZIP", "WPS", "JSON", "TXT", "DOCX", "XLSX", "JPG"),
    *("Ctrl", "Tab", "Delete", "Enter", "Esc", "Shift", "Alt"),
    *("OFD", "SHA", "HMAC", "TOTP", "USB", "URL"),
    *("docx", "xlsx", "csv", "zip", "pdf", "jpg", "png", "txt", "json", "doc", "xls", "jpeg"),
    *("office", "reviewer", "inspector", "leader", "superior", "outreach"),
    *("system", "security", "auditor"),
    *("manage", "run", "http", "https", "sms", "APP", "VPN", "MOD"),
}
WORD = re.compile(r"[A-Za-z]{3,}")
# Account names, codes of units, digests, addresses: letters that are nobody's words.
SIGNS = re.compile(
    r"[\w.+-]+@[\w.]+|https?://\S+|/[\w/.-]+|\b[a-z]+[-_][\w-]+|\b[0-9a-fA-F…]{6,}\b|"
    r"\b\w*\d\w*\b|\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\b|\bmanage\.py \S+|\.\w{2,4}\b"
)
TEXTS = """() => {
  const shown = [], seen = node => {
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden';
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), host = walk.currentNode.parentElement;
    if (!text || host.closest('script,style,code,pre,svg,.flatpickr-calendar:not(.open)')) continue;
    if (host.tagName === 'OPTION' || seen(host)) shown.push(text);
  }
  for (const node of document.querySelectorAll('[placeholder],[title],[aria-label],img[alt]')) {
    if (node.closest('.flatpickr-calendar:not(.open)')) continue;
    for (const name of ['placeholder', 'title', 'aria-label', 'alt'])
      if (node.getAttribute(name)) shown.push(node.getAttribute(name));
  }
  shown.push(document.title);
  return shown;
}"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BARE = """() => {
  const main = document.querySelector('main');
  if (!main) return ['没有正文'];
  const faults = [];
  if (main.innerText.trim().length < 12) faults.push('正文是空的');
  for (const table of main.querySelectorAll('table')) {
    const body = table.tBodies[0];
    if (table.closest('[hidden],details:not([open])')) continue;
    if (body && !body.rows.length && !body.hasAttribute('data-rows'))
      faults.push('空表没有说明：' + table.tHead.innerText.slice(0, 30));
  }
  for (const box of main.querySelectorAll('.empty-state'))
    if (box.innerText.trim().length < 8) faults.push('空白提示太短：' + box.innerText);
  if (document.title.trim().length < 2) faults.push('没有标题');
  const heads = [...document.querySelectorAll('h1')];
  if (heads.length !== 1) faults.push('一级标题有 ' + heads.length + ' 个');
  const ids = [...document.querySelectorAll('[id]')].map(node => node.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) faults.push('重复的编号 ' + [...new Set(twice)].slice(0, 3));
  return faults;
}"""
DATES = re.compile(
    r"20\d\d[/.]\d{1,2}[/.]\d{1,2}|20\d\d-\d-|20\d\d-\d\d-\d\b(?!\d)|None|undefined|NaN"
)
MARKUP = re.compile(r"\{\{|\{%|<Query|object at 0x|&[a-z]+;")


def english(text: str) -> list[str]:
    """The words in it that a reader of Chinese would stumble over."""
    return [word for word in WORD.findall(SIGNS.sub(" ", text)) if word not in KNOWN]


def faults_of_text(page: Page, names: set[str]) -> Iterator[str]:
    """English, unset values, template marks, dates in another format."""
    for text in page.evaluate(TEXTS):
        words = [word for word in english(text) if word not in names]
        if words:
            yield f"英文“{' '.join(words)}”：{text[:60]}"
        if found := DATES.search(text):
            yield f"写法“{found.group()}”：{text[:60]}"
        if found := MARKUP.search(text):
            yield f"模板残留“{found.group()}”：{text[:60]}"


def faults(page: Page, names: set[str]) -> list[str]:
    """Everything wrong with the page at its present width."""
    return [*page.evaluate(BARE), *dict.fromkeys(faults_of_text(page, names))]


def overflow(page: Page, width: int, height: int) -> list[str]:
    """Tell when the page itself is wider than this screen."""
    page.set_viewport_size({"width": width, "height": height})
    beyond = page.evaluate(WIDE)
    if beyond > 0:  # charts follow a moment later
        page.wait_for_timeout(400)
        beyond = page.evaluate(WIDE)
    return [f"在 {width} 宽的屏幕上超出 {beyond} 像素"] if beyond > 0 else []
