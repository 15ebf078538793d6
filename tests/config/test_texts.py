"""The bank of the demo's issue texts: every line tells something, and no two tell the same."""

from datetime import date
from random import Random

import pytest

from config.demo.grammar import SEPARATOR, Grammar, defects
from config.demo.texts import Texts, lines
from config.demo.words import bank
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
    said = [f"{text.issue}。{text.example}" for _, text in told]
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
    assert drawn == {line.split(SEPARATOR)[1] for line in written}


def test_a_copyist_tells_the_same_matter_with_other_facts():
    texts = Texts(Random(3))
    first = texts.draw(town("U084"), until=TODAY)
    copy = texts.copied("U084", 0, town("U085"), until=TODAY)
    assert near_copies([Text("a", first.example), Text("b", copy.example)])
    assert copy != first


@pytest.fixture(scope="module")
def further():
    """Texts of the grammar, every core of it in two rounds."""
    texts, grammar = Texts(Random(8)), Grammar(Random(8))
    kinds = [*bank("grammar")["matters"]]
    unit = Unit(code="U001", short="区委办", kind=UnitKind.PARTY)
    lines_of_all = (grammar.line(kinds[at % len(kinds)]) for at in range(540))
    return [texts.fill(line, unit, until=TODAY) for line in lines_of_all]


def test_the_grammar_has_a_matter_for_every_family_and_fills_every_slot(further):
    families = {*bank("words")["family_by_name"], *bank("words")["family_by_kind"].values()}
    assert families | {"party"} == set(bank("grammar")["matters"])
    said = [part for text in further for part in (text.issue, text.example, *text.measures)]
    assert not [part for part in said if "{" in part or "|" in part or ";" in part]
    assert all(len(text.measures) == 3 and text.cause and text.target for text in further)


def test_texts_of_the_grammar_are_concrete_and_hardly_ever_resemble_one_another(further):
    said = [f"{text.issue}。{text.example}" for text in further]
    assert [one for one in said if judge(one).label == "vague"] == []
    pairs = near_copies((Text(str(at), one) for at, one in enumerate(said)), bulk=True)
    assert len(pairs) <= 0.01 * len(said)


def test_every_pool_of_the_grammar_is_of_one_prime_length_so_that_pairs_do_not_come_back():
    (size,) = {len(set(pool)) for pool in bank("grammar_scenes").values()}
    assert all(size % factor for factor in range(2, size))
    assert all(
        (len(one.issues), len(one.happenings), len(one.measures)) == (3, 3, 4) for one in defects()
    )
