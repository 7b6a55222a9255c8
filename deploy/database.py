"""Who stops the checkout's own PostgreSQL? Whoever used it last."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.terminal import ROOT, SetUpError
from exports_portal.settings.embedded import DatabaseNotStartedError, database_url, stop

VAR = Path(os.environ.get("PORTAL_VAR_DIR", ROOT / "var"))


@contextmanager
def database() -> Iterator[str]:
    """Give the URL of the database; start the portal's own where none is configured."""
    configured = os.environ.get("DATABASE_URL")
    if configured:
        yield configured
        return
    VAR.mkdir(parents=True, exist_ok=True)
    # Each user holds a shared lock, which dies with it; the one who gets it alone is the last.
    with (VAR / "postgres.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield started()
        finally:
            stop_if_last(users.fileno())


def started() -> str:
    try:
        return database_url(VAR)
    except DatabaseNotStartedError as error:
        raise SetUpError(f"The portal's own PostgreSQL did not start. {error}") from error


def stop_if_last(users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop(VAR)
