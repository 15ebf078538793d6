"""People at work over HTTP, who note exactly what was acknowledged to them."""

import http.client
import json
import re
import secrets
import ssl
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

COOKIE = re.compile(r"^([^=]+)=([^;]*)")
USED = "已使用"
DONE = "已投票"
PASSWORD = "Zhenggai-2026"
BREATH = 0.3


@dataclass
class Book:
    """What was sent, and what came of it."""

    acknowledged: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    voted: set[str] = field(default_factory=set)
    unsure_votes: set[str] = field(default_factory=set)
    answers: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def sure(self) -> int:
        """How many operations were answered with success."""
        return len(self.acknowledged) + len(self.voted)


class Browser:
    """One person's browser: keeps cookies, gives up a request when the line breaks."""

    def __init__(self, port: int, host: str = "") -> None:
        self.port, self.host, self.cookies = port, host, {}

    def _line(self) -> http.client.HTTPConnection:
        """Plain to the program itself; in TLS, without looking at the name, to a proxy."""
        if not self.host:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=ssl._create_unverified_context()
        )

    def send(self, way: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        line = self._line()
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            if self.host:
                head |= {"Host": self.host, "Referer": f"https://{self.host}{path}"}
            if fields is not None:
                names = ("csrftoken", "__Host-csrftoken")
                token = next((self.cookies[name] for name in names if name in self.cookies), "")
                fields = {"csrfmiddlewaretoken": token, **fields}
            line.request(way, path, urlencode(fields or {}) if fields else None, head)
            answer = line.getresponse()
            body = answer.read().decode("utf-8", errors="replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie" and (found := COOKIE.match(value)):
                    self.cookies[found[1]] = found[2]
            return answer.status, body
        finally:
            line.close()

    def sign_in(self, username: str) -> None:
        self.send("GET", "/sign-in/")
        status, body = self.send("POST", "/sign-in/", {"username": username, "password": PASSWORD})
        assert status == 302, body[-500:]


def report(browser: Browser, issue: int, book: Book) -> None:
    """Append a progress with words of its own; sent once, whatever happens."""
    text = f"进展{secrets.token_hex(8)}"
    try:
        status, _ = browser.send("POST", f"/issues/{issue}/progress/", {"text": text})
    except (OSError, http.client.HTTPException):
        status = 0
    with book.lock:
        book.answers += 1
        (book.acknowledged if status == 302 else book.unsure).add(text)
    if status != 302:
        time.sleep(BREATH)


def vote(browser: Browser, code: str, units: list[str], book: Book, pause: float = BREATH) -> None:
    """Cast a paper; when the line breaks the person tries again with the same code."""
    token = secrets.token_hex(24)
    browser.cookies = {"ballot_token": token}
    marks = {f"m-{unit}-0": "满意" for unit in units}
    for _ in range(8):
        try:
            _, body = browser.send("POST", "/b/cast/", {"token": token, "code": code, **marks})
        except (OSError, http.client.HTTPException):
            body = ""
        with book.lock:
            book.answers += 1
            if DONE in body or USED in body:
                book.voted.add(code)
                return
        time.sleep(pause)
    with book.lock:
        book.unsure_votes.add(code)


def judge(book: Book, told: dict[str, object]) -> list[str]:
    """Compare what people were told with what stands in the database; faults in words."""
    stored, noted = list(told["progress"]), list(told["noted"])  # type: ignore[call-overload]
    kept = {text for text in stored if text.startswith("进展")}
    faults = [f"丢失：{text}" for text in sorted(book.acknowledged - kept)]
    faults += [f"重复：{text}" for text in kept if stored.count(text) > 1]
    faults += [f"未留痕或多留痕：{text}" for text in kept if noted.count(text) != 1]
    if told["spent"] != told["ballots"]:
        faults.append(f"用掉 {told['spent']} 个码，箱内 {told['ballots']} 张票")
    least, most = len(book.voted), len(book.voted | book.unsure_votes)
    if not least <= int(str(told["ballots"])) <= most:
        faults.append(
            f"答复过 {least} 张票（另有 {most - least} 张不明），箱内 {told['ballots']} 张"
        )
    if told["doubled_notices"]:
        faults.append(f"提醒重复 {told['doubled_notices']} 条")
    return faults + [f"日志：{fault}" for fault in json.loads(json.dumps(told["journal"]))]
