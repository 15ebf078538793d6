"""All forty-eight are answered: by a test that exists, or by why there is no such way in."""

from pathlib import Path

import yaml

from tests.security.test_papers import existing

INPUTS = yaml.safe_load(Path(__file__).with_name("inputs.yaml").read_text("utf-8"))


def test_all_forty_eight_are_answered():
    assert sorted(INPUTS) == [f"H-{number:02}" for number in range(1, 49)]


def test_every_named_test_exists():
    named = {name for name in INPUTS.values() if name.startswith("test_")}
    assert named - existing() == set()
