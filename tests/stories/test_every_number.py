"""Every number in every paper of the demo: a link whose rows make it, or words of a person."""

import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils.timezone import localdate

from campaigns.models import Campaign
from config.demo import district
from reports.drafts.tokens import TOKEN
from reports.figures import BY_CODE, Facts, named_figure
from reports.models import Circular, Frozen
from roster.models import User
from tests.stories.reading import Article, Table

DIGITS = re.compile(r"\d+(?:\.\d+)?")
DATES = re.compile(r"\d{4}年\d+月\d+日|\d+月\d+日|\d{4}-\d\d-\d\d")
SHARE = re.compile(r"data-share>(.*?)</p>", re.S)
ONWARD = re.compile(r'href="([^"]+)" rel="next"')
PAGER = re.compile(r"共<b>(\d+)</b>条")
HELD = re.compile(r"明细(\d+)条(?:，其中\S+?(\d+)条)?。")


FEW = 1  # units of a table of 89, rows of a register, whose links are opened by hand


class Reader:
    """Opens what the links of papers lead to, each page once.

    Of many links of one kind the first are opened; the others are asked the same question.
    """

    def __init__(self, client):
        self.client, self.pages, self.opened = client, {}, Counter()

    def page(self, address):
        if address not in self.pages:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            self.pages[address] = answer.content.decode()
        return self.pages[address]

    def backs(self, address, said):
        """Tell whether the page behind a link makes the number that the paper says."""
        if "/compared/" in address:
            return self.compares(address, said)
        if "/figures/" not in address:
            return self.tells(address, said)
        if not self.is_opened(address):
            return asked_alike(address, said)
        page = self.page(address)
        if SHARE.search(page):
            return self.shares(page, said)
        return self.counts(page) == int(said.rstrip("件"))

    def is_opened(self, address):
        """The first of every kind of link are opened by hand."""
        place = urlsplit(address)
        kind = re.sub(r"circulars/\d+", "circulars/N", place.path)
        kind += "of one unit" if "unit=" in place.query else ""
        self.opened[kind] += address not in self.pages
        return address in self.pages or self.opened[kind] <= FEW

    def tells(self, address, said):
        """The row's own page says what the paper says of it."""
        kind = re.sub(r"\d+", "N", address)
        self.opened[kind] += address not in self.pages
        if self.opened[kind] > 5 * FEW:
            return resolve(urlsplit(address).path) is not None
        missing = numbers_of(said) - numbers_of(flat(self.page(address)))
        return not missing

    def compares(self, address, said):
        return numbers_of(flat(self.page(address))) >= numbers_of(said)

    def shares(self, page, said):
        """Part and whole, whose own pages list so many rows, make the rate."""
        told = SHARE.search(page)
        terms = re.findall(r'<a href="([^"]+)">[^<]*<b>(\d+)</b></a>', told[1])
        for address, number in terms:
            assert self.counts(self.page(unescape(address))) == int(number), address
        rate = rated(*(int(number) for _, number in terms))
        return rate in {said, f"{said}%"}

    def counts(self, page):
        """How many rows a page lists, or what they add up to."""
        if held := HELD.search(page):
            lines = [line for line in Table(page).lines if line][1:]
            count = int(held[2] or held[1])
            assert len(lines) == min(count, 500)
            return summed(lines) if "计入数" in page else count
        lines = Table(page).lines[1:]
        found = PAGER.search(page)
        while onward := ONWARD.search(page):
            page = self.page(self.here(page, unescape(onward[1])))
            lines += Table(page).lines[1:]
        if "计入数" in page:
            return summed(lines)
        assert len(lines) == int(found[1]) if found else not lines
        return len(lines)

    def here(self, page, query):
        """The next screen of the page that is being read."""
        address = next(known for known, drawn in self.pages.items() if drawn is page)
        return urljoin(address, query)


def summed(lines):
    return sum(int(DIGITS.search(line[3])[0]) for line in lines)


def numbers_of(text):
    return set(DIGITS.findall(DATES.sub("", text)))


def asked_alike(address, said):
    """What the page would count, asked without drawing it."""
    place, query = urlsplit(address).path.split("/"), parse_qs(urlsplit(address).query)
    code = place[place.index("figures") + 1]
    share = BY_CODE[code].share if code in BY_CODE else None
    codes = share or [code, *query.get("of", [])]
    unit = int(query["unit"][0]) if "unit" in query else None
    if "circulars" in place:
        kept = Frozen.objects.filter(circular=place[place.index("circulars") + 1], code__in=codes)
        found = {one.code: kept_in(one, unit) for one in kept}
    else:
        units = frozenset([unit]) if unit else None
        facts = Facts(Campaign.objects.get(pk=query["campaign"][0]), localdate(), units)
        found = {one: named_figure(facts, one).behind.number(facts) for one in codes}
    counts = [found[one] for one in codes]
    if len(counts) == 1:
        return counts[0] == int(said.rstrip("件"))
    return rated(*counts) in {said, f"{said}%"}


def kept_in(row, unit):
    if unit:
        return row.row_units.count(unit)
    lines = isinstance(row.rows[0], list) if row.rows else False
    return summed(row.rows) if lines and "张" in row.rows[0][3] else row.row_count


def rated(part, whole):
    if not whole:
        return "—"
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def flat(page):
    return unescape(re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page)))


def typed(paper):
    """What a person has written or may rewrite: the words around the names of figures."""
    texts = [paper.title, paper.addressee, paper.full_number, paper.written_number]
    for part in paper.sections:
        texts += [part["title"], *TOKEN.sub("\0", part["text"]).replace("\n", "\0").split("\0")]
    return sorted((text for text in texts if DIGITS.search(text)), key=len, reverse=True)


def untraced(paper, reader):
    """The numbers of a paper that lead nowhere or to something else."""
    article = Article(reader.client.get(paper.get_absolute_url()).content.decode())
    bare = "".join(article.bare)
    for text in [*typed(paper), paper.campaign.name, "12345热线"]:
        bare = bare.replace(text, "")
    bare = re.sub(r"附件\d+　\S+（\d+行）", "", DATES.sub("", bare))
    wrong = [("没有链接", number) for number in DIGITS.findall(bare)]
    for address, said, due in article.links:
        if due:
            late = (paper.as_of - date.fromisoformat(due)).days
            is_backed = said == f"{late}" and due in reader.page(address)
        else:
            is_backed = not DIGITS.search(said) or reader.backs(address, said)
        if not is_backed:
            wrong.append((address, said))
    return wrong


@pytest.mark.slow
def test_every_number_of_every_paper_of_the_demo_leads_to_its_rows(db, sign_in):
    """000-26, 001-37, 002-17, 002-27, 003-17, 004-13, 004-48."""
    district.make("small", seed=3, today=localdate(), say=lambda _: None)
    reader = Reader(sign_in(User.objects.get(username="office")))
    papers = list(Circular.objects.order_by("pk"))
    assert {paper.kind for paper in papers} == set(Circular.Kind.values)
    wrong = {
        f"{paper.kind} {paper.status}": found
        for paper in papers
        if (found := untraced(paper, reader))
    }
    assert wrong == {}
    asked = [address for address in reader.pages if "/figures/" in address]
    assert len(asked) > 100
    assert reverse("reports:rows", args=["overdue"]) in "".join(asked)
