"""The writing desk of the stories: people at browsers, registers filled, papers drafted."""

import io
import re
import zipfile
from html import unescape

from django.urls import reverse

import activities.rules as activity_rules
from activities.models import ActivityKind
from reports.models import Circular

LINK = re.compile(r'<a href="([^"]+)" title="[^"]*">([^<]+)</a>')


class Person:
    """Somebody at a browser: gets pages, posts forms, follows redirects."""

    def __init__(self, client):
        self.client = client

    def get(self, page, /, *arguments):
        answer = self.client.get(reverse(page, args=arguments))
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def post(self, page, /, *arguments, **fields):
        answer = self.client.post(reverse(page, args=arguments), fields, follow=True)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()


def hold(campaign, unit, office, code, *, times=1, people=0, **facts):
    """Note the same kind of thing several times; people and facts belong to the first."""
    kind = ActivityKind.objects.get(code=code)
    empty = {field["label"]: field.get("choices", ["示例"])[0] for field in kind.fields}
    for number in range(times):
        told = {name: value for name, value in empty.items() if "数" not in name}
        activity_rules.hold(
            campaign,
            unit,
            kind=kind,
            title=f"{kind.name}{number + 1}",
            held_on=campaign.starts_on,
            attended_count=people if number == 0 else 0,
            facts={**told, **facts} if number == 0 else told,
            by=office,
        )


def draft(office, kind, **fields):
    """Compose through the page; returns the paper and what its page says."""
    office.post("reports:compose", kind=kind, **fields)
    row = Circular.objects.latest("pk")
    return row, plain(office.get("reports:circular", row.pk))


def plain(page):
    """The text of the paper without marks, as a reader sees it."""
    article = page[page.index("<article") : page.index("</article>")]
    return unescape(re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", article)))


def follow_every_number(office, row):
    """Every number of the paper that has rows leads to a page that opens."""
    page = office.get("reports:circular", row.pk)
    links = {unescape(address) for address, _ in LINK.findall(page)}
    assert links
    for address in links:
        answer = office.client.get(address)
        assert answer.status_code == 200, address
    return links


def issue_it(office, leader, row):
    """The leader approves, the office releases; returns the words of the Word file."""
    leader.post("reports:approve", row.pk)
    office.post("reports:release", row.pk)
    row.refresh_from_db()
    assert row.status == Circular.Status.RELEASED, [
        one.sentence for one in row.reconciliations.all()
    ]
    content = office.client.get(reverse("reports:word", args=[row.pk])).content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        body = file.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", body)
