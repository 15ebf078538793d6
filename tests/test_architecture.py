"""The house stands as its plan says; what the plan promises for every app is checked here once."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    "roster",
    "journal",
    "notices",
    "exchange",
    "campaigns",
    "issues",
    "evaluations",
    "activities",
    "outreach",
    "supervision",
    "reports",
]
OPEN_PAGES = {
    "roster:sign_in": "signing in",
    "roster:sign_out": "leaving",
    "roster:lead_away": "to the identity server; not there unless one is set",
    "roster:come_back": "from the identity server; not there unless one is set",
    "evaluations:ballot": "the door of the ballot: whoever holds a code",
    "evaluations:paper": "the ballot paper",
    "evaluations:cast": "casting",
    "evaluations:limits": "what is promised and what is not",
    "evaluations:rate": "rating a window on the spot, from its poster",
    "evaluations:check": "the published list of leaves, for receipts",
    "evaluations:receipts": "where a voter looks a receipt up",
    "evaluations:receipts_of_day": "the list of receipts of one day",
    "box": "the public box: anybody may write a letter",
    "box_look": "whoever holds the query code of a letter",
    "box_judge": "whoever holds the query code of a letter",
    "health": "for the load balancer: the process answers",
    "ready": "for the load balancer: the database answers",
    "metrics": "for Prometheus, from set networks only",
    "board": "approved copies without persons, published for everybody",
}


def public_rules(app):
    """Names of the verbs that an app offers; a package says them in __all__."""
    try:
        module = import_module(f"{app}.rules")
    except ModuleNotFoundError:
        return []
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    verbs = inspect.getmembers(module, inspect.isfunction)
    return sorted(
        name
        for name, verb in verbs
        if verb.__module__ == module.__name__ and not name.startswith("_")
    )


def names_used_in_tests():
    used = set()
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Name):
                used.add(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.update(node.value.replace("/", " ").replace(":", " ").split())
    return used


@pytest.mark.parametrize("app", APPS)
def test_every_verb_of_an_app_is_exercised_by_some_test(app):
    used = names_used_in_tests()
    assert [name for name in public_rules(app) if name not in used] == []


def deeds(app):
    """The verbs of an app that somebody does: a Chinese verb, a person, a line in the journal."""
    rules = import_module(f"{app}.rules")
    for name in public_rules(app):
        rule = getattr(rules, name)
        said = re.match(r"[\u4e00-\u9fff]+: ", inspect.getdoc(rule) or "")
        if said and "by" in inspect.signature(rule).parameters:
            yield name


@pytest.mark.parametrize("app", APPS)
def test_the_plan_of_the_house_names_every_deed(app):
    plan = (ROOT / "docs" / "house.md").read_text("utf-8")
    row = next(line for line in plan.splitlines() if f"| `{app}/`" in line)
    assert set(deeds(app)) - set(re.findall(r"[a-z_]+", row)) == set()


def named_pages(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_pages(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern


def test_every_page_but_the_listed_ones_needs_sign_in():
    unlocked = {
        name
        for name, pattern in named_pages(get_resolver())
        if getattr(pattern.callback, "login_required", True) is False
    }
    assert unlocked - set(OPEN_PAGES) == set()


def test_every_page_has_a_name():
    assert [pattern for name, pattern in named_pages(get_resolver()) if name.endswith("None")] == []


def test_no_file_names_a_machine():
    signs = ["/work" + "/", "/root" + "/", "/opt/" + "wheels"]
    faults = []
    for pattern in ("*.py", "*.md", "*.html", "*.js", "*.css", "*.yaml", "*.toml"):
        for path in ROOT.rglob(pattern):
            parts = path.relative_to(ROOT).parts
            if parts[0] in {".venv", "var", "node_modules", "static"} or "vendor" in parts:
                continue
            text = path.read_text("utf-8")
            faults += [str(path) for sign in signs if sign in text]
    assert faults == []
