"""Following every link a duty is shown, as a person with a mouse would."""

import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.walks import axe, looks
from tests.browser.walks.cast import DESK, HALL, PHONE

LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
NO_PAGE = ("Download is starting", "ERR_ABORTED")  # a file instead; so in older words
HREF = re.compile(r'href="([^"#]+)"')
POSTS = re.compile(r'<main.*<form[^>]*method="?post', re.DOTALL)
ROW = re.compile(r"/\d+/")
GLANCES = 8


def kind_of(path: str) -> str:
    """The page's kind: its name among the addresses, whatever row it shows."""
    try:
        return resolve(unquote(path.split("?")[0])).view_name
    except Resolver404:
        return path.split("?")[0]


@dataclass
class Walk:
    """One walk: what was visited and what was wrong."""

    page: Page
    address: str
    each: int = 1
    most: int | None = None
    sizes: tuple[tuple[int, int], ...] = (HALL, PHONE)
    judged: set[str] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    glanced: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    noise: list[str] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)
    downloads: int = 0

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.noise.append(f"脚本出错：{error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _console(self, message) -> None:
        if message.type == "error":
            self.noise.append(f"控制台：{message.text[:160]}")

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.noise.append(f"请求失败：{request.url[len(self.address) :]} {request.failure}")

    def _answered(self, answer) -> None:
        if answer.status >= 400:
            self.noise.append(f"{answer.status}：{answer.url[len(self.address) :]}")

    def everywhere(self, start: str) -> None:
        """Visit every kind of page that links lead to, `each` of a kind."""
        waiting, seen = deque([(start, "起点")]), set()
        while waiting and (self.most is None or sum(self.kinds.values()) < self.most):
            path, source = waiting.popleft()
            kind = kind_of(path)
            if path in seen:
                continue
            seen.add(path)
            if self.kinds.get(kind, 0) >= self.each:
                if self.most is None and kind not in self.papers and ROW.search(path):
                    waiting.extend((link, path) for link in self.glance(path, kind))
                continue
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            waiting.extend((link, path) for link in self.visit(path, kind, source))

    def glance(self, path: str, kind: str) -> list[str]:
        """Look over a few more of a kind, without drawing them, for verbs that others lack."""
        self.glanced[kind] = self.glanced.get(kind, 0) + 1
        if self.glanced[kind] > GLANCES:
            return []
        answer = self.page.request.get(self.address + path)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            return []
        text = answer.text()
        if POSTS.search(text):
            self.forms.append(path)
        found = [unescape(href) for href in HREF.findall(text)]
        return [one for one in self._inside(found, path) if kind_of(one) not in self.kinds]

    def visit(self, path: str, kind: str, source: str) -> list[str]:
        """Open one page, judge it, and return where it leads."""
        self.noise.clear()
        self.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        try:
            answer = self.page.goto(self.address + path)
        except Error as error:
            if not any(words in str(error) for words in NO_PAGE):
                raise
            self._fetch(path, source)
            self.papers.add(kind)
            return []
        if answer is not None and not answer.header_value("content-type").startswith("text/html"):
            self.papers.add(kind)
            return []
        if self.page.locator("main form[method=post]").count():
            self.forms.append(path)
        self.judge(path, kind, source)
        return self._inside(self.page.evaluate(LINKS), path)

    def judge(self, path: str, kind: str, source: str) -> None:
        """Note all that is wrong with the open page."""
        found = [*looks.faults(self.page, set()), *self._wide(DESK)]
        if "/sign-in/" in self.page.url:
            found.append("被带回登录页")
        if kind not in self.judged:
            self.judged.add(kind)
            found += axe.faults(self.page)
        for size in self.sizes:
            found += self._wide(size)
        self.note([*found, *self.noise], path, source)

    def note(self, found: list[str], path: str, source: str) -> None:
        """Keep faults with the page they stand on and the page that led there."""
        for fault in dict.fromkeys(found):
            self.faults.setdefault(fault, []).append(f"{path}（来自 {source}）")

    def told(self) -> list[str]:
        """One line a fault, with the first page it stands on and how many there are."""
        return [
            f"{fault}　→ {places[0]}" + (f" 等 {len(places)} 页" if len(places) > 1 else "")
            for fault, places in self.faults.items()
        ]

    def _wide(self, size: tuple[int, int]) -> list[str]:
        return looks.overflow(self.page, *size)

    def _fetch(self, path: str, source: str) -> None:
        answer = self.page.request.get(self.address + path)
        self.downloads += 1
        if answer.status >= 400 or not answer.body():
            self.note([f"文件下载失败：{answer.status}"], path, source)

    def _inside(self, hrefs: list[str], here: str) -> list[str]:
        """Those of the links that stay in the house."""
        found = []
        for href in hrefs:
            target = urlsplit(urljoin(self.address + here, href))
            inside = f"{target.scheme}://{target.netloc}" == self.address
            if inside and not target.path.startswith("/static/") and not href.startswith("#"):
                found.append(target.path + (f"?{target.query}" if target.query else ""))
        return found
