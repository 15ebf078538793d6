from io import BytesIO

import openpyxl
import pytest

import evaluations.rules as rules
from evaluations.rules.raters import Named

TEXT = "{姓名}：请评{范围}，打开{链接}，或在{网址}输入{测评码}。"


@pytest.fixture
def ready(round_, up, unit, other_unit, office):
    rows = [Named(up, "王副区长", [unit, other_unit], contact="13812345678")]
    rules.name_raters(round_, rows, by=office)
    rules.freeze(round_, by=office)
    return round_


def test_messages_are_ready_to_send(ready, up, office, sign_in):
    client = sign_in(office)
    data = {"side": up.pk, "form": "messages", "base": "https://pj.example.cn/b/", "text": TEXT}
    answer = client.post(f"/rounds/{ready.pk}/letters/", data)
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    name, contact, _, text = [cell.value for cell in sheet[3]]
    assert (name, contact) == ("王副区长", "13812345678")
    assert "打开https://pj.example.cn/b/#" in text and "评2个单位" in text
    code = text.split("输入")[1].rstrip("。")
    rules.open(ready, by=office)
    assert len(rules.paper(code).units) == 2


def test_a_text_without_a_code_or_with_an_unknown_word_is_refused(ready, up, office, sign_in):
    client = sign_in(office)
    data = {"side": up.pk, "form": "messages", "base": "https://pj.example.cn/b/"}
    page = client.post(f"/rounds/{ready.pk}/letters/", {**data, "text": "请投票"})
    assert "否则评议人无法投票" in page.content.decode()
    page = client.post(f"/rounds/{ready.pk}/letters/", {**data, "text": "{链接}{身份证}"})
    assert "大括号里只能写" in page.content.decode()
    assert not ready.invitations.exists()


def test_slips_carry_no_names(ready, up, office, sign_in):
    client = sign_in(office)
    page = client.get(f"/rounds/{ready.pk}/letters/")
    assert "/b/" in page.content.decode()
    data = {"side": up.pk, "form": "slips", "base": "http://10.1.2.3/b/", "text": "{链接}"}
    page = client.post(f"/rounds/{ready.pk}/letters/", data).content.decode()
    assert "王副区长" not in page
    assert "评2个单位" in page and "http://10.1.2.3/b/" in page


def test_a_stranger_gets_no_letters(ready, stranger, sign_in):
    assert sign_in(stranger).get(f"/rounds/{ready.pk}/letters/").status_code == 404
