"""No page a person is led to is a dead end: every link is followed, every form is sent."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from common.labels import Label
from config.demo import district
from config.demo.people import ACCOUNTS
from issues.models import Issue
from roster.models import User
from roster.words import OFFICERS, Work
from tests.config.pressing import Pressed, press

HREF = re.compile(r'href="([^"#]+)"')
NUMBER = re.compile(r"(?<=/figures/)[^/]+|(?<=/activities/hold/)[^/]+|\d+")
SENTENCE = re.compile(r"[\u4e00-\u9fff]{2}[^a-z]*[。）]")
MOST_OF_A_KIND = 1
HIDDEN, NOWHERE = "【限知内容】", 'href=""'
NOT_CLEARED = {Work.REVIEWER, Work.INSPECTOR, Work.OUTREACH, Work.SUPERIOR, *OFFICERS}


def links(address, page):
    for href in HREF.findall(page):
        target = urlsplit(urljoin(address, href.replace("&amp;", "&")))
        if not target.netloc and not target.path.startswith("/static/"):
            yield target.path + (f"?{target.query}" if target.query else "")


def kind_of(address):
    """The kind of page, whatever row it shows."""
    return NUMBER.sub("N", address.split("?")[0])


def walk(client, files, pressed, hidden="\0"):
    """Follow links from the home; return the dead ones with the page that leads there.

    A page that shows the hidden words, or a link to nowhere, is as bad as a dead one.

    A file that one duty could fetch is not made again for the next: who may fetch what is asked
    by the matrix of tests/access.
    """
    waiting, seen, kinds, dead = [("/", "")], set(), {}, []
    while waiting:
        address, source = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or kind in files or kinds.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        if answer.status_code >= 400:
            dead.append((answer.status_code, address, source))
        elif answer.get("Content-Type", "").startswith("text/html"):
            if answer.status_code == 302:
                waiting.append((answer.url, address))
            else:
                page = answer.content.decode()
                dead += [(word, address, source) for word in (hidden, NOWHERE) if word in page]
                waiting += [(link, address) for link in links(address, page)]
                press(client, address, page, kind_of, pressed)
        else:
            files.add(kind)
    return dead


@pytest.mark.slow
def test_every_link_leads_somewhere_and_every_form_is_answered(db, sign_in):
    district.make("small", seed=3, today=localdate(), say=lambda _: None)
    filed = Issue.objects.in_ledger().values_list("pk", flat=True)
    Issue.objects.filter(pk__in=list(filed)[::3]).update(
        secrecy=Label.SEALED, text=Concat(Value(HIDDEN), "text")
    )
    dead, files, pressed = {}, set(), Pressed()
    one_of_each = {account.work: account for account in reversed(ACCOUNTS)}
    for account in one_of_each.values():
        hidden = HIDDEN if account.work in NOT_CLEARED else "\0"
        client = sign_in(User.objects.get(username=account.username))
        if found := walk(client, files, pressed, hidden):
            dead[account.username] = found
    assert dead == {}
    assert pressed.faults == []
    assert len(pressed.done) > 7 * len(pressed.refused) > 0
    assert all(SENTENCE.search(told) for told in pressed.refused.values())
