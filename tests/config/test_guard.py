"""补设触发器: what a repair by hand took away stands again after one command."""

from io import StringIO

import pytest
from django.core.management import call_command

import journal.rules as journal
from issues import triggers


@pytest.mark.django_db
def test_what_is_missing_is_set_again_and_what_stands_is_left_alone():
    journal.lift_guard()
    triggers.lift_triggers()
    assert not (journal.is_guarded() or triggers.is_marked())
    said = StringIO()
    call_command("guard", stdout=said)
    assert journal.is_guarded() and triggers.is_marked()
    assert "操作日志防改触发器" in said.getvalue() and "看板汇总触发器" in said.getvalue()
    again = StringIO()
    call_command("guard", stdout=again)
    assert again.getvalue() == ""
