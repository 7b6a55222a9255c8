"""Killed between two rows, or run twice at once: is the list whole, and one list in force?"""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from reviews.actions.lists import list_in_force, take_in
from reviews.actions.sync import sync_lists
from reviews.freshness import list_standing
from reviews.models import ListDifference, ListEntry, ListFetch, ListVersion
from reviews.states import FetchOutcome
from tests.reviews.feed.published import ENTITY_LIST, SDN, content, day, written
from tests.workers import PATIENCE, ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)
MANY = {SDN: 10_000, ENTITY_LIST: 2_000}
LATER = day(1)


def started(file):
    """The command as a process of its own, on the database of this test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "exports_portal.settings.dev",
        "DATABASE_URL": database_url(),
        "PORTAL_VAR_DIR": str(file.parent),
    }
    command = [sys.executable, "manage.py", "sync_screening_lists", "--file", str(file)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def wait_until_rows_are_written(process):
    """Rows of an open transaction are seen by nobody: the size of the table gives them away."""
    begun, deadline = table_size(), time.monotonic() + PATIENCE
    while table_size() < begun + 1_000_000:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline, "it never began to write"
        time.sleep(0.005)


def without_free_space():
    """What earlier tests left in the file of the table would be filled before the file grows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL reviews_listentry")


def table_size():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('reviews_listentry')")
        return cursor.fetchone()[0]


def test_a_load_that_is_killed_between_two_rows_leaves_the_old_list_whole(tmp_path):
    good = take_in(written(tmp_path, content(), "good.json")).version
    big = written(tmp_path, content(MANY, published=LATER), "big.json")
    without_free_space()

    process = started(big)
    wait_until_rows_are_written(process)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    assert list(ListVersion.objects.all()) == [good] == [list_in_force()]
    assert ListEntry.objects.count() == good.entry_count
    assert not ListDifference.objects.exists()
    broken_off = ListFetch.objects.get()
    assert (broken_off.outcome, broken_off.version) == (FetchOutcome.STARTED, None)
    assert list_standing().gaps == []

    # Nothing is locked, and nothing of the first try is in the way. Its growth is what is odd.
    again = sync_lists(str(big), release="The test needs time to kill it.")

    assert (again.outcome, again.version.entries.count()) == (FetchOutcome.ACTIVATED, 12_000)
    assert list_in_force() == again.version


def test_of_two_looks_at_once_one_activates_and_the_other_finds_nothing_new(tmp_path):
    take_in(written(tmp_path, content(), "good.json"))
    newer = str(written(tmp_path, content({SDN: 205, ENTITY_LIST: 100}, published=LATER)))
    start, fetches = threading.Barrier(2), []

    def look():
        try:
            start.wait()
            fetches.append(sync_lists(newer))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(fetch.outcome for fetch in fetches) == ["ACTIVATED", "UNCHANGED"]
    assert {fetch.version for fetch in fetches} == {list_in_force()}
    assert ListVersion.objects.count() == 2
    assert ListEntry.objects.count() == 300 + 305
