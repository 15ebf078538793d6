from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

import notices.rules as rules
from common.refusal import Refused
from notices.models import Preference
from tests import builders


def test_a_person_chooses_ones_own_roads(clerk, stranger, sign_in):
    fields = {"rhythm": "daily", "by_mail": "on", "phone": "0451-88886666"}
    assert sign_in(clerk).post(reverse("notices:preferences"), fields).status_code == 302
    row = Preference.objects.get()
    assert (row.person, row.by_hook, row.rhythm) == (clerk, False, "daily")
    page = sign_in(stranger).get(reverse("notices:preferences")).content.decode()
    assert "88886666" not in page


def test_a_phone_that_makes_no_sense_is_refused_and_kept_on_the_page(clerk, sign_in):
    page = sign_in(clerk).post(
        reverse("notices:preferences"), {"rhythm": "daily", "phone": "请打办公室"}
    )
    assert "电话“请打办公室”看不懂" in page.content.decode()
    with pytest.raises(Refused):
        rules.prefer(by=clerk, phone="12")


def test_the_office_prints_whom_to_telephone_and_exports_short_messages(clerk, office, sign_in):
    rules.prefer(by=clerk, phone="13800000000")
    rules.tell([clerk], key="a", text="教育-001今天到期" + "，请抓紧" * 20, due_on=localdate())
    page = sign_in(office).get(reverse("notices:calls")).content.decode()
    assert "13800000000" in page
    answer = sign_in(office).get(reverse("notices:export_calls"))
    row = list(load_workbook(BytesIO(answer.content)).active.values)[2]
    assert row[1:3] == ("联络员吴静", "13800000000")
    assert row[3].startswith("【整改通】教育-001今天到期")
    assert len(row[3]) == 70


def test_who_has_opened_the_notice_is_not_telephoned(clerk, office, sign_in):
    rules.tell([clerk], key="a", text="今天到期", due_on=localdate())
    rules.read_all(by=clerk)
    assert "联络员吴静" not in sign_in(office).get(reverse("notices:calls")).content.decode()


def test_a_clerk_and_a_stranger_see_no_telephone_list(clerk, stranger, sign_in):
    for person in (clerk, stranger):
        assert sign_in(person).get(reverse("notices:calls")).status_code == 404
        assert sign_in(person).get(reverse("notices:export_calls")).status_code == 404


def test_the_telephone_list_costs_the_same_for_many_people(
    office, unit, sign_in, django_assert_max_num_queries
):
    people = [builders.make_user(f"c{n}", f"联络员{n}", "clerk", unit=unit) for n in range(12)]
    rules.tell(people, key="a", text="今天到期", due_on=localdate())
    client = sign_in(office)
    client.get(reverse("notices:calls"))
    with django_assert_max_num_queries(10):
        client.get(reverse("notices:calls"))
