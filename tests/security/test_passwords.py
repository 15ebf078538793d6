"""Passwords that a guesser of this office would try, and those that were stolen elsewhere."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from roster.passwords import GuessableValidator, own_words
from roster.passwords.breached import Unusable, complaint, is_breached
from roster.passwords.guessing import ENOUGH, guessed
from tests.security.conftest import PASSWORD

FAMILIES = {
    "键盘上相邻的键": "1qaz2wsx3EDC 1qaz@WSX3edc Qwerty123456 ZAQ!xsw2020 !QAZ2wsx#EDC asdfASDF1!",
    "连续的字母或数字": "Aa12345678 Abc123456! Abcd@12345 Aa123456!!",
    "年份": "Zhzg@2026!! Zhengfu2026 Jiaoyu-2025 Summer2024! Qiutian@2023 Chunji2022!",
    "常用的词": "P@ssw0rd2026 Adm1n@2026! Mima@20260101 Bangongshi-01 1q2w3e4R5t 密码Mm202612",
    "姓名拼音": "Wangjing@1988 Zhaoxiaoming1 Liuyang#2020",
    "日期": "Lm@19880412 Xw19760229! Zk-880412--",
    "电话号码": "Aa13904518888 !Ab13904518888",
    "重复的字": "Aaaa111111! Xy7-Xy7-Xy7-",
}
STRONG = (
    *("Bu-Yi-Yang1", "秋高气爽abcde2026", "Tr0ub4dor&3kx", "Xk9q1234ab!w", "mH7-vRt2-kQz9"),
    *("Liushu-Chuangwai-Jiuge-7", "窗外的柳树有九棵Nk7", "cuo-ti-ben-zai-Er-lou-3"),
)


@pytest.mark.parametrize(
    ("kind", "password"), [(kind, one) for kind, many in FAMILIES.items() for one in many.split()]
)
def test_asvs_6_2_4_what_a_guesser_puts_together_is_refused_and_said_why(kind, password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_guessable" in {error.code for error in refused.value.error_list}
    assert kind in guessed(password).kinds
    assert password not in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", STRONG)
def test_asvs_6_2_4_what_follows_from_nothing_is_taken(password):
    assert validate_password(password) is None


def test_asvs_6_2_4_read_backwards_it_is_the_same_word():
    assert guessed("6202@nimdA").weight == guessed("Admin@2026").weight < ENOUGH


def test_asvs_6_2_4_full_width_letters_hide_nothing():
    assert guessed("Ａｄｍｉｎ＠２０２６").weight == guessed("Admin@2026").weight


@pytest.mark.parametrize("near", ["Yanmowen@77x", "Ymw-Clerk-4x", "ymw_jyj_Q9", "Mowen!Clerk99"])
def test_asvs_6_2_4_ones_own_name_unit_and_account_carry_nothing(clerk, near):
    clerk.name = "严墨文"
    GuessableValidator().validate(near)
    with pytest.raises(ValidationError, match="常用的词"):
        GuessableValidator().validate(near, clerk)


def test_asvs_6_2_4_the_words_of_a_person_are_account_name_and_unit(clerk):
    clerk.name = "严墨文"
    assert {"clerk", "严墨文", "yanmowen", "ymw", "mowen"} <= own_words(clerk)
    assert own_words(None) == set()


def test_asvs_6_2_4_the_page_says_it_and_changes_nothing(sign_in, clerk):
    fields = {"old_password": PASSWORD, "new_password1": "1qaz@WSX3edc"}
    page = sign_in(clerk).post("/password/", fields | {"new_password2": "1qaz@WSX3edc"})
    assert "键盘上相邻的键" in page.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


@pytest.mark.parametrize("length", [200, 4000])
def test_asvs_6_2_4_a_very_long_password_is_weighed_in_no_time(length):
    assert guessed("Bu-Yi-Yang1" * (length // 11)).weight >= ENOUGH


def digest(password, length=40):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()[:length]


@pytest.fixture
def stolen(tmp_path):
    """A file as it is published, with a count behind each line."""

    def kept(passwords, length=40, ending="\n"):
        file = tmp_path / "stolen.txt"
        lines = sorted(f"{digest(one, length)}:{at}" for at, one in enumerate(passwords, 1))
        file.write_text(ending.join(lines) + ending, encoding="ascii", newline="")
        return file

    return kept


@pytest.mark.parametrize("length", [40, 16])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_asvs_6_2_12_each_stolen_password_is_found_and_no_other(stolen, length, ending):
    many = [f"Mu-Xing-{number}-Kz" for number in range(257)]
    file = stolen(many, length, ending)
    assert all(is_breached(one, file) for one in many)
    assert not any(is_breached(f"{one}!", file) for one in many)
    assert complaint(file) == ""


def test_asvs_6_2_12_a_stolen_password_is_refused_on_the_page(stolen, sign_in, clerk, settings):
    settings.BREACHED_PASSWORDS = stolen(["Liushu-Chuangwai-7"])
    fields = {"old_password": PASSWORD, "new_password1": "Liushu-Chuangwai-7"}
    page = sign_in(clerk).post("/password/", fields | {"new_password2": "Liushu-Chuangwai-7"})
    assert "在别处泄露过" in page.content.decode()
    assert validate_password("Liushu-Chuangwai-8") is None


def test_asvs_6_2_12_where_the_file_is_gone_no_password_is_changed(tmp_path, settings):
    settings.BREACHED_PASSWORDS = tmp_path / "gone.txt"
    with pytest.raises(ValidationError, match="读不出来"):
        validate_password("Liushu-Chuangwai-7")
    with pytest.raises(Unusable):
        is_breached("x", tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第1行不是"),
        ("password\n", "第1行不是"),
        ("AAAAAAAAAA01\nmima\n", "第2行不是"),
        ("BBBBBBBBBB01\nAAAAAAAAAA01\n", "没有按次序"),
    ],
)
def test_asvs_6_2_12_a_file_of_another_kind_is_told_before_it_is_trusted(tmp_path, text, said):
    file = tmp_path / "stolen.txt"
    file.write_text(text, encoding="ascii")
    assert said in complaint(file)


def test_the_page_calls_a_password_by_one_word(sign_in, clerk):
    client = sign_in(clerk)
    fields = {"old_password": "cuo", "new_password1": "clerk", "new_password2": "password"}
    pages = [client.get("/password/"), client.post("/password/", fields)]
    pages.append(client.post("/password/", fields | {"new_password2": "clerk"}))
    said = "".join(page.content.decode() for page in pages)
    assert "密码" not in said
    for words in ("旧口令不对", "两次填的新口令不一样", "这个口令太短", "账号或姓名太接近"):
        assert words in said, words
