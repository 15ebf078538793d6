"""The cast of a round: twelve units of sample 7, or two units with a round that is open."""

import pytest

import evaluations.rules as rules
import roster.rules as roster_rules
from evaluations.models import Scheme
from roster.directory import shipped_units
from tests import builders

SAMPLE_UNITS = {
    "U020", "U023", "U030", "U032", "U034", "U036", "U021", "U025", "U028", "U038", "U044", "U047",
}  # fmt: skip


@pytest.fixture
def schemes(db):
    rules.install_schemes()


@pytest.fixture
def scheme(schemes):
    return Scheme.objects.get(code="sanping_30_20_50")


@pytest.fixture
def twelve_units(db):
    names = ["B"] * 6 + ["C"] * 6
    rows = [row for row in shipped_units() if row.code in SAMPLE_UNITS]
    assert len(rows) == len(names)
    units = []
    for at, row in enumerate(rows, 1):
        unit = builders.make_unit(
            code=row.code, name=row.name, short=row.short, cohort=row.cohort, order=at
        )
        for alias in row.aliases:
            roster_rules.learn_alias(unit, alias, by=None)
        units.append(unit)
    return units


@pytest.fixture
def round_(campaign, scheme, office):
    """A draft round of 教育局 and 卫健局."""
    return rules.draft(campaign, name="2026年上半年三评议", scheme=scheme, show_min=3, by=office)


@pytest.fixture
def frozen(round_, office):
    rules.freeze(round_, by=office)
    return round_


@pytest.fixture
def up(round_):
    return round_.sides.get(code="UP")


@pytest.fixture
def slips(frozen, up, office):
    return rules.hand_out(frozen, up, count=4, by=office)


@pytest.fixture
def opened(frozen, slips, office):
    rules.open(frozen, by=office)
    return frozen


@pytest.fixture
def ended(opened, slips, unit, other_unit, office):
    for slip in slips[:3]:
        rules.cast(slip.code, marks={unit.code: {"": "满意"}, other_unit.code: {"": "基本满意"}})
    rules.end(opened, by=office)
    return opened


@pytest.fixture
def tallied(ended, office, inspector):
    rules.seal(ended, by=office)
    rules.seal(ended, by=inspector)
    rules.tally()
    ended.refresh_from_db()
    return ended


@pytest.fixture
def signed(tallied, office, inspector):
    """Three supervisors stand for the count: one signs here, two have signed on paper."""
    rules.sign_tally(tallied, by=inspector)
    for name in ("代表刘敏", "企业代表高强"):
        rules.sign_tally(tallied, by=office, name=name, identity="监票人")
    return tallied


@pytest.fixture
def published(signed, office, leader, today):
    rules.approve(signed, by=leader)
    rules.publish(signed, by=office, today=today)
    return signed
