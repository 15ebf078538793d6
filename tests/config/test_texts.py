"""The bank of the demo's issue texts: every line tells something, and no two tell the same."""

from datetime import date
from random import Random

import pytest

from config.demo.texts import Texts, lines
from issues.screening import Text, judge, near_copies
from roster.models import Unit
from roster.words import UnitKind

TODAY = date(2026, 5, 20)
VAGUE = "vague"


@pytest.fixture(scope="module")
def told():
    """Every line of the bank, filled once with facts."""
    texts, unit = Texts(Random(5)), Unit(code="U001", short="区委办", kind=UnitKind.PARTY)
    return [
        (section, texts.fill(line, unit, until=TODAY))
        for section, said in lines().items()
        for line in said
    ]


def test_every_line_tells_an_example_and_the_empty_ones_stay_empty(told):
    wrong = [
        (section, text.example)
        for section, text in told
        if (judge(f"{text.issue}，{text.example}").label == "vague") != (section == VAGUE)
    ]
    assert wrong == []


def test_no_line_resembles_another_in_what_happened_or_in_what_will_be_done(told):
    own = [text for section, text in told if section != VAGUE]
    said = [f"{text.issue}。{text.example}" for text in own]
    done = ["；".join(text.measures) for text in own]
    for listed in (said, done):
        pairs = near_copies(Text(str(at), one) for at, one in enumerate(listed))
        assert [(listed[int(pair.a)], listed[int(pair.b)]) for pair in pairs] == []


def test_every_line_names_three_measures_a_goal_and_a_cause(told):
    short = [
        (section, text.issue)
        for section, text in told
        if section != VAGUE and (len(text.measures) != 3 or not text.cause or not text.target)
    ]
    assert short == []
    assert len(told) > 500


def town(code):
    return Unit(code=code, short=f"第{code}镇", kind=UnitKind.TOWN)


def test_all_units_draw_from_one_pile_and_no_line_comes_back_before_it_is_through():
    texts, size = Texts(Random(3)), len(lines()["town"])
    issues = [texts.draw(town(f"U{at % 7 + 83:03d}"), until=TODAY).issue for at in range(size)]
    assert len(set(issues)) == size


def test_an_office_with_a_trade_of_its_own_writes_about_that_trade_first():
    own = Unit(code="U044", short="医保局", kind=UnitKind.GOVERNMENT)
    texts, written = Texts(Random(3)), lines()["医保局"]
    drawn = {texts.draw(own, until=TODAY).issue for _ in written}
    assert drawn == {line[1] for line in written}


def test_a_copyist_tells_the_same_matter_with_other_facts():
    texts = Texts(Random(3))
    first = texts.draw(town("U084"), until=TODAY)
    copy = texts.copied("U084", 0, town("U085"), until=TODAY)
    assert near_copies([Text("a", first.example), Text("b", copy.example)])
    assert copy != first
