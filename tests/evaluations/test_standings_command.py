import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_the_standings_of_a_counted_round_are_printed_as_data(tallied, unit, capsys):
    call_command("standings", str(tallied.pk), "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["digest"] == tallied.result_digest
    assert found["cohorts"][0]["units"][0]["unit_code"] == unit.code


def test_a_round_that_is_still_open_has_no_standings(opened):
    with pytest.raises(CommandError, match="还没有结果"):
        call_command("standings", str(opened.pk))
