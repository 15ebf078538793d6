"""ASVS 5.0 over the source, the settings and the papers: what is promised is what is there."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings as used
from django.contrib.auth.hashers import identify_hasher, make_password

from common import attached, dictionaries, pictures, sealing
from common.workbook import limits
from config import broker, env
from config.backups.archive import KEYS
from tests.security.test_own_rules import keywords, trees, words_of

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = (ROOT / "docs" / "deploy.md").read_text("utf-8")
SETTINGS = (ROOT / "config" / "settings.py").read_text("utf-8")
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))


def calls(*names):
    return [
        (place, node)
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in names
    ]


def section(title):
    return DEPLOY.partition(title)[2].partition("\n## ")[0]


def test_asvs_1_2_9_a_pattern_is_never_what_somebody_typed():
    kinds = ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")
    ours = {
        "roster/passwords/guessing.py": "由常量拼成",
        "common/workbook/dictionary.py": "词典里的表样",
        "issues/screening/sectors.py": "词典里的单位类别",
        "issues/screening/normal.py": "词典里的同义词，逐个 re.escape",
        "issues/readings/reference.py": "词典里的表样",
        "issues/readings/dates.py": "由常量拼成",
        "evaluations/sheets/stated.py": "由常量拼成",
        "issues/screening/lexicon.py": "词表里的词，逐个 re.escape",
    }
    made = {
        place
        for place, node in calls(*kinds)
        if getattr(node.func.value, "id", "") == "re"
        and not isinstance(node.args[0], ast.Constant)
        and not isinstance(node.args[0], ast.JoinedStr)
    }
    assert made - set(ours) == set()
    quoted = [place for place, why in ours.items() if "re.escape" in why]
    assert [p for p in quoted if "re.escape" not in (ROOT / p).read_text("utf-8")] == []


def test_asvs_1_3_7_no_template_is_made_of_what_somebody_wrote():
    named = {
        (place, word)
        for place, tree in trees().items()
        for node in ast.walk(tree)
        for word in words_of(node)
        if word in {"from_string", "Engine", "jinja2"}
    }
    assert named == set()
    shown = [node for _, node in calls("render_to_string")]
    names = [node for _, node in shown]
    assert [n for n in names if not isinstance(n.args[0], ast.Constant)] == []


def test_asvs_1_3_10_no_text_of_a_form_is_a_format():
    forms = [p for p in trees() if "/forms" in p or "/views" in p or "/rules" in p]
    found = [(place, ast.unparse(node)) for place, node in calls("format", "format_map")]
    assert [one for one in found if one[0] in forms] == []
    assert "format_map" not in (ROOT / "evaluations/sheets/letters.py").read_text("utf-8")


def test_asvs_1_5_2_only_json_comes_in_from_elsewhere():
    assert used.CELERY_ACCEPT_CONTENT == ["json"]
    assert used.CELERY_TASK_SERIALIZER == "json"
    assert used.SESSION_SERIALIZER.endswith("JSONSerializer")
    loads = [ast.unparse(node) for _, node in calls("load", "load_all", "unsafe_load")]
    assert [p for p in loads if p.startswith("yaml.") and not p.endswith("Loader=Loader)")] == []
    assert dictionaries.Loader.__name__ in {"CSafeLoader", "SafeLoader"}


def test_asvs_2_1_3_and_5_1_1_the_limits_in_the_paper_are_those_in_the_program():
    table = section("## 5.4 上限")
    numbers = {
        f"{limits.FILE_BYTES // limits.MEGABYTE} 兆、{limits.MEMBERS} 个部件",
        f"解开后 {limits.UNPACKED_BYTES // limits.MEGABYTE} 兆",
        f"{limits.ROWS:,} 行",
        f"{limits.COLUMNS} 列",
        f"{limits.CHILD_CPU_SECONDS} 秒处理器",
        f"每个 {attached.MOST_BYTES // limits.MEGABYTE} 兆",
        f"{used.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} 个字段",
    }
    assert [one for one in numbers if one not in table] == []
    assert pictures.MOST_PIXELS == 50_000_000 and "五千万像素" in table
    kinds = {".ofd": "OFD", ".docx": "Word", ".wps": "WPS", ".xlsx": "Excel", ".pdf": "PDF"}
    assert set(kinds) <= set(attached.BEGINNINGS)
    assert [word for word in kinds.values() if word not in table] == []


def test_asvs_3_7_1_no_script_needs_an_old_technology():
    old = re.compile(r"document\.write|\beval\(|new Function|ActiveX|<applet|<object|\.swf")
    assert [p.name for p in (*SCRIPTS, *PAGES) if old.search(p.read_text("utf-8"))] == []


def test_asvs_1_2_3_data_goes_into_a_page_by_json_script_alone():
    inline = re.compile(r"<script(?![^>]*\bsrc=)")
    assert [p.name for p in PAGES if inline.search(p.read_text("utf-8"))] == []
    parses = [p.name for p in SCRIPTS if re.search(r"\.innerHTML\s*=(?!=)", p.read_text("utf-8"))]
    assert parses == []


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("PASSWORD_DAYS", 90),
        ("PASSWORD_HISTORY", 5),
        ("SESSION_IDLE_SECONDS", 1800),
        ("OFFICER_IDLE_SECONDS", 900),
        ("SESSION_HOURS", 12),
        ("SESSIONS_AT_ONCE", 3),
        ("IDLE_ACCOUNT_DAYS", 60),
        ("NETWORK_FAILURES", 30),
        ("EXPORT_ROWS_ALONE", 500),
        ("EXPORT_HOURS", 24),
    ],
)
def test_asvs_6_1_1_and_7_1_1_the_paper_tells_the_times_the_program_keeps(name, default):
    (row,) = [line for line in DEPLOY.splitlines() if line.startswith("|") and f"`{name}`" in line]
    said = re.search(rf'"{name}", ([\d_]+)', SETTINGS)
    assert int(said[1]) == default
    assert str(default) in row.split("|")[3]


def test_asvs_6_1_3_every_way_in_is_told_in_the_paper():
    ways = set(re.findall(r'"(roster\.backends\.[\w.]+)"', SETTINGS))
    assert ways == {
        "roster.backends.OfficeBackend",
        "roster.backends.directory.DirectoryBackend",
        "roster.backends.issuer.IssuerBackend",
    }
    told = section("## 5.2 账号与三员")
    assert all(word in told for word in ("OIDC", "LDAP", "`SECOND_FACTOR`", "`LOCAL_PASSWORDS`"))


def test_asvs_11_1_1_and_11_1_2_every_key_stands_in_the_paper_with_its_algorithm():
    table = section("## 5.5 密钥")
    for name in (*(key for key in KEYS if not key.endswith(".old")), "backup.key"):
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{name}`")]
        assert re.search(r"SHA256|AES-256-GCM|Ed25519", row), name
    assert "Argon2id" in table


def test_asvs_11_2_3_and_11_3_1_fields_are_sealed_under_256_bits_in_gcm():
    cipher = sealing._cipher("secret")
    assert type(cipher).__name__ == "AESGCM"
    assert len(sealing.base64.b64decode(sealing.seal("", "secret"))) == sealing.NONCE + 16
    weak = {"ECB", "CBC", "ARC4", "TripleDES", "Blowfish", "RC2", "IDEA"}
    assert [p for p, tree in trees().items() if weak & _names(tree)] == []


def _names(tree):
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return attributes | {word for node in ast.walk(tree) for word in words_of(node)}


def test_asvs_11_4_1_no_broken_digest_but_where_others_speak_it():
    weak = {"md5", "sha1", "MD5", "SHA1"}
    found = {place for place, tree in trees().items() if weak & _names(tree)}
    assert found == {"roster/rules/factors.py", "roster/passwords/breached.py"}


def test_asvs_11_4_2_a_password_is_kept_as_argon2id_at_the_measured_cost(settings):
    settings.PASSWORD_HASHERS = HASHERS
    kept = make_password("Bu-Yi-Yang1")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(kept).algorithm == "argon2"


HASHERS = re.findall(r'"([\w.]+Hasher)"', SETTINGS)


def test_asvs_12_1_2_only_ciphers_with_forward_secrecy_and_authentication():
    nginx = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    (named,) = re.findall(r"ssl_ciphers ([^;]+);", nginx)
    assert all(re.match(r"ECDHE-.*(GCM|POLY1305)", one) for one in named.split(":"))
    assert "ssl_prefer_server_ciphers on;" in nginx


def test_asvs_12_3_2_a_servers_certificate_is_asked_for_where_the_address_says_so():
    made = env.database("postgres://u:p@db/z?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    assert made["OPTIONS"]["sslmode"] == "verify-full"
    assert made["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"
    off = [one for one in keywords("verify", "validate", "cert_reqs", "check_hostname")]
    assert [o for o in off if getattr(o[2], "value", None) is False] == []


def test_asvs_13_1_1_every_setting_that_is_read_stands_in_the_paper():
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_0-9]+)"', SETTINGS))
    assert len(names) > 50
    assert sorted(name for name in names if f"`{name}`" not in DEPLOY) == []


def test_asvs_13_2_1_the_broker_beside_the_program_is_reached_by_its_owner_only(tmp_path):
    command = broker.command("valkey-server", tmp_path / "socket", tmp_path)
    assert command[command.index("--port") + 1] == "0"
    assert command[command.index("--unixsocketperm") + 1] == "700"
    parts = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))["services"]
    assert "ports" not in parts["broker"]


def test_asvs_14_3_3_the_browsers_store_keeps_what_is_listed_and_nothing_else():
    used_by = {p.name for p in SCRIPTS if re.search(r"(local|session)Storage", p.read_text())}
    assert used_by == {"ballot.js", "entry-grid-save.js", "kept.js", "page.js", "tables.js"}
    saving = (ROOT / "static/js/entry-grid-save.js").read_text("utf-8")
    assert "localStorage.removeItem(this.place)" in saving
    keeping = (ROOT / "static/js/kept.js").read_text("utf-8")
    assert "input[type=password], input[autocomplete=one-time-code]" in keeping


def test_asvs_15_1_1_the_paper_says_how_soon_a_weak_part_is_renewed():
    told = section("## 5.6 更新")
    assert re.search(r"危急的 7 天内、高危的 30 天内", told)


@pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-s3.txt", "requirements-dev.txt"]
)
def test_asvs_15_1_2_every_part_is_listed_with_version_and_digest(lock):
    lines = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    parts = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(parts) > 10
    assert [p for p in parts if not re.match(r"\S+==\S+.*--hash=sha256:[0-9a-f]{64}", p)] == []


def test_asvs_15_3_1_no_row_is_handed_out_whole():
    found = {
        place
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if "/views" in place and {"model_to_dict", "serialize"} & set(words_of(node))
    }
    assert found == set()


def test_asvs_15_3_5_types_are_checked_strictly_in_every_run():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert told["tool"]["mypy"]["strict"] is True
    assert "类型 mypy" in (ROOT / "tests" / "harness" / "checks.py").read_text("utf-8")


def test_asvs_15_3_6_no_script_merges_what_it_reads_into_its_objects():
    merging = re.compile(r"__proto__|Object\.assign\([^,]+,\s*JSON|\.\.\.JSON\.parse|for \(\w+ in ")
    assert [p.name for p in SCRIPTS if merging.search(p.read_text("utf-8"))] == []


def test_asvs_16_1_1_and_16_2_3_logs_go_where_the_paper_says():
    kinds = {one["class"] for one in used.LOGGING["handlers"].values()}
    assert kinds == {"logging.StreamHandler"}
    told = section("## 5. 升级、回退与备份")
    assert all(word in told for word in ("DATA_DIR/logs/", "JSON", "六个月", "不含查询内容"))
