import notices.rules as rules
from notices.models import Notice


def test_telling_twice_is_telling_once(clerk, head):
    assert rules.tell([clerk, head], key="remind-1", text="整改时限将至") == 2
    assert rules.tell([clerk, head], key="remind-1", text="整改时限将至") == 0
    assert Notice.objects.count() == 2


def test_one_person_cannot_mark_anothers_notice_as_read(clerk, stranger):
    rules.tell([clerk], key="k", text="请填报")
    notice = Notice.objects.get()
    rules.read(notice, by=stranger)
    assert Notice.objects.unread().count() == 1
    rules.read(notice, by=clerk)
    assert Notice.objects.unread().count() == 0
