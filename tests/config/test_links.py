"""No page that a person is led to is a dead end: every link of every home is followed."""

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

HREF = re.compile(r'href="([^"#]+)"')
NUMBER = re.compile(r"(?<=/figures/)[^/]+|\d+")
MOST_OF_A_KIND = 1
HIDDEN = "【限知内容】"
NOT_CLEARED = {Work.REVIEWER, Work.INSPECTOR, Work.OUTREACH, Work.SUPERIOR, *OFFICERS}


def links(address, page):
    for href in HREF.findall(page):
        target = urlsplit(urljoin(address, href.replace("&amp;", "&")))
        if not target.netloc and not target.path.startswith("/static/"):
            yield target.path + (f"?{target.query}" if target.query else "")


def walk(client, files, hidden="\0"):
    """Follow links from the home; return the dead ones with the page that leads there.

    A page that shows the hidden words is as bad as a dead one.

    A file that one duty could fetch is not made again for the next: who may fetch what is asked
    by the matrix of tests/access.
    """
    waiting, seen, kinds, dead = [("/", "")], set(), {}, []
    while waiting:
        address, source = waiting.pop(0)
        kind = NUMBER.sub("N", address.split("?")[0])
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
                if hidden in page:
                    dead.append((hidden, address, source))
                waiting += [(link, address) for link in links(address, page)]
        else:
            files.add(kind)
    return dead


@pytest.mark.slow
def test_every_link_a_duty_is_shown_leads_somewhere(db, sign_in):
    district.make("small", seed=3, today=localdate(), say=lambda _: None)
    filed = Issue.objects.in_ledger().values_list("pk", flat=True)
    Issue.objects.filter(pk__in=list(filed)[::3]).update(
        secrecy=Label.SEALED, text=Concat(Value(HIDDEN), "text")
    )
    dead, files = {}, set()
    one_of_each = {account.work: account for account in reversed(ACCOUNTS)}
    for account in one_of_each.values():
        hidden = HIDDEN if account.work in NOT_CLEARED else "\0"
        found = walk(sign_in(User.objects.get(username=account.username)), files, hidden)
        if found:
            dead[account.username] = found
    assert dead == {}
