import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

import outreach.rules as rules
from common.refusal import Refused
from outreach.models import Attachment, Letter, Opinion
from outreach.rules import box, questions
from roster.words import Work
from tests import builders
from tests.hostile.build import photo

TEXT = "3月6日在政务大厅办证，<script>alert(1)</script>窗口让我跑了三趟。\n  电话13812345678"
JPEG = photo()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office2(db):
    return builders.make_user("office2", "办公室孙悦", Work.OFFICE)


def typed(**over):
    token, _ = questions.ask()
    return {"text": TEXT, "token": token, "sum_said": questions.right_answer(token), **over}


def post(client=None, **over):
    return (client or Client()).post(reverse("box"), typed(**over))


def sent(**over):
    code = rules.send_letter(place="10.0.0.9", **typed(**over))
    return code, Letter.objects.latest("pk")


@pytest.fixture
def letter(campaign):
    return sent()[1]


@pytest.fixture
def answered(letter, unit, office, clerk):
    rules.assign(letter, by=office, unit=unit)
    rules.reply(letter, by=clerk, text="已上门办结")
    rules.answer(letter, by=office)
    return letter


def test_anybody_posts_a_letter_and_finds_the_reply_by_its_code(
    campaign, unit, office, clerk, sign_in
):
    visitor, desk, own = Client(), sign_in(office), sign_in(clerk)
    page = visitor.get(reverse("box"))
    assert page.status_code == 200
    assert not page.cookies
    answer = post(visitor, contact="王先生13912345678", about_unit="教育局")
    row = Letter.objects.get()
    assert row.text.replace("\r", "") == TEXT
    assert "13912345678" not in row.contact_sealed
    code = answer.content.decode().split('query-code">')[1].split("<")[0]
    assert "13912345678" in desk.get(reverse("outreach:letter", args=[row.pk])).content.decode()
    desk.post(reverse("outreach:assign", args=[row.pk]), {"unit": unit.pk})
    seen = own.get(reverse("outreach:letter", args=[row.pk])).content.decode()
    assert "13912345678" not in seen
    own.post(reverse("outreach:reply", args=[row.pk]), {"text": "窗口已道歉并一次办结"})
    waiting = visitor.post(reverse("box_look"), {"code": code}).content.decode()
    assert "窗口已道歉" not in waiting
    assert "正在办理" in waiting
    desk.post(reverse("outreach:answer", args=[row.pk]))
    shown = visitor.post(reverse("box_look"), {"code": code.lower()}).content.decode()
    assert "窗口已道歉并一次办结" in shown
    assert "<script>alert(1)" not in shown
    visitor.post(
        reverse("box_judge"), {"code": code, "is_satisfied": "no", "complaint": "没人来过"}
    )
    row.refresh_from_db()
    assert (row.status, row.returns, row.complaint) == ("assigned", 1, "没人来过")
    assert "窗口已道歉" not in visitor.post(reverse("box_look"), {"code": code}).content.decode()


def test_what_is_assigned_stands_among_the_opinions_without_telephone(letter, unit, office):
    rules.assign(letter, by=office, unit=unit)
    opinion = Opinion.objects.get()
    assert letter.opinion == opinion
    assert opinion.channel == "box"
    assert "13812345678" not in opinion.text
    assert "13812345678" in Letter.objects.get().text
    assert letter.due_on > localdate()


@pytest.mark.parametrize("said", ["", "999", "abc", "９９９"])
def test_a_wrong_sum_is_refused_and_what_was_typed_stays(campaign, said):
    answer = post(sum_said=said).content.decode()
    assert "算术题没有答对" in answer
    assert "政务大厅办证" in answer
    assert "<script>alert" not in answer
    assert not Letter.objects.exists()


def test_a_made_up_or_used_question_is_refused(campaign):
    assert "请回答下面的算术题" in post(token="x" * 40, sum_said="7").content.decode()
    same = typed()
    rules.send_letter(place="1.1.1.1", **same)
    with pytest.raises(Refused, match="不要重复提交"):
        rules.send_letter(place="1.1.1.1", **same)
    assert Letter.objects.count() == 1


def test_an_old_question_is_refused(campaign, monkeypatch):
    given = typed()
    monkeypatch.setattr(questions, "LIFE", -1)
    with pytest.raises(Refused, match="打开太久"):
        rules.send_letter(place="1.1.1.1", **given)


def test_a_flood_from_one_place_is_stopped_and_others_are_not(campaign, monkeypatch):
    monkeypatch.setattr(box, "OF_ONE_PLACE", 3)
    for _ in range(3):
        assert "已收到" in post().content.decode()
    assert "次数太多" in post().content.decode()
    assert "已收到" in post(Client(REMOTE_ADDR="10.9.9.9")).content.decode()
    assert Letter.objects.count() == 4


def test_wrong_sums_are_counted_too(campaign, monkeypatch):
    monkeypatch.setattr(box, "OF_ONE_PLACE", 2)
    post(sum_said="999"), post(sum_said="999")
    assert "次数太多" in post().content.decode()


def test_guessing_codes_tells_nothing_and_is_stopped(campaign, letter, monkeypatch):
    monkeypatch.setattr(box, "LOOKS", 2)
    for code in ("AAAA-AAAA-AAAA", "' OR 1=1 --"):
        page = Client().post(reverse("box_look"), {"code": code}).content.decode()
        assert "没有找到这个查询码" in page
    page = Client().post(reverse("box_look"), {"code": "BBBBBBBBBBBB"}).content.decode()
    assert "次数太多" in page


