"""The house is kept: files short, functions short, nothing unused, no test that asserts nothing."""

import ast
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "activities",
    "campaigns",
    "common",
    "config",
    "evaluations",
    "exchange",
    "issues",
    "journal",
    "notices",
    "outreach",
    "reports",
    "roster",
    "supervision",
]
FILE_LINES = 300
FUNCTION_LINES = 50
# Django, Celery and the database call these by name.
CALLED_BY_NAME = {
    "add_arguments",
    "allow_migrate",
    "allow_relation",
    "as_sql",
    "as_sqlite",
    "db_for_read",
    "db_for_write",
    "format",
    "handler500",
    "label_from_instance",
    "lift_triggers",
    "redirect_request",
    "validate",
}
ASSERTING = re.compile(r"^(assert\w*|django_assert\w*|raises|fail|warns|expect|to_[a-z_]+)$")


@cache
def trees(*folders):
    """Every Python file of these folders but migrations, read once."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file: tree_of(file) for file in files if "migrations" not in file.parts}


@cache
def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@cache
def called(node):
    """The last names of everything a piece of code calls."""
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {getattr(call, "attr", None) or getattr(call, "id", "") for call in calls}


@cache
def asserts_itself(node):
    inside = list(ast.walk(node))
    if any(isinstance(one, ast.Raise) for one in inside):
        return True
    tests = (one.test for one in inside if isinstance(one, ast.Assert))
    return any(not isinstance(test, ast.Constant) for test in tests) or any(
        ASSERTING.match(name) for name in called(node)
    )


def test_files_stay_under_three_hundred_lines():
    long = {
        str(file.relative_to(ROOT)): lines
        for file in trees(*ROOMS, "tests")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert long == {}


def test_functions_stay_short():
    long = [
        f"{file.relative_to(ROOT)}: {node.name}"
        for file, tree in trees(*ROOMS).items()
        for node in functions(tree)
        if node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_no_test_asserts_nothing():
    by_name = defaultdict(list)
    for tree in trees("tests").values():
        for node in functions(tree):
            by_name[node.name].append(node)
    sound = {name for name, nodes in by_name.items() if any(map(asserts_itself, nodes))}
    while more := {
        name
        for name, nodes in by_name.items()
        if name not in sound and any(called(node) & sound for node in nodes)
    }:
        sound |= more
    idle = [
        node.name
        for name, nodes in by_name.items()
        if name.startswith("test_")
        for node in nodes
        if not asserts_itself(node) and not called(node) & sound
    ]
    assert idle == []


def test_nothing_is_named_that_nobody_uses():
    words = Counter()
    readable = [*trees(*ROOMS), *(ROOT / "templates").rglob("*.html")]
    for file in readable:
        words.update(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    unused = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, tree in trees(*ROOMS).items()
        if file.name not in {"apps.py", "settings.py", "serving.py"}
        for name in names_of(tree)
        if words[name] == 1 and name not in CALLED_BY_NAME
    ]
    assert unused == []


def names_of(tree):
    """Functions, classes and constants of a file; Django finds a form's clean_… by itself."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named and not node.name.startswith(("__", "clean_")):
            yield node.name
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
