"""How do several programs start together, and stop together without leaving one behind?"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import FrameType

from deploy.terminal import ROOT, say

STOP_SECONDS = 15  # a worker finishes its task in this time; what it cannot finish is found again
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class StopRequested(BaseException):
    """Somebody asked the portal to stop: Ctrl-C, or a signal. No `except Exception` holds it up."""


def listen_for_stop() -> None:
    """From now on Ctrl-C, SIGTERM and the end of the parent raise StopRequested, once."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    die_with_parent()


def die_with_parent() -> None:
    """Have the kernel send SIGTERM when the parent is gone, even when that was killed."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def was_make_interrupted() -> bool:
    """`kill -INT` on make alone reaches nobody else: make drops its handler, and waits for us."""
    try:
        lines = Path(f"/proc/{os.getppid()}/status").read_text().splitlines()
    except OSError:
        return False
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    handled = int(status["SigCgt"], 16) | int(status["SigIgn"], 16)
    return status["Name"] == "make" and not handled & 1 << signal.SIGINT - 1


class Processes:
    """Programs that run together: when one ends, or somebody asks, all of them are stopped."""

    def __init__(self, commands: Mapping[str, Sequence[str]], *, log: Path | None = None) -> None:
        """`log`: the file in which everything they say goes; without one, to the terminal."""
        self.commands = commands
        self.log = log
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        with self.log.open("ab") if self.log else nullcontext() as said:
            for name, command in self.commands.items():
                self.running[name] = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    start_new_session=True,  # Ctrl-C reaches us alone: we choose how they stop
                    preexec_fn=die_with_parent,  # noqa: PLW1509  this process has one thread
                )

    def first_to_end(self) -> str | None:
        ended = (name for name, process in self.running.items() if process.poll() is not None)
        return next(ended, None)

    def wait(self) -> int:
        """Wait until one ends, which none of them should; its exit code is ours."""
        while (name := self.first_to_end()) is None:
            if was_make_interrupted():
                raise StopRequested
            time.sleep(0.2)
        code = self.running[name].returncode
        say(f"{name} ended by itself (code {code}); stopping the others")
        return code or 1

    def stop(self) -> None:
        """Ask all of them to stop, and end with force what has not stopped in time."""
        for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5)):
            for process in self.running.values():
                self._signal_group(process, number)
            deadline = time.monotonic() + seconds
            while self._some_run() and time.monotonic() < deadline:
                time.sleep(0.05)

    def _some_run(self) -> bool:
        return any(process.poll() is None for process in self.running.values())

    @staticmethod
    def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        try:
            if number == signal.SIGKILL:
                os.killpg(process.pid, number)  # also children their parent left behind
            else:
                process.send_signal(number)
        except ProcessLookupError:
            return


def _request_stop(number: int, frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # stopping is under way; a second Ctrl-C is patience
    raise StopRequested
