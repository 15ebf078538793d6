import pytest
from django.urls import reverse

import activities.rules as rules
from activities.models import ActivityKind
from common.refusal import Refused


def test_the_office_adds_a_kind_with_its_own_fields(office, sign_in, campaign):
    answer = sign_in(office).post(
        reverse("activities:add_kind"),
        {
            "name": "亮承诺走流程",
            "group": "promise",
            "fields_text": "*承诺人\n走过流程数（数）\n开始（日期）\n形式：窗口、网上",
            "is_enabled": "on",
        },
    )
    assert answer.status_code == 302
    kind = ActivityKind.objects.get(name="亮承诺走流程")
    assert kind.fields == [
        {"label": "承诺人", "type": "text", "is_required": True},
        {"label": "走过流程数", "type": "number"},
        {"label": "开始", "type": "date"},
        {"label": "形式", "type": "choice", "choices": ["窗口", "网上"]},
    ]
    page = sign_in(office).get(reverse("activities:keep_kind", args=[kind.pk]))
    assert (
        "走过流程数（数）\n开始（日期）\n形式：窗口、网上"
        in page.context["form"]["fields_text"].value()
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("：线下", "看不懂"),
        ("授课人\n授课人", "写了两次"),
        ("\n".join("一二三四五六七八九十百千万"), "最多12个"),
    ],
)
def test_fields_that_make_no_sense_are_refused_with_the_line(text, sentence):
    with pytest.raises(Refused, match=sentence):
        rules.fields_of(text)


def test_two_kinds_of_one_name_are_refused_and_what_was_typed_stays(office, sign_in, campaign):
    rules.install_kinds()
    typed = {"name": "集中学习", "group": "study", "fields_text": "授课人"}
    page = sign_in(office).post(reverse("activities:add_kind"), typed)
    assert "已经有名为“集中学习”的种类" in page.content.decode()
    assert page.context["form"]["fields_text"].value() == "授课人"


def test_a_kind_out_of_use_is_no_longer_offered(office, clerk, campaign, unit, sign_in):
    rules.install_kinds()
    kind = ActivityKind.objects.get(code="oath")
    rules.keep_kind(
        kind, name=kind.name, group=kind.group, fields_text="", is_enabled=False, by=office
    )
    assert "重温入党誓词" not in sign_in(clerk).get(reverse("activities:choose")).content.decode()


def test_a_clerk_and_a_stranger_do_not_set_kinds(clerk, stranger, sign_in, campaign):
    for person in (clerk, stranger):
        with pytest.raises(Refused, match="由领导小组办公室设定"):
            rules.keep_kind(
                None, name="甲", group="study", fields_text="", is_enabled=True, by=person
            )
        assert sign_in(person).get(reverse("activities:kinds")).status_code == 404
