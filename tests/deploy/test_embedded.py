"""Does the portal's own PostgreSQL start whatever was left behind, and stop when it is told to?"""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from exports_portal.settings import embedded
from tests.deploy.alive import is_alive


@pytest.fixture
def var():
    """A folder of its own: pytest closes its folders to the user PostgreSQL runs as under root."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
        embedded.stop(Path(folder))


def answer(url):
    place = parse_qs(urlsplit(url).query)
    with psycopg.connect(host=place["host"][0], dbname="portal", user="postgres") as connection:
        return connection.execute("SELECT upper('é'), current_setting('port')").fetchone()


def postmaster(var):
    return int((var / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def kill(process):
    os.kill(process, signal.SIGKILL)
    time.sleep(0.2)


def test_the_second_call_joins_the_server_of_the_first(var):
    first = embedded.database_url(var)
    process = postmaster(var)
    assert (embedded.database_url(var), postmaster(var)) == (first, process)
    assert answer(first) == ("É", "5432")


def test_a_killed_server_starts_again_with_its_data(var):
    embedded.database_url(var)
    kill(postmaster(var))
    assert answer(embedded.database_url(var)) == ("É", "5432")


def test_a_process_number_that_is_now_somebody_elses_is_not_taken_for_the_server(var):
    embedded.database_url(var)
    record = var / "postgres" / "postmaster.pid"
    text = record.read_text()
    embedded.stop(var)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        record.write_text(text.replace(text.split("\n")[0], str(stranger.pid), 1))
        record.chmod(0o644)
        assert answer(embedded.database_url(var)) == ("É", "5432")
        assert stranger.poll() is None
        stranger.kill()


def test_what_an_interrupted_start_left_is_swept_away(var):
    (var / "postgres.new").mkdir()
    (var / "postgres.new" / "half").touch()
    assert answer(embedded.database_url(var)) == ("É", "5432")


def test_a_path_too_long_for_a_socket_is_no_obstacle(var):
    long = var / ("long" * 30)
    try:
        assert answer(embedded.database_url(long)) == ("É", "5432")
    finally:
        embedded.stop(long)


def test_after_stop_nothing_runs(var):
    embedded.database_url(var)
    process = postmaster(var)
    embedded.stop(var)
    assert not is_alive(process)
