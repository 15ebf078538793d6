"""The word lists belong to the office: changed at once, kept in versions, never lost."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import LexiconVersion
from issues.screening import remarks, sectors_of

EMPTY = "对窗口工作抓得不实，打太极现象突出，群众有意见，服务工作还不够扎实有效"


def words(text):
    said = remarks(text, lexicon=rules.current_lexicon())
    return {span.word for remark in said for span in remark.words}


def test_a_word_the_office_adds_is_marked_from_then_on(office, sign_in):
    assert "打太极" not in words(EMPTY)
    url = f"{reverse('issues:lexicon')}?kind=stock"
    sign_in(office).post(url, {"words": "打太极、踢皮球"})
    assert "打太极" in words(EMPTY)
    page = sign_in(office).get(url).content.decode()
    assert "踢皮球" in page and "加入空话套话：打太极、踢皮球" in page


def test_a_shipped_word_is_taken_off_and_put_back(office, sign_in):
    text = "工作中参差不齐，任重道远，落实上打了折扣，还存在一定差距"
    assert "任重道远" in words(text)
    client, url = sign_in(office), reverse("issues:switch_word")
    client.post(url, {"kind": "stock", "word": "任重道远", "on": "0"})
    assert "任重道远" not in words(text)
    client.post(url, {"kind": "stock", "word": "任重道远", "on": "1"})
    assert "任重道远" in words(text)


def test_every_change_is_a_version_one_may_go_back_to(office, sign_in):
    first = rules.change_words("stock", ["打太极"], is_on=True, by=office)
    rules.change_words("stock", ["踢皮球"], is_on=True, by=office)
    sign_in(office).post(reverse("issues:restore_lexicon"), {"version": first.pk})
    assert rules.lexicon_changes() == {"stock": {"打太极": True}}
    rules.restore_lexicon(None, by=office)
    assert rules.lexicon_changes() == {} and LexiconVersion.objects.count() == 4


def test_a_text_is_tried_on_the_page(reviewer, sign_in):
    url = reverse("issues:lexicon")
    page = sign_in(reviewer).get(url, {"text": EMPTY}).content.decode()
    assert "说得空" in page and "加入的词" not in page


def test_words_that_are_no_words_are_refused(office):
    with pytest.raises(Refused, match="2至20个字"):
        rules.change_words("stock", ["空"], is_on=True, by=office)
    with pytest.raises(Refused, match="没有这类词表"):
        rules.change_words("weights", ["甲乙"], is_on=True, by=office)
    with pytest.raises(Refused, match="要改的词"):
        rules.change_words("stock", [" "], is_on=True, by=office)


def test_a_stranger_neither_sees_nor_changes_the_lists(stranger, sign_in):
    assert sign_in(stranger).get(reverse("issues:lexicon")).status_code == 404
    with pytest.raises(Refused, match="办公室维护"):
        rules.change_words("stock", ["打太极"], is_on=True, by=stranger)
    with pytest.raises(Refused, match="办公室维护"):
        rules.restore_lexicon(None, by=stranger)


def test_an_open_list_shows_what_its_trade_should_ask_itself(campaign, unit, clerk, sign_in):
    row = rules.open_list(campaign, unit, by=clerk)
    page = sign_in(clerk).get(row.get_absolute_url()).content.decode()
    assert "这样找问题" in page and "写明哪所学校" in page


@pytest.mark.parametrize(
    ("unit", "trade"),
    [
        ("区卫生健康局", "卫健"),
        ("区政务服务中心", "窗口"),
        ("柳河镇", "镇街"),
        ("区某某局", "通用"),
    ],
)
def test_a_trade_is_told_by_the_name_of_the_unit(unit, trade):
    assert sectors_of(unit)[0].name == trade
