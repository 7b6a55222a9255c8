"""What does every test get, and which services may a test ask for?

The database is emptied after a test that commits by tests/database: the triggers of the audit trail
are off for that moment only, and the policy data of the migrations stays.
"""

import ipaddress
import logging
import os
import shutil
import socket
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest

from exports_portal.celery import app
from tests.factories.keys import one_file
from tests.files.daemon import CLAMD, Daemon

# Where a service is expected is said in the environment; `.ci/run` says it for all of them.
MARKERS = {
    "rabbitmq_url": pytest.mark.rabbitmq,
    "redis_url": pytest.mark.redis,
    "external_postgres": pytest.mark.external_postgres,
    "screening_data": pytest.mark.screening_data,
    "chromium": pytest.mark.e2e,
    "clamd": pytest.mark.clamd,
}
# Errors these loggers report were swallowed on the way: by send_robust, or by a robust on_commit.
SWALLOWING = {"django.dispatch", "django.db.backends.base", "django.test"}

hypothesis.settings.register_profile("portal", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("portal")


class NetworkForbiddenError(Exception):
    """A test tried to reach another machine."""


def pytest_configure():
    sys.addaudithook(refuse_other_machines)


def pytest_collection_modifyitems(items):
    for item in items:
        for fixture in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[fixture])


def pytest_make_parametrize_id(val, argname):
    """Bytes never name a test: gzip writes the time, so two workers would collect two names."""
    return argname if isinstance(val, bytes) else None


def refuse_other_machines(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise NetworkForbiddenError(f"Tests reach no other machine, and this one tried {host}.")


@pytest.fixture(autouse=True)
def _no_receiver_fails_in_silence(caplog):
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    swallowed = [r for r in records if r.name in SWALLOWING and r.levelno >= logging.ERROR]
    assert [record.getMessage() for record in swallowed] == []


@pytest.fixture
def mailoutbox(db):
    """Takes the place of pytest-django's: mails leave by the portal's own outbox."""
    return import_module("tests.mail.delivered").outbox  # not before the settings are loaded


@pytest.fixture(scope="session")
def letter_key(tmp_path_factory):
    """A small key that signs quickly; a demonstration's own takes a second to make."""
    return one_file(tmp_path_factory.mktemp("keys") / "letter-key.pem")


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path, letter_key):
    """Stored files and indexes land in the test's own folder, never in var/."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SCREENING_INDEX_DIR = tmp_path / "indexes"
    settings.AUDIT_ANCHORS = tmp_path / "audit-heads.jsonl"
    settings.DEMONSTRATION_KEY = letter_key


def unavailable(reason):
    """Skip the test on a developer's machine; fail it in CI, where everything is provided."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must provide this: {reason}")
    pytest.skip(reason)


def answering_service(variable, default_port):
    url = os.environ.get(variable, "")
    if not url:
        unavailable(f"{variable} is not set")
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port or default_port), timeout=5).close()
    except OSError as error:
        unavailable(f"nothing answers at {variable}={url}: {error}")
    return url


@pytest.fixture
def tasks_at_once():
    """A task runs where it is handed out, as if a worker had taken it at once."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


@pytest.fixture(scope="session")
def rabbitmq_url():
    return answering_service("RABBITMQ_URL", 5672)


@pytest.fixture(scope="session")
def redis_url():
    return answering_service("REDIS_URL", 6379)


@pytest.fixture(scope="session")
def external_postgres():
    """The URL of a PostgreSQL server other than the embedded one; may make databases."""
    return answering_service("EXTERNAL_DATABASE_URL", 5432)


@pytest.fixture(scope="session")
def screening_data():
    """The folder with the snapshot of the Consolidated Screening List."""
    folder = os.environ.get("SCREENING_DATA_DIR", "")
    if not folder or not Path(folder).is_dir():
        unavailable(f"SCREENING_DATA_DIR names no folder: {folder or 'it is not set'}")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium that Playwright can drive."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        unavailable("chromium is not installed: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def clamd():
    """A running ClamAV daemon with signatures of the tests' own."""
    if CLAMD is None:
        unavailable("clamd is not installed: apt-get install clamav-daemon")
    daemon = Daemon()
    daemon.start()
    yield daemon
    daemon.remove()


@pytest.fixture
def scanner(clamd, settings):
    """The real scanner, as the portal is told of it."""
    settings.CLAMD_SOCKET = clamd.socket
    return clamd
