"""Do programs that start together stop together?"""

import subprocess
import sys
import time

from deploy.processes import Processes
from deploy.terminal import ROOT
from tests.deploy.alive import is_alive

ENDS_BADLY = [sys.executable, "-c", "raise SystemExit(3)"]
RUNS_ON = ["sleep", "60"]
# Starts a program of its own and tells its number, as a worker with a pool does.
HAS_A_CHILD = """
import subprocess, sys, time
print(subprocess.Popen(["sleep", "60"]).pid, file=open(sys.argv[1], "w"), flush=True)
time.sleep(60)
"""
STARTS_ONE = """
import time
from deploy.processes import Processes
processes = Processes({"one": ["sleep", "60"]})
processes.start()
print(processes.running["one"].pid, flush=True)
time.sleep(60)
"""


def test_stop_ends_all_of_them():
    processes = Processes({"one": RUNS_ON, "two": RUNS_ON})
    processes.start()
    processes.stop()
    assert [process.poll() for process in processes.running.values()] == [-15, -15]


def test_stop_reaches_what_a_program_started_itself(tmp_path):
    told = tmp_path / "child"
    processes = Processes({"parent": [sys.executable, "-c", HAS_A_CHILD, str(told)]})
    processes.start()
    while not told.exists() or not told.read_text().strip():
        time.sleep(0.05)
    child = int(told.read_text())
    processes.stop()
    time.sleep(0.2)
    assert not is_alive(child)


def test_the_code_of_the_first_to_end_is_the_code_of_all(capfd):
    processes = Processes({"steady": RUNS_ON, "broken": ENDS_BADLY})
    processes.start()
    try:
        assert processes.wait() == 3
    finally:
        processes.stop()
    assert "broken ended by itself (code 3)" in capfd.readouterr().out


def test_programs_end_when_the_one_that_started_them_is_killed():
    command = [sys.executable, "-c", STARTS_ONE]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        started = int(starter.stdout.readline())
        starter.kill()
    deadline = time.monotonic() + 5
    while is_alive(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(started)
