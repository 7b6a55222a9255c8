"""What does `make run` start? The database, the web server, a worker and the clock, as one."""

import fcntl
import os
import socket
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections

from deploy.database import VAR, database
from deploy.processes import Processes, StopRequested, listen_for_stop
from deploy.terminal import VENV, SetUpError, patience, run_as_program, say

HOST = "127.0.0.1"
START_SECONDS = 60
# What the programs say, and what the portal logs: the terminal shows the steps alone.
LOG = VAR / "log" / "portal.log"
LAST_WORDS = 2000  # bytes


def main(arguments: Sequence[str]) -> int:
    """Run the portal until somebody asks it to stop; with `worker`, only a worker."""
    listen_for_stop()
    try:
        return run_worker() if "worker" in arguments else run_portal(port())
    except StopRequested:
        say("Stopped.")
        return 0


def run_portal(port: int) -> int:
    os.environ.setdefault("PORTAL_URL", f"http://localhost:{port}")
    with only_one_per_checkout():
        refuse_taken(port)
        say("Starting the database")
        with database():
            accounts = prepare()
            say("Starting the web server, a worker and the clock")
            with started(web(port) | worker() | clock()) as processes:
                wait_for_web(port, processes)
                announce(port, accounts)
                return processes.wait()


def run_worker() -> int:
    with database():
        start_django()
        with started(worker()) as processes:
            say("The worker runs. Stop it with Ctrl-C.")
            return processes.wait()


def web(port: int) -> dict[str, Sequence[str]]:
    options = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "8"]
    patient = ["--worker-class", "deploy.patient_worker.PatientWorker"]
    quick = ["--preload", "--no-control-socket", "--log-level", "warning"]
    return {"web": [program("gunicorn"), "exports_portal.wsgi", *options, *patient, *quick]}


def worker() -> dict[str, Sequence[str]]:
    options = ["--concurrency", "2", "--loglevel", "WARNING", "--without-gossip"]
    return {"worker": [program("celery"), "-A", "exports_portal", "--quiet", "worker", *options]}


def clock() -> dict[str, Sequence[str]]:
    options = ["--loglevel", "WARNING", "--pidfile", "", "--schedule", str(VAR / "beat-schedule")]
    return {"clock": [program("celery"), "-A", "exports_portal", "--quiet", "beat", *options]}


def program(name: str) -> str:
    return str(VENV / "bin" / name)


def port() -> int:
    wanted = os.environ.get("PORT", "8000")
    if not wanted.isdecimal():
        raise SetUpError(f"PORT is a number, and not {wanted!r}: PORT=8001 make run")
    return int(wanted)


@contextmanager
def only_one_per_checkout() -> Iterator[None]:
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            process = lock.read()
            raise SetUpError(
                f"The portal runs in this checkout already (process {process}). Stop it with Ctrl-C"
                f" in its terminal, or: kill {process}"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def refuse_taken(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            raise SetUpError(
                f"Port {port} cannot be used ({error.strerror}). Choose another one:"
                f" PORT={port + 1} make run"
            ) from error


def start_django() -> None:
    """Load the settings, which need the database, and make the folders they name in var/."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("LOG_FILE", str(LOG))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exports_portal.settings.dev")
    # A container is often root alone; Celery would say at every start that it should not be.
    os.environ["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
    django.setup()
    for name, value in settings.CELERY_BROKER_TRANSPORT_OPTIONS.items():
        if "folder" in name:
            Path(str(value)).mkdir(parents=True, exist_ok=True)


def prepare() -> str:
    """Bring database and demonstration up to date; give the demonstration's accounts as text."""
    start_django()
    refuse_without_demonstration()
    said, accounts = StringIO(), StringIO()
    try:
        with patience():
            say("Bringing the tables up to date")
            call_command("migrate", interactive=False, verbosity=0)
            say("Loading the demonstration")
            call_command("load_demo", stdout=said)
            call_command("demo_accounts", stdout=accounts)
    except OperationalError as error:
        raise SetUpError(f"The database does not answer: {error}") from error
    finally:
        connections.close_all()
    return accounts.getvalue().strip()


def refuse_without_demonstration() -> None:
    """Stop before the database is touched: a server's settings have no demonstration to load."""
    if not apps.is_installed("exports_portal.demo"):
        raise SetUpError(
            f"`make run` is the demonstration, and {os.environ['DJANGO_SETTINGS_MODULE']} has none."
            " Start it without DJANGO_SETTINGS_MODULE, which is then exports_portal.settings.dev."
        )


@contextmanager
def started(commands: Mapping[str, Sequence[str]]) -> Iterator[Processes]:
    processes = Processes(commands, log=LOG)
    try:
        processes.start()
        yield processes
    finally:
        processes.stop()


def wait_for_web(port: int, processes: Processes) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if name := processes.first_to_end():
            raise SetUpError(f"{name} did not start. The end of {LOG}:\n\n{last_words()}")
        if time.monotonic() > deadline:
            sentence = f"The web server did not answer in {START_SECONDS} seconds."
            raise SetUpError(f"{sentence} The end of {LOG}:\n\n{last_words()}")
        time.sleep(0.1)


def last_words() -> str:
    return LOG.read_bytes()[-LAST_WORDS:].decode(errors="replace") if LOG.exists() else ""


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False
    return True


def announce(port: int, accounts: str) -> None:
    print(f"\nThe portal:     http://localhost:{port}")
    print("Demo accounts:  (with a new code: .venv/bin/python manage.py demo_accounts)")
    print(textwrap.indent(accounts, "  "))
    print("Mail:           files in var/mail (the link that confirms a sign-up is in one)")
    print(f"Log:            {LOG}")
    print("To stop:        Ctrl-C\n", flush=True)


if __name__ == "__main__":
    run_as_program(main)
