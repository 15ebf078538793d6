"""A desk for the entry grid: its page with a small server of our own behind it."""

import json
import mimetypes

from django.conf import settings
from django.template import Context, Template

CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>清单</title>
{% for name in styles %}<link rel="stylesheet" href="/static/{{ name }}">{% endfor %}</head><body>
<header class="top"></header><nav class="side"></nav>
<main class="page-main">{% include "parts/entry_grid.html" with data=data only %}</main>
{% for name in scripts %}<script src="/static/js/{{ name }}.js" defer></script>{% endfor %}
</body></html>"""
STYLES = ["vendor/tabler/tabler.min.css", "css/frame.css", "css/parts.css", "css/entry-grid.css"]
SCRIPTS = ["page", "entry-grid-model", "entry-grid-save", "entry-grid-input", "entry-grid-panel"]
COLUMNS = [
    {"name": "category", "label": "问题类别", "kind": "choice", "required": True, "frozen": True,
     "width": 150, "options": [["ZF05", "拖拉低效", "效率低下、拖拖拉拉"],
                               ["ZF07", "脱离群众", "高高在上、不接地气"]]},
    {"name": "example", "label": "具体事例", "kind": "text", "required": True, "width": 330,
     "prompt": "什么时间、什么地点、涉及多少人？"},
    {"name": "cause", "label": "原因分析", "kind": "text", "width": 220},
    {"name": "measure", "label": "整改措施", "kind": "text", "width": 240},
    {"name": "due_on", "label": "整改时限", "kind": "date"},
    {"name": "owner", "label": "责任人", "kind": "line", "width": 100},
]  # fmt: skip


class Desk:
    """Answers like the issues app would: keeps rows and versions, marks one vague word."""

    def __init__(self, page):
        self.page = page
        self.rows = {}
        self.letters = []
        self.answer_with = None
        self.is_down = False
        self.refuses = ""
        page.route("**/*", self.answer)

    def put(self, **values):
        row = len(self.rows) + 1
        self.rows[row] = {"version": 1, "values": {c["name"]: "" for c in COLUMNS} | values}
        return row

    def open(self):
        self.page.goto("http://desk.test/grid/")
        self.page.wait_for_selector(".entry-table")

    def answer(self, route):
        path = route.request.url.split("desk.test", 1)[-1]
        if path == "/save/":
            self.save(route)
        elif path.startswith("/static/"):
            static(route, path)
        elif path == "/grid/":
            headers = {"Content-Security-Policy": CSP, "Cache-Control": "no-store"}
            body = self.draw()
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)
        elif path == "/elsewhere/":
            route.fulfill(body="<!doctype html><title>别处</title>", content_type="text/html")
        else:
            route.fulfill(status=204, body="")

    def draw(self):
        rows = [{"id": row, **kept, "remarks": []} for row, kept in self.rows.items()]
        data = {"columns": COLUMNS, "rows": rows, "missing": [], "save_url": "/save/",
                "csrf": "x", "person": "clerk", "wait": 150}  # fmt: skip
        scripts = [*SCRIPTS, "entry-grid"]
        values = {"data": data, "styles": STYLES, "scripts": scripts}
        return Template(PAGE).render(Context(values))

    def save(self, route):
        if self.is_down:
            route.abort("internetdisconnected")
            return
        letter = json.loads(route.request.post_data)
        self.letters.append(letter)
        route.fulfill(json=self.answer_with or self.keep(letter))

    def keep(self, letter):
        kept = []
        for row in letter["rows"]:
            if self.refuses and not row["values"]["example"]:
                said = [{"field": "example", "text": self.refuses, "words": []}]
                kept.append({**row, "remarks": said, "is_refused": True})
                continue
            number = row["id"] or len(self.rows) + 1
            version = self.rows.get(number, {"version": 0})["version"] + 1
            self.rows[number] = {"version": version, "values": row["values"]}
            kept.append({"temp": row["temp"], "id": number, "version": version,
                         "remarks": remarks(row["values"])})  # fmt: skip
        for number in letter["deleted"]:
            self.rows.pop(number, None)
        return {"rows": kept, "conflicts": [], "missing": self.missing(), "saved_at": "17:48"}

    def missing(self):
        return [
            {"row": number, "field": "due_on", "text": "没有写整改时限"}
            for number, row in self.rows.items()
            if not row["values"]["due_on"]
        ]


def remarks(values):
    if "不够深入" not in values["example"]:
        return []
    return [{"field": "example", "text": "这样写太笼统。", "words": ["不够深入"]}]


def static(route, path):
    file = settings.BASE_DIR / path.lstrip("/")
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0])
