"""How the first people get into a real database."""

import pytest
from django.core.management import CommandError, call_command

from roster.models import User
from roster.words import Work

pytestmark = pytest.mark.django_db


def open_account(capsys, *words):
    call_command("account", *words)
    return capsys.readouterr().out


def test_the_first_password_is_shown_once_and_must_be_changed(capsys):
    said = open_account(capsys, "zhouming", "--name", "周明", "--work", "office")
    user = User.objects.get(username="zhouming")
    assert user.check_password(said.split("初始口令 ")[1].split("（")[0])
    assert user.must_change_password
    assert not user.is_demo
    assert user.works_as(Work.OFFICE)


def test_a_duty_for_a_unit_holds_for_that_unit_only(capsys, unit, other_unit):
    open_account(capsys, "wujing", "--name", "吴静", "--work", "clerk", "--unit", unit.code)
    user = User.objects.get(username="wujing")
    assert user.works_for(unit.pk, Work.CLERK)
    assert not user.works_for(other_unit.pk, Work.CLERK)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--work", "king"], "没有名为 king 的职责"),
        (["--unit", "U999"], "没有编码为 U999 的单位"),
        (["--work", "system", "--work", "office"], "不得兼任"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_left(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("account", "nobody", "--name", "某人", *words)
    assert not User.objects.filter(username="nobody").exists()


def test_the_same_account_is_not_opened_twice():
    call_command("account", "zhouming", "--name", "周明")
    with pytest.raises(CommandError, match="已存在"):
        call_command("account", "ZhouMing", "--name", "周明")
