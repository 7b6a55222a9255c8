"""What does somebody at the command line get to read, and what comes into force?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exports_portal.audit.models import AuditEvent
from exports_portal.demo.stage import LIST_FILE
from reviews.actions.lists import list_in_force, take_in
from reviews.models import ListVersion
from tests.reviews.feed.published import ENTITY_LIST, SDN, content, day, written
from tests.reviews.feed.server import file, serving

pytestmark = pytest.mark.django_db
LATER = day(1)
LONG_NAME = "Interplanetary Goods and Services Embargo - Department of the Outer Planets"


def synced(*arguments):
    out = StringIO()
    call_command("sync_screening_lists", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def good(tmp_path):
    return take_in(written(tmp_path, content(), "good.json")).version


@pytest.fixture
def smaller(tmp_path):
    return written(tmp_path, content({SDN: 100, ENTITY_LIST: 100}, published=LATER), "small.json")


def test_a_file_and_an_address_come_into_force_and_the_same_again_is_unchanged(good, tmp_path):
    newer = written(tmp_path, content({SDN: 201, ENTITY_LIST: 100}, published=LATER))
    assert synced("--file", newer).startswith("A new version is in force: consolidated.json")
    assert synced("--file", newer).startswith("Unchanged: the version in force is confirmed")
    assert synced().startswith("Unchanged"), "where the version in force came from"
    with serving() as server:
        server.behave = file(content(published=day(2)))
        assert synced("--url", server.url).startswith("A new version is in force")
        assert list_in_force().origin == server.url


@pytest.mark.parametrize("command", ["sync_screening_lists", "load_screening_list"])
def test_an_odd_file_is_held_until_the_reason_for_releasing_it_is_given(command, good, smaller):
    where = [smaller] if command == "load_screening_list" else ["--file", smaller]
    with pytest.raises(CommandError, match=r"is in quarantine: .* lost 100 of 200 rows"):
        call_command(command, *where)
    with pytest.raises(CommandError, match="at least 10 characters"):
        call_command(command, *where, "--release", "ok")
    assert list_in_force() == good

    call_command(command, *where, "--release", "Confirmed by telephone.", stdout=StringIO())

    version = list_in_force()
    assert (version.entry_count, version.decision_reason) == (200, "Confirmed by telephone.")
    assert AuditEvent.objects.latest("id").summary == "Confirmed by telephone."


def test_a_hash_that_does_not_fit_refuses_and_one_that_fits_does_not(good, tmp_path):
    newer = written(tmp_path, content({SDN: 201, ENTITY_LIST: 100}, published=LATER))
    with pytest.raises(CommandError, match="not the one that was given"):
        synced("--file", newer, "--sha256", good.sha256)
    assert list_in_force() == good
    take_in(newer)
    assert synced("--file", newer, "--sha256", list_in_force().sha256.upper())


def test_the_invented_list_gives_way_to_any_real_one_and_never_the_other_way_round(tmp_path):
    call_command("load_screening_list", LIST_FILE, stdout=StringIO())
    assert list_in_force().is_fictional
    older = written(tmp_path, content({SDN: 1}, published="2026-01-01T00:00:00+00:00"))
    call_command("load_screening_list", older, stdout=StringIO())
    assert not list_in_force().is_fictional
    with pytest.raises(CommandError, match="its entries are invented; the list in force is real"):
        call_command("load_screening_list", LIST_FILE)


def test_a_list_that_nobody_explains_is_held_even_when_it_is_the_first(tmp_path):
    first = written(tmp_path, content({SDN: 10, LONG_NAME: 1}))
    with pytest.raises(CommandError, match=f"No policy row explains the list “{LONG_NAME}” .1 row"):
        call_command("load_screening_list", first)
    assert list_in_force() is None
    held = ListVersion.objects.get()
    assert held.is_quarantined
    assert held.entries.count() == 11
