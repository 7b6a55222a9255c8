"""How does a test get a virus scanner: the real one, or one that misbehaves?"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

from exports_portal.files.clamd import EICAR

CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
START_SECONDS = 30
# What the tests call a virus besides the test file of eicar.org; nothing of it does any harm.
SAMPLE = b"A sample of the tests of the Exports Portal, and no virus.\n" * 3
SIGNATURES = {"Eicar-Test-Signature": EICAR, "Portal-Test-Sample": SAMPLE}
CONFIGURATION = """
LocalSocket {socket}
DatabaseDirectory {database}
LogFile {log}
Foreground yes
MaxThreads 4
ConcurrentDatabaseReload no
MaxFileSize 100M
MaxScanSize 400M
AlertExceedsMax {alert}
"""

type Answer = Callable[[socket.socket, bytes], None]


class Daemon:
    """clamd on a socket in a folder of its own, with two signatures that the test wrote."""

    def __init__(self, *, alert: str = "yes") -> None:
        # The name of a socket has at most 107 bytes, and pytest's own folders have long names.
        self.folder = Path(tempfile.mkdtemp(prefix="clamd-"))
        self.socket = str(self.folder / "socket")
        self.process: subprocess.Popen[bytes] | None = None
        database = self.folder / "database"
        database.mkdir()
        lines = [
            f"{hashlib.md5(content).hexdigest()}:{len(content)}:{name}\n"
            for name, content in SIGNATURES.items()
        ]
        (database / "portal.hdb").write_text("".join(lines))
        self.configuration = self.folder / "clamd.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                socket=self.socket, database=database, log=self.folder / "log", alert=alert
            )
        )

    def start(self) -> None:
        Path(self.socket).unlink(missing_ok=True)
        # It ends with the test, also when that is killed (util-linux).
        command = [
            "setpriv",
            "--pdeathsig",
            "KILL",
            str(CLAMD),
            f"--config-file={self.configuration}",
        ]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "clamd does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        """It takes connections and says nothing, until it is killed."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as attempt:
            attempt.settimeout(5)
            try:
                attempt.connect(self.socket)
                attempt.sendall(b"nPING\n")
                return attempt.recv(100) == b"PONG\n"
            except OSError:
                return False


@contextmanager
def pretended(answer: Answer, *, knows_tests: bool = True):
    """A socket at which somebody answers as a scanner does, and calls `answer` for a file.

    `answer` gets the connection and what was sent. Whoever knows the tests finds the test file and
    the archive nested too deep.
    """
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
        listening.listen()
        thread = threading.Thread(target=_serve, args=(listening, answer, knows_tests))
        thread.start()
        try:
            yield str(folder / "socket")
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            shutil.rmtree(folder)


def _serve(listening: socket.socket, answer: Answer, knows_tests: bool) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.settimeout(5)
                _converse(connection, answer, knows_tests)


def _converse(connection: socket.socket, answer: Answer, knows_tests: bool) -> None:
    with connection.makefile("rb") as sent:
        command = sent.readline()
        if command == b"nVERSION\n":
            connection.sendall(b"ClamAV 1.4.6/27800/Fri Nov 27 08:25:12 2026\n")
            return
        content = b"".join(_pieces(sent))
    if knows_tests and content == EICAR:
        connection.sendall(b"stream: Eicar-Test-Signature FOUND\n")
    elif knows_tests and content.startswith(b"PK") and EICAR in content:
        connection.sendall(b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\n")
    else:
        answer(connection, content)


def _pieces(sent):
    while size := int.from_bytes(sent.read(4)):
        yield sent.read(size)
