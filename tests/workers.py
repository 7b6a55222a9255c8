"""How does a test start a real Celery worker, kill it in the middle, and start it again?"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from exports_portal.settings import embedded

ROOT = Path(__file__).parents[1]
SESSIONS = "processes-of-a-test"  # what the database calls the sessions of what a test starts
PATIENCE = 90  # seconds until a test gives up waiting


class Worker:
    """A worker with its clock, as a process of its own on the test's database and its own queue."""

    def __init__(self, folder: Path, *, broker: str = "filesystem://", processes: int = 1) -> None:
        self.folder = folder
        self.processes = processes
        self.log = folder / "worker.log"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "exports_portal.settings.dev",
            "DATABASE_URL": database_url(),
            "PORTAL_VAR_DIR": str(folder),
            "CELERY_BROKER_URL": broker,
            "PGAPPNAME": SESSIONS,
            "SWEEP_SECONDS": "2",
            "SILENCE_SECONDS": "3",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "exports_portal", "worker", "--beat"]
        options = [
            f"--concurrency={self.processes}",
            "--loglevel=INFO",
            f"--schedule={self.folder / 'beat'}",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the worker and every process it made: nothing can be tidied up."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def has_logged(self, text: str) -> bool:
        return self.log.exists() and text in self.log.read_text(errors="replace")

    def wait_for(self, condition, what: str) -> None:
        """Look until the condition holds; fail with the end of the worker's log."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if condition():
                return
            time.sleep(0.05)
        end = self.log.read_text(errors="replace")[-3000:] if self.log.exists() else "no log"
        raise AssertionError(f"waited {PATIENCE} s for {what} in vain:\n{end}")


def database_url() -> str:
    """The URL of the database that this test uses, for another process."""
    server = os.environ.get("DATABASE_URL") or embedded.database_url(settings.VAR_DIR)
    return urlsplit(server)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def end_their_sessions() -> None:
    """What was killed may hold the database a moment longer; the next test empties it.

    The sessions of this process stay. It has two where a browser is driven: Playwright's calls run
    in an event loop, which has a session of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = %s",
            [SESSIONS],
        )
