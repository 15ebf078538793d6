import pytest
from django.urls import reverse

import roster.rules
from exchange.models import Transfer
from issues.models import Issue
from roster.models import Cadre, Unit
from roster.words import Work
from tests import builders
from tests.sheets import sample


def upload(client, kind, path):
    with path.open("rb") as file:
        return client.post(reverse("exchange:import"), {"kind": kind, "file": file})


@pytest.fixture
def desk(office, sign_in, dictionaries):
    roster.rules.install_units()
    builders.make_campaign(units=Unit.objects.all())
    return sign_in(office)


def test_a_roster_is_previewed_and_enters_only_when_confirmed(desk):
    answer = upload(desk, "roster", sample(6))
    page = desk.get(answer.url).content.decode()
    assert "可导入120行" in page and "夏云飞" in page
    assert not Cadre.objects.exists()
    transfer = Transfer.objects.get()
    desk.post(reverse("exchange:confirm", args=[transfer.pk]))
    assert Cadre.objects.count() == 120
    assert "已完成" in desk.get(reverse("exchange:transfers")).content.decode()


def test_a_ledger_of_the_whole_district_enters_the_ledger(desk):
    upload(desk, "issues", sample(2))
    desk.post(reverse("exchange:confirm", args=[Transfer.objects.get().pk]))
    assert Issue.objects.count() == 45 and Issue.objects.closed().count() == 20


def test_confirming_twice_enters_once(desk):
    upload(desk, "issues", sample(2))
    confirm = reverse("exchange:confirm", args=[Transfer.objects.get().pk])
    desk.post(confirm)
    answer = desk.post(confirm, follow=True).content.decode()
    assert Issue.objects.count() == 45
    assert "没有导入任何一行" in answer


def test_refused_rows_are_told_and_the_others_wait(desk):
    page = desk.get(upload(desk, "issues", sample(8)).url).content.decode()
    assert "可导入16行，退回18行" in page
    assert "完成时限“2月30日”不是真实存在的日期" in page


def test_a_file_that_is_no_workbook_stays_on_the_form_with_a_sentence(desk, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("<html></html>")
    answer = upload(desk, "roster", path)
    assert answer.status_code == 200 and "网页" in answer.content.decode()
    assert Transfer.objects.get().status == Transfer.Status.FAILED
    assert "网页" in desk.get(reverse("exchange:transfers")).content.decode()


def test_thinking_better_of_it_enters_nothing(desk):
    upload(desk, "roster", sample(6))
    transfer = Transfer.objects.get()
    desk.post(reverse("exchange:drop", args=[transfer.pk]))
    transfer.refresh_from_db()
    assert transfer.status == Transfer.Status.DROPPED and not Cadre.objects.exists()


def test_a_stranger_sees_neither_the_import_nor_somebody_elses_file(desk, sign_in):
    upload(desk, "roster", sample(6))
    pk = Transfer.objects.get().pk
    unit = Unit.objects.get(code="U038")
    other = sign_in(builders.make_user("stranger", "联络员王远", Work.CLERK, unit=unit))
    assert "花名册" not in other.get(reverse("exchange:import")).content.decode()
    assert upload(other, "roster", sample(6)).status_code == 200
    assert Transfer.objects.count() == 1
    assert other.get(reverse("exchange:preview", args=[pk])).status_code == 404
    assert other.post(reverse("exchange:confirm", args=[pk])).status_code == 404
    assert other.get(reverse("exchange:download", args=[pk])).status_code == 404
    assert sample(6).name not in other.get(reverse("exchange:transfers")).content.decode()
