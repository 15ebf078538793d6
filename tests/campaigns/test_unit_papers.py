"""任务书、时间表、责任状: 003-28, 004-46."""

from io import BytesIO

import docx
import pytest

from campaigns.models import Task
from roster.words import PostLevel
from tests import builders
from tests.laid_out import faults


def words_of(client, campaign, unit, kind):
    entry = campaign.participations.get(unit=unit)
    answer = client.get(f"/campaigns/participations/{entry.pk}/{kind}/")
    document = docx.Document(BytesIO(answer.content))
    assert faults(answer.content) == []
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [line.text for line in document.paragraphs], cells


@pytest.mark.parametrize("kind", ["tasks", "times", "pledge"])
def test_each_paper_names_the_unit_and_every_task_with_its_day(
    kind, campaign, unit, clerk, sign_in
):
    builders.make_cadre(unit, name="郑安", level=PostLevel.HEAD)
    lines, cells = words_of(sign_in(clerk), campaign, unit, kind)
    said = "".join([*lines, *cells])
    assert "区教育局" in said
    owed = Task.objects.filter(phase__campaign=campaign).for_units()
    assert owed.exists()
    for task in owed:
        assert task.name in said
    assert ("郑安" in said) == (kind != "times")


def test_the_timetable_says_how_far_a_task_is(campaign, unit, clerk, office, sign_in, today):
    task = Task.objects.filter(phase__campaign=campaign).for_units().first()
    sign_in(office).post(
        f"/campaigns/tasks/{task.pk}/complete/{unit.pk}/", {"on": today, "note": "已开"}
    )
    _, cells = words_of(sign_in(clerk), campaign, unit, "times")
    assert any(cell.endswith(f" {today}") for cell in cells)


def test_a_stranger_fetches_no_paper_of_another_unit(campaign, unit, stranger, sign_in):
    entry = campaign.participations.get(unit=unit)
    assert sign_in(stranger).get(f"/campaigns/participations/{entry.pk}/tasks/").status_code == 404


def test_an_unknown_paper_is_not_there(campaign, unit, clerk, sign_in):
    entry = campaign.participations.get(unit=unit)
    assert sign_in(clerk).get(f"/campaigns/participations/{entry.pk}/x/").status_code == 404
