"""Our own rules over the source: what is dangerous stands only where a reason is given."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    *("common", "config", "journal", "roster", "notices", "exchange", "campaigns", "issues"),
    *("evaluations", "activities", "outreach", "supervision", "reports"),
)
ALLOWED = {
    "mark_safe": {
        "common/templatetags/parts.py": "自带的图标",
        "evaluations/views/codes.py": "自己画的二维码",
    },
    "cursor": {
        "config/backups/tables.py": "整表读写，表名来自模型",
        "config/backups/archive.py": "数据库快照",
        "config/handover/load.py": "序列归位",
        "config/watch/checklist.py": "读数据库设置",
        "journal/rules/guard.py": "触发器",
        "issues/triggers.py": "触发器",
        "evaluations/rules/scrubbing.py": "VACUUM",
    },
    "csrf_exempt": {
        "evaluations/views/ballots.py": "投票页双提交，不读登录 Cookie",
        "evaluations/views/windows.py": "窗口评价没有账号",
        "outreach/views/box.py": "意见箱没有账号，算术题带签名",
    },
    "build_absolute_uri": {
        "evaluations/views/codes.py": "没有设 SITE_URL 的试用机才按请求推断",
        "evaluations/views/windows.py": "同上",
        "roster/http.py": "同上",
    },
    "random": {"evaluations/rules/releasing.py": "意见打乱次序用系统随机源"},
}
FORBIDDEN = {
    *("eval", "exec", "RawSQL", "extra", "pickle", "marshal", "full_load", "uuid", "uuid4"),
    *("_create_unverified_context", "format_html", "SafeText", "get_host"),
}
WORDS = {*FORBIDDEN, *ALLOWED}


@cache
def trees():
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    kept = [p for p in files if not {"migrations", "demo"} & set(p.relative_to(ROOT).parts)]
    return {str(p.relative_to(ROOT)): ast.parse(p.read_text("utf-8")) for p in kept}


def words_of(node):
    """What a call or an import names."""
    if isinstance(node, ast.Call):
        yield getattr(node.func, "id", getattr(node.func, "attr", ""))
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").split(".")[0]
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)


@cache
def places():
    found = {word: set() for word in WORDS}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            for word in words_of(node):
                if word in WORDS:
                    found[word].add(name)
    return found


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_what_is_forbidden_stands_nowhere(word):
    assert places()[word] == set()


@pytest.mark.parametrize("word", sorted(ALLOWED))
def test_what_is_dangerous_stands_only_where_there_is_a_reason(word):
    assert places()[word] - set(ALLOWED[word]) == set()


def keywords(*names):
    return [
        (place, word.arg, word.value)
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in names
    ]


def test_no_command_goes_through_a_shell_and_no_certificate_is_waved_through():
    said = keywords("shell", "verify")
    assert [one for one in said if getattr(one[2], "value", None) in (True, False)] == []


def test_no_message_waits_in_the_memory_of_a_worker():
    assert [place for place, _, _ in keywords("eta", "countdown")] == []


def test_every_form_names_its_fields():
    metas = [
        (place, node)
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == "Meta"
    ]
    names = [
        (place, target.id, ast.unparse(line.value))
        for place, meta in metas
        for line in meta.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    ]
    assert [one for one in names if one[1] == "exclude" or "__all__" in one[2]] == []


def test_no_template_switches_escaping_off():
    pages = [p for p in (ROOT / "templates").rglob("*.html")]
    bad = ("autoescape off", "|safe ", "|safe}", "|safeseq", "<script>", " onclick=", " style=")
    found = [(p.name, b) for p in pages for b in bad if b in p.read_text("utf-8")]
    assert [one for one in found if one[1] in bad[:4]] == []
    assert [one for one in found if one[1] in bad[4:]] == []
