"""Which accounts a newcomer is offered."""

from roster.models import Duty
from roster.words import Work


def test_one_demo_account_of_each_kind_is_offered(office, clerk, stranger):
    assert [(d.user, d.work) for d in Duty.objects.demo_cast()] == [
        (office, Work.OFFICE),
        (clerk, Work.CLERK),
    ]


def test_nobody_is_offered_where_the_accounts_are_real(office):
    type(office).objects.update(is_demo=False)
    assert not Duty.objects.demo_cast()
