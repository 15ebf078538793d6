"""A paper read by somebody with a pencil: which numbers stand in links, which stand bare."""

from html.parser import HTMLParser


class Article(HTMLParser):
    """The links of the paper with their words, and the words that stand outside of links."""

    def __init__(self, page):
        super().__init__()
        self.depth, self.link, self.links, self.bare = 0, None, [], []
        self.head, self.line, self.cell = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "article":
            self.depth = 1
        if tag == "a" and self.depth:
            self.link = [dict(attrs)["href"], ""]
        if tag == "thead":
            self.head = []
        if tag == "tr":
            self.line = []
        if tag in {"td", "th"}:
            self.cell = ""

    def handle_endtag(self, tag):
        if tag == "article":
            self.depth = 0
        if tag == "th":
            self.head.append(self.cell)
        if tag == "td":
            self.line.append(self.cell)
        if tag in {"td", "th"}:
            self.cell = None
        if tag == "a" and self.link:
            due = self.line[self.head.index("时限")] if self.column() == "逾期天数" else ""
            self.links.append((*self.link, due))
            self.link = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        if self.link:
            self.link[1] += data
        elif self.depth and not self.is_reckoned():
            self.bare.append(data)

    def is_reckoned(self):
        """Ordinals are counted on the page itself."""
        return self.cell is not None and self.head and self.column() == "序号"

    def column(self):
        """The heading over the cell that is being read."""
        place = len(self.line)
        return self.head[place] if place < len(self.head) else ""


class Table(HTMLParser):
    """The lines of the page's table of rows, cell by cell."""

    def __init__(self, page):
        super().__init__()
        self.lines, self.cell = [], None
        self.feed(page[page.index("<main") :])

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.lines.append([])
        if tag in {"td", "th"} and self.lines:
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in {"td", "th"} and self.cell is not None:
            self.lines[-1].append(self.cell.strip())
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
