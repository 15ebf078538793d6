import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests import builders


def test_the_ledger_is_written_to_a_file(campaign, unit, tmp_path):
    issue = builders.make_ledger_issue(campaign, unit)
    path = tmp_path / "ledger.xlsx"
    call_command("export", "ledger", output=path)
    cells = [str(cell.value) for row in openpyxl.load_workbook(path).active for cell in row]
    assert issue.number in cells


def test_a_list_that_does_not_exist_is_said_in_a_sentence(campaign):
    with pytest.raises(CommandError, match="没有这份清单"):
        call_command("export", "list", number=99)


def test_an_empty_database_has_nothing_to_export(db):
    with pytest.raises(CommandError, match="还没有活动"):
        call_command("export", "ledger")
