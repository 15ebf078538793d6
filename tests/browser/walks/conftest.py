"""The demo the walks go through: small within `./run test`, the whole district in `./run walk`."""

import json
import os
from pathlib import Path

import pytest

from tests.browser.walks import site as running

# Within `./run test` a few pages near the home; "small" and "district" walk everywhere.
SCALE = os.environ.get("WALK", "")
# A folder given here is kept, so that a second walk need not make the demo again.
KEPT = os.environ.get("WALK_DIR")
CLICKS = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def site(browser_type_launch_args, tmp_path_factory):
    """A demo of our own, served; a kept one is copied, for the walks spoil it."""
    folder = Path(KEPT) if KEPT else tmp_path_factory.mktemp("walk")
    codes = folder / "codes.json"
    if not codes.exists():
        folder.mkdir(parents=True, exist_ok=True)
        codes.write_text(json.dumps(running.make(folder, SCALE or "small")))
    if KEPT:
        folder = running.throw_away(folder, tmp_path_factory.mktemp("walk") / "copy")
        codes = folder / "codes.json"
    with running.serve(folder) as address:
        yield running.Site(address, folder, json.loads(codes.read_text()))


@pytest.fixture(scope="session")
def judged():
    """The kinds of pages axe has already looked at, whoever stood before them."""
    return set()


@pytest.fixture
def counted(request):
    """Keeps how many clicks a job took, to be told when all are done."""
    return request.config.stash.setdefault(CLICKS, []).append


def pytest_terminal_summary(terminalreporter, config):
    """Tell the clicks of every job, also where the output of the tests is not shown."""
    if lines := config.stash.get(CLICKS, []):
        terminalreporter.section("常办的事点几下", sep="-")
        for line in lines:
            terminalreporter.write_line(line)
