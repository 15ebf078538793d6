"""Every cell of the policy file is asked for; a page or a model that is not in it fails the build.

`./run matrix` asks all of them, `./run matrix outreach:` one app's; `./run test` asks those of a
stranger and every fortieth other.
"""

import inspect
import os

import pytest
import yaml
from django.apps import apps
from django.urls import URLResolver, get_resolver

from config.demo import district
from tests.access import world
from tests.conftest import TODAY
from tests.test_architecture import APPS, named_pages

MODE = os.environ.get("ACCESS", "sample")
POLICY = world.policy()
PAGES, MODELS = POLICY["pages"], POLICY["models"]
MAY_SHOW = {(page, role) for page, role, _ in POLICY["may_show"]}


def complete():
    """In recording, give every new page and model its line; a person reads what is recorded."""
    for name, route, view in routes(get_resolver()):
        if name not in PAGES:
            fitting = [row for start, row in POLICY["rows"].items() if route.startswith(start)]
            PAGES[name] = dict(fitting[0]) if fitting and "<" in route else {}
            if "require_POST" in inspect.getsource(view).partition("def ")[0]:
                PAGES[name]["way"] = "post"
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            MODELS.setdefault(model._meta.label, "无本单位独有文字，或经所属行一并核对")


def routes(resolver, start="", space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, f"{start}{pattern.pattern}", inner)
        else:
            yield f"{space}{pattern.name}", f"{start}{pattern.pattern}", pattern.callback


RECORDS = MODE in ("record", "new")
if RECORDS:
    complete()


def asked():
    every = list(world.cells(PAGES))
    if MODE == "new":
        bare = {n for n, rule in PAGES.items() if not {"own", "foreign", "any"} & set(rule)}
        return [cell for cell in every if cell.page in bare]
    if MODE in ("full", "record"):
        return every
    if MODE != "sample":
        return [cell for cell in every if cell.page.startswith(MODE)]
    risky = [c for c in every if c.relation == "foreign" and c.role == "clerk"]
    return [*risky, *every[::40]]


def test_every_page_is_in_the_policy():
    named = {name for name, _ in named_pages(get_resolver())}
    assert named - set(PAGES) == set(), (
        "这些页面不在 tests/access/policy.yaml 中：先 ./run matrix new，再逐行核对"
    )
    assert set(PAGES) - named == set(), "这些页面已不存在"


def test_every_model_is_in_the_policy():
    ours = {model._meta.label for model in apps.get_models() if model._meta.app_label in APPS}
    assert ours - set(MODELS) == set(), (
        "这些模型不在 tests/access/policy.yaml 中：先 ./run matrix new，再逐行核对"
    )
    assert set(MODELS) - ours == set(), "这些模型已不存在"


class Findings:
    """What came of asking: gaps between policy and program, and markers where none may be."""

    def __init__(self):
        self.rows, self.browsers = world.Rows(PAGES), world.clients()
        self.wrong, self.leaks, self.empty, self.seen, self.count = [], [], set(), set(), 0

    def ask(self, cell):
        address = self.rows.address(cell)
        if address is None:
            self.empty.add((cell.page, cell.relation))
            return
        rule = PAGES[cell.page]
        through, body = world.ask(self.browsers[cell.role], address, rule.get("way", "get"))
        self.count += 1
        if RECORDS:
            record(rule, cell, through)
        elif through != (cell.role in rule.get(cell.relation, [])):
            self.wrong.append((*cell.__dict__.values(), "进得去" if through else "进不去"))
        if world.MARKER in body:
            self.seen.add(cell.role)
            if cell.role in world.STRANGERS and (cell.page, cell.role) not in MAY_SHOW:
                self.leaks.append((cell.page, cell.role, cell.relation))

    def line(self):
        return (
            f"权限矩阵：{self.count} 格，不符 {len(self.wrong)}，泄露 {len(self.leaks)}，"
            f"无样例 {len(self.empty)} 处"
        )


def record(rule, cell, through):
    """Note what the program does; a person then reads the file line by line."""
    if cell.role == "visitor":
        rule[cell.relation] = []
    if through:
        rule[cell.relation].append(cell.role)


@pytest.mark.slow
def test_nobody_gets_through_where_the_policy_says_no(db):
    district.make("small", seed=3, today=TODAY, say=lambda _: None)
    world.examples()
    marked = world.plant(MODELS)
    assert {label for label, count in marked.items() if not count} == set()
    found = Findings()
    for cell in asked():
        found.ask(cell)
    print(f"\n{found.line()}")
    for gap in (*found.wrong, *found.leaks):
        print(*gap)
    if RECORDS:
        kept = [pair for pair in POLICY["without_example"] if MODE == "new"]
        POLICY["without_example"] = sorted({*map(tuple, kept), *found.empty})
        POLICY["without_example"] = list(map(list, POLICY["without_example"]))
        text = yaml.safe_dump(
            POLICY, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None
        )
        world.POLICY.write_text(text, "utf-8")
    assert found.wrong == []
    assert found.leaks == [], found.leaks
    assert "inspector" in found.seen or MODE not in ("full", "record")
    assert found.empty <= {tuple(pair) for pair in POLICY["without_example"]}
