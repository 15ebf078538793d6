"""The script `run` on machines that lack something; no package is really installed here."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("cat", "cmp", "cp", "id", "touch", "mkdir", "dash")

# A Python that notes what it is asked to do and makes an environment out of itself.
FAKE_PYTHON = """#!/bin/sh
echo "$*" >> "$NOTES"
case "$*" in
*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
*"-m pip"*--no-index*) exit "${WHEELHOUSE_FAILS:-0}" ;;
*"-m pip"*) exit "${NETWORK_FAILS:-0}" ;;
manage.py*) echo "bytecode=${PYTHONDONTWRITEBYTECODE-allowed}" >> "$NOTES" ;;
esac
"""


class Machine:
    """A clone of the script in an empty folder, on a machine with nothing but the tools named."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.bin, self.notes = folder / "clone", folder / "bin", folder / "notes"
        self.clone.mkdir()
        self.bin.mkdir()
        self.notes.touch()
        for name in ("run", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, self.clone / name)
        for tool in TOOLS:
            if path := shutil.which(tool):
                (self.bin / tool).symlink_to(path)

    def program(self, name: str, text: str) -> Path:
        path = self.bin / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.clone / "run"), *arguments],
            env={"PATH": str(self.bin), "NOTES": str(self.notes), **environment},
            capture_output=True,
            text=True,
            timeout=30,
        )

    def installs(self) -> list[str]:
        return [line for line in self.notes.read_text().splitlines() if "-m pip" in line]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def with_python(machine):
    machine.program("python3", FAKE_PYTHON)
    return machine


def test_the_script_is_plain_posix_shell():
    shell = shutil.which("dash") or "/bin/sh"
    assert subprocess.run([shell, "-n", ROOT / "run"]).returncode == 0
    assert "[[" not in (ROOT / "run").read_text()


def test_without_python_it_says_what_to_install(machine):
    done = machine.run()
    assert done.returncode == 1
    assert "没有找到 Python" in done.stderr
    assert "3.11" in done.stderr
    assert "No Python was found" in done.stderr


def test_a_python_too_old_is_named(machine):
    machine.program(
        "python3", '#!/bin/sh\n[ "$1" != --version ] || { echo Python 3.8.1; exit 0; }\nexit 1\n'
    )
    done = machine.run()
    assert done.returncode == 1
    assert "Python 3.8.1 太旧" in done.stderr


def test_a_newer_python_beside_an_old_one_is_found(machine):
    machine.program("python3", "#!/bin/sh\nexit 1\n")
    machine.program("python3.12", FAKE_PYTHON)
    assert machine.run().returncode == 0


def test_the_named_python_is_used_and_refused_when_unfit(with_python, tmp_path):
    other = with_python.program("chosen", FAKE_PYTHON)
    with_python.program("python3", "#!/bin/sh\nexit 1\n")
    assert with_python.run(PYTHON=str(other)).returncode == 0
    shutil.rmtree(with_python.clone / ".venv")
    refused = with_python.run(PYTHON=str(tmp_path / "absent"))
    assert refused.returncode == 1
    assert "不可用" in refused.stderr


def test_the_second_start_asks_pip_for_nothing(with_python):
    assert with_python.run().returncode == 0
    assert with_python.run().returncode == 0
    assert len(with_python.installs()) == 1
    assert "--require-hashes" in with_python.installs()[0]


def test_a_changed_lock_file_is_installed(with_python):
    with_python.run()
    with (with_python.clone / "requirements.txt").open("a") as lock:
        lock.write("# newer\n")
    with_python.run()
    assert len(with_python.installs()) == 2


def test_an_interrupted_installation_is_begun_again(with_python):
    assert with_python.run(NETWORK_FAILS="1").returncode == 1
    assert with_python.run().returncode == 0
    assert len(with_python.installs()) == 2


def test_without_network_it_tells_how_to_bring_the_packages(with_python):
    done = with_python.run(NETWORK_FAILS="1")
    assert done.returncode == 1
    assert "wheelhouse" in done.stderr
    assert "网络" in done.stderr


def test_a_wheelhouse_beside_it_needs_no_network(with_python):
    (with_python.clone / "wheelhouse").mkdir()
    assert with_python.run(NETWORK_FAILS="1").returncode == 0
    assert "--no-index --find-links wheelhouse" in with_python.installs()[0]


def test_a_wheelhouse_with_gaps_is_said_and_the_network_tried(with_python):
    (with_python.clone / "wheelhouse").mkdir()
    done = with_python.run(WHEELHOUSE_FAILS="1")
    assert done.returncode == 0
    assert "wheelhouse/ 中的安装包不全" in done.stderr


def test_compiled_files_are_allowed_whatever_the_surroundings_say(with_python):
    with_python.run(PYTHONDONTWRITEBYTECODE="1")
    assert "bytecode=allowed" in with_python.notes.read_text()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([], "manage.py up"),
        (["--port", "81"], "manage.py up --port 81"),
        (["demo", "--scale", "city"], "manage.py demo --scale city"),
        (["manage", "export", "--help"], "manage.py export --help"),
        (["test"], "-m tests.harness"),
        (["check"], "-m tests.harness checks"),
    ],
)
def test_each_word_reaches_its_command(with_python, typed, told):
    with_python.run(*typed)
    assert told in with_python.notes.read_text()


def test_an_unknown_word_is_refused_with_the_list(machine):
    done = machine.run("strat")
    assert done.returncode == 1
    assert "没有名为 strat 的命令" in done.stderr
    assert "./run test" in done.stderr


def test_help_needs_no_python(machine):
    done = machine.run("help")
    assert done.returncode == 0
    assert "PORT" in done.stdout


def test_the_real_python_of_this_run_is_new_enough():
    assert sys.version_info >= (3, 11)
    assert os.access(ROOT / "run", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
