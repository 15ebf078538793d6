from datetime import date
from random import Random

import pytest
from django.core.management import CommandError, call_command

import issues.rules as issue_rules
from campaigns.models import Campaign
from common.refusal import Refused
from config.demo import district
from config.demo.texts import Texts
from evaluations.models import Round
from issues.models import Issue, IssueList, Likeness
from issues.words import Level, Part, Reach
from roster.models import Unit, User
from roster.words import UnitKind, Work

TODAY = date(2026, 5, 20)


def make(seed=1):
    return district.make("small", seed=seed, today=TODAY, say=lambda _: None)


@pytest.mark.slow
def test_the_demo_shows_every_state_and_every_duty(db):
    made = make()
    assert made["units"] == 89
    present = set(Issue.objects.values_list("status", flat=True))
    assert present == set(Issue.Status.values)
    assert set(IssueList.objects.values_list("status", flat=True)) == set(IssueList.Status.values)
    works = set(User.objects.values_list("duties__work", flat=True))
    assert works >= set(Work.values)
    assert set(Round.objects.values_list("status", flat=True)) == {
        "published",
        "open",
        "rehearsing",
    }
    assert issue_rules.recount(Campaign.objects.newest()) == 0
    assert all(user.is_demo for user in User.objects.all())
    copied = Likeness.objects.filter(part=Part.TEXT).exclude(reach=Reach.CADRES)
    pairs = {(row.reach, row.first.unit.short, row.second.unit.short) for row in copied}
    assert pairs == {("units", "柳河镇", "双林镇"), ("years", "文旅公司", "文旅公司")}
    exemplary = Issue.objects.filter(unit__code=district.EXEMPLARY)
    assert not exemplary.overdue(TODAY).exists()
    waiting = IssueList.objects.filter(status=IssueList.Status.SUBMITTED, level=Level.UNIT)
    doubtful = [row for row in waiting if issue_rules.first_doubts(row)]
    assert 0 < len(doubtful) <= len(waiting) / 2


def texts_of(seed):
    texts, town = Texts(Random(seed)), Unit(code="U083", short="青山镇", kind=UnitKind.TOWN)
    return [texts.draw(town, until=TODAY) for _ in range(40)]


def test_the_same_seed_gives_the_same_texts_and_another_gives_others():
    assert texts_of(7) == texts_of(7)
    assert texts_of(7) != texts_of(8)


def test_a_second_demo_is_refused(db, campaign):
    with pytest.raises(CommandError, match="已有活动"):
        call_command("demo")


def test_production_refuses_the_demo(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="正式环境"):
        make()
