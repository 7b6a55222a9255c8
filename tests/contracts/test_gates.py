"""Do the layers, the banned APIs and the limits on complexity hold, so that `make test` says it?"""

import subprocess

import pytest

from tests.contracts.code import ROOT

PROGRAMS = ROOT / ".venv/bin"


@pytest.mark.parametrize(
    ("program", "arguments"), [("lint-imports", ["--no-cache"]), ("ruff", ["check"])]
)
def test_a_gate_is_open(program, arguments):
    command = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
