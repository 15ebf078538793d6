"""The inbox: a person sees and opens only what they were told."""

from django.urls import reverse

from notices import rules
from notices.models import Notice


def test_the_inbox_shows_what_one_was_told_and_the_bell_counts_it(sign_in, clerk):
    rules.tell([clerk], key="a", text="教育-001 还有 3 个工作日到期")
    page = sign_in(clerk).get(reverse("notices:index")).content.decode()
    assert "教育-001 还有 3 个工作日到期" in page
    assert "1条未读" in page


def test_opening_a_notice_marks_it_read_and_leads_on(sign_in, clerk):
    rules.tell([clerk], key="a", text="到期", url="/notices/?show=unread")
    notice = Notice.objects.get()
    answer = sign_in(clerk).post(reverse("notices:read", args=[notice.pk]))
    assert answer.url == "/notices/?show=unread"
    assert Notice.objects.get().read_at is not None


def test_a_notice_never_leads_to_a_foreign_site(sign_in, clerk):
    rules.tell([clerk], key="a", text="到期", url="https://elsewhere.example/")
    answer = sign_in(clerk).post(reverse("notices:read", args=[Notice.objects.get().pk]))
    assert answer.url == reverse("notices:index")


def test_a_stranger_cannot_open_my_notice(sign_in, clerk, stranger):
    rules.tell([clerk], key="a", text="到期")
    answer = sign_in(stranger).post(reverse("notices:read", args=[Notice.objects.get().pk]))
    assert answer.status_code == 404


def test_reading_all_reads_only_ones_own(sign_in, clerk, stranger):
    rules.tell([clerk, stranger], key="a", text="到期")
    sign_in(clerk).post(reverse("notices:read_all"))
    assert Notice.objects.unread().get().person == stranger