def test_a_huge_text_is_refused_kindly(campaign):
    answer = post(text="长" * 3000).content.decode()
    assert "2000字以内，现在有3000字" in answer
    body = {"CONTENT_LENGTH": str(80 * 1024 * 1024)}
    assert Client().post(reverse("box"), {"text": "x"}, **body).status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("照片.jpg", b"<svg onload=alert(1)>", "不是图片"),
        ("a.html", b"<html>", "不是图片"),
        ("virus.exe.png", b"MZ\x90", "不是图片"),
        ("空.pdf", b"x", "不是图片"),
        ("大.jpg", JPEG + b"0" * (5 * 1024 * 1024), "超过5兆"),
    ],
)
def test_an_attachment_is_judged_by_its_content(campaign, name, content, said):
    answer = post(files=SimpleUploadedFile(name, content)).content.decode()
    assert said in answer
    assert "附件需要重新选择" in answer
    assert not Letter.objects.exists()


def test_an_attachment_is_only_given_out_as_a_file(campaign, unit, office, stranger, sign_in):
    post(files=[SimpleUploadedFile("../../x.php", JPEG)])
    held = Attachment.objects.get()
    assert held.name == "附件1.jpg"
    answer = sign_in(office).get(reverse("outreach:attachment", args=[held.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert b"".join(answer.streaming_content).startswith(JPEG[:20])
    foreign = sign_in(stranger).get(reverse("outreach:attachment", args=[held.pk]))
    assert foreign.status_code == 404


def test_at_most_three_attachments(campaign):
    files = [SimpleUploadedFile(f"{n}.jpg", JPEG) for n in range(4)]
    assert "附件最多3个" in post(files=files).content.decode()


def test_nobody_lets_out_what_the_same_person_wrote(letter, unit, office, office2):
    rules.assign(letter, by=office, unit=unit)
    rules.reply(letter, by=office, text="已办")
    with pytest.raises(Refused, match="两个人"):
        rules.answer(letter, by=office)
    rules.answer(letter, by=office2)
    assert letter.status == "answered"


def test_a_returned_reply_goes_back_to_the_unit(letter, unit, office, clerk):
    rules.assign(letter, by=office, unit=unit)
    rules.reply(letter, by=clerk, text="已阅")
    with pytest.raises(Refused, match="退回的原因"):
        rules.return_reply(letter, by=office, reason=" ")
    rules.return_reply(letter, by=office, reason="没有写办理结果")
    assert letter.status == "assigned"


def test_satisfied_ends_it_and_the_fourth_return_asks_for_a_talk(answered, office, clerk):
    for _ in range(3):
        rules.judge_reply(answered, is_satisfied=False)
        rules.reply(answered, by=clerk, text="再次办理")
        rules.answer(answered, by=office)
    with pytest.raises(Refused, match="多次重办"):
        rules.judge_reply(answered, is_satisfied=False)
    late = Letter.objects.get(pk=answered.pk)
    rules.judge_reply(answered, is_satisfied=True)
    for row in (answered, late):
        with pytest.raises(Refused, match="不能评价"):
            rules.judge_reply(row, is_satisfied=True)


def test_what_the_writer_says_of_the_reply_is_never_lost(answered, office, clerk, monkeypatch):
    monkeypatch.setattr(rules, "look_up", lambda code, *, place: answered)
    typed = {"code": "ABCD", "complaint": "来了一次，没修好"}
    unsure = Client().post(reverse("box_judge"), typed).content.decode()
    assert "您写的内容还在" in unsure
    assert "来了一次，没修好" in unsure
    rules.judge_reply(answered, is_satisfied=False, complaint="没人来")
    rules.reply(answered, by=clerk, text="再次办理")
    rules.answer(answered, by=office)
    page = Client().post(reverse("box_judge"), {**typed, "is_satisfied": "no"}).content.decode()
    assert "没人来" in page
    assert "来了一次，没修好" in page
    assert answered.complaint == "没人来\n来了一次，没修好"


def test_a_letter_is_set_aside_only_with_a_reason_that_the_writer_reads(campaign, office):
    code, row = sent()
    with pytest.raises(Refused, match="理由"):
        rules.set_aside(row, by=office, reason="")
    rules.set_aside(row, by=office, reason="属市级事权，请拨打12345")
    page = Client().post(reverse("box_look"), {"code": code}).content.decode()
    assert "属市级事权" in page
    assert rules.look_up(code, place="1.1.1.1") == row


def test_a_stranger_is_refused(letter, unit, office, stranger, sign_in):
    with pytest.raises(Refused):
        rules.assign(letter, by=stranger, unit=unit)
    with pytest.raises(Refused):
        rules.set_aside(letter, by=stranger, reason="不")
    rules.assign(letter, by=office, unit=unit)
    with pytest.raises(Refused):
        rules.reply(letter, by=stranger, text="好")
    with pytest.raises(Refused):
        rules.return_reply(letter, by=stranger, reason="不")
    with pytest.raises(Refused):
        rules.answer(letter, by=stranger)
    client = sign_in(stranger)
    assert client.get(reverse("outreach:letter", args=[letter.pk])).status_code == 404
    assert TEXT[:6] not in client.get(reverse("outreach:letters")).content.decode()


def test_the_list_asks_few_questions_and_exports_no_contact(
    answered, office, sign_in, django_assert_max_num_queries
):
    client = sign_in(office)
    with django_assert_max_num_queries(16):
        assert "政务大厅" in client.get(reverse("outreach:letters")).content.decode()
    file = client.get(reverse("outreach:export_letters"))
    cells = openpyxl.load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True)
    assert any("已上门办结" in row for row in cells)


def test_without_a_campaign_the_box_says_so(db):
    assert "还没有开放" in post().content.decode()
