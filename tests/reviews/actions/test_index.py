"""Is the index of a list read from its file, and made again wherever the file does not do?"""

import threading

import pytest
from django.db import connection

from reviews.actions import index as indexes
from reviews.actions.index import index_of, listed_parties
from reviews.screening import saved_index
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION, screen
from reviews.screening.parties import Party, Policy
from tests.factories.reviews import fictional_list

pytestmark = pytest.mark.django_db
LISTED = "Harbor Founders Holding"


@pytest.fixture
def version():
    return fictional_list(listed=[LISTED])


@pytest.fixture
def file(version, settings):
    return settings.SCREENING_INDEX_DIR / f"{version.sha256}-{MATCHER_VERSION}.index"


def as_another_process(version):
    """What a process that has nothing in memory yet gets."""
    indexes._index_of.cache_clear()
    return index_of(version.pk)


def found(index):
    return [match.matched_name for match in screen(Party(name=LISTED), index, Policy())]


def test_the_first_process_writes_the_file_and_the_next_reads_it(version, file):
    assert not file.exists()
    assert found(as_another_process(version)) == [LISTED]
    assert file.exists()

    saved_index.save(ScreeningIndex.build([]), file)

    # Nothing is found now, so it was read from the file.
    assert found(as_another_process(version)) == []


@pytest.mark.parametrize("content", [b"", b"no index at all"])
def test_a_broken_file_is_made_again(content, version, file):
    as_another_process(version)
    file.write_bytes(content)

    assert found(as_another_process(version)) == [LISTED]
    assert found(saved_index.load(file)) == [LISTED]


def test_a_folder_that_cannot_be_written_to_stops_nothing(version, settings, tmp_path):
    settings.SCREENING_INDEX_DIR = tmp_path / "a file"
    settings.SCREENING_INDEX_DIR.write_text("in the way")

    assert found(as_another_process(version)) == [LISTED]


def test_the_entries_are_the_same_from_the_file_and_from_the_database(version, file):
    stored = listed_parties(version.pk)
    as_another_process(version)
    assert file.exists()
    assert listed_parties(version.pk) == stored
    assert LISTED in [party.name for party in stored]


def test_old_files_are_deleted(version, settings):
    folder = settings.SCREENING_INDEX_DIR
    for number in range(12):
        indexes._save(ScreeningIndex.build([]), folder / f"{number}.index")

    assert len(list(folder.glob("*.index"))) == indexes.KEPT_FILES
    assert (folder / "11.index").exists()


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_share_one_index(version):
    indexes._index_of.cache_clear()
    got, start = [], threading.Barrier(3)

    def ask():
        start.wait()
        got.append(index_of(version.pk))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(index) for index in got}) == 1
