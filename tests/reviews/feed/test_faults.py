"""Whatever the server or the file does: does the last good list stay in force, and who may decide?

A file that is refused or does not come changes nothing, and decisions go on until the list in force
was not confirmed for a day. A newer file in quarantine stops them at once.
"""

import socket
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.errors import StepRefused
from proposals.states import ProposalState
from reviews.actions import determine
from reviews.actions.download import Limits
from reviews.actions.lists import list_in_force
from reviews.actions.sync import sync_lists
from reviews.freshness import list_standing
from reviews.models import ListEntry, ListFetch, ListVersion
from reviews.screening.sources import LARGEST_LIST_BYTES
from reviews.states import ContentBasis, FetchOutcome
from tests.factories.reviews import RATIONALE, case_awaiting_determination
from tests.reviews.feed.published import ENTITY_LIST, SDN, content, day, written
from tests.reviews.feed.server import (
    cut_off,
    dripping,
    file,
    serving,
    silent,
    status,
)

pytestmark = pytest.mark.django_db
LATER = day(1)
GOOD = content()
NEWER = content({SDN: 201, ENTITY_LIST: 100}, published=LATER)
SMALL = Limits(size=1_000_000)
WAITING = (
    "A newer version of the screening list waits in quarantine: it has to be released or rejected"
    " first."
)
STALE = (
    "The screening list in force was not confirmed within 24 hours: it has to be synchronized"
    " first."
)


@pytest.fixture
def server():
    with serving() as running:
        running.behave = file(GOOD, etag='"one"')
        yield running


@pytest.fixture
def good(server):
    """The list in force, got from the server that the fault then comes from."""
    fetch = sync_lists(server.url)
    assert fetch.outcome == FetchOutcome.ACTIVATED
    return fetch.version


REFUSED = {
    "empty": (file(b""), FetchOutcome.REFUSED, "the file is empty"),
    "truncated": (file(NEWER[:-900]), FetchOutcome.REFUSED, "truncated"),
    "wrong content": (file(b"<html>Sign in</html>"), FetchOutcome.REFUSED, "CSV header"),
    "no list in it": (file(b'{"message": "moved"}'), FetchOutcome.REFUSED, "called 'results'"),
    "no rows": (file(b'{"results": []}'), FetchOutcome.REFUSED, "the list is empty"),
    "not UTF-8": (file(NEWER.replace(b"Invented", b"Inv\xe9nted")), "REFUSED", "not UTF-8"),
    "HTTP 500": (status(500), FetchOutcome.FAILED, "The server answered 500"),
    "HTTP 404": (status(404), FetchOutcome.FAILED, "The server answered 404"),
    "HTTP 204": (status(204), FetchOutcome.FAILED, "The server answered 204"),
    "cut off": (cut_off(NEWER), FetchOutcome.FAILED, "The download broke off"),
    "silent": (silent(1.2), FetchOutcome.FAILED, "The server sent nothing for 0.5 seconds."),
    "dripping": (dripping(NEWER, pause=0.1), "FAILED", "did not arrive within 1.5 seconds"),
    "oversized": (file(b" " * 1_000_001), FetchOutcome.FAILED, "larger than 1,000,000 bytes"),
}

# A second and a half where it is time that runs out, and all the time there is everywhere else.
LIMITS = {"silent": Limits(read=0.5), "dripping": Limits(total=1.5)}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_file_that_is_no_list_or_does_not_come_changes_nothing(fault, good, server):
    behave, outcome, reason = REFUSED[fault]
    before = everything()
    server.behave = behave

    fetch = sync_lists(server.url, limits=LIMITS.get(fault, SMALL))

    assert (fetch.outcome, fetch.version) == (outcome, None)
    assert reason in fetch.reason
    assert everything() == before
    assert list_standing().gaps == []
    with time_machine.travel(good.confirmed_at + timedelta(hours=24, seconds=1), tick=False):
        assert list_standing().gaps == [STALE]


HELD = {
    "one list missing": {SDN: 200},
    "6 % smaller": {SDN: 188, ENTITY_LIST: 100},
    "a new list name": {SDN: 200, ENTITY_LIST: 100, "Lunar Embargo - Moon Department": 1},
}


@pytest.mark.parametrize("fault", HELD)
def test_a_file_that_looks_odd_waits_and_stops_the_decisions(fault, good, server):
    server.behave = file(content(HELD[fault], published=LATER))

    fetch = sync_lists(server.url)

    assert fetch.outcome == FetchOutcome.QUARANTINED
    assert list_in_force() == good
    assert list_standing().gaps == [WAITING]


def test_an_older_file_waits_and_stops_nothing_until_a_day_has_gone_by(good, server):
    server.behave = file(content(published=day(-1)))
    assert sync_lists(server.url).outcome == FetchOutcome.QUARANTINED
    assert (list_in_force(), list_standing().gaps) == (good, [])
    with time_machine.travel(good.confirmed_at + timedelta(hours=24, seconds=1), tick=False):
        assert list_standing().gaps == [STALE]


def test_a_file_with_another_hash_than_the_one_given_is_refused(good, server):
    server.behave = file(NEWER)
    fetch = sync_lists(server.url, sha256="0" * 64)
    assert (fetch.outcome, list_in_force()) == (FetchOutcome.REFUSED, good)
    assert "and not the one that was given" in fetch.reason


def test_not_modified_is_refused_where_another_hash_was_asked_for(good, server):
    fetch = sync_lists(server.url, sha256="0" * 64)
    assert (fetch.outcome, server.asked[-1]["If-None-Match"]) == (FetchOutcome.REFUSED, '"one"')
    assert sync_lists(server.url, sha256=good.sha256).outcome == FetchOutcome.UNCHANGED


@contextmanager
def full_house():
    """A port whose queue is full: whoever knocks is not let in, and not sent away."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for guest in waiting:
            guest.setblocking(False)
            guest.connect_ex(door.getsockname())
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        for guest in waiting:
            guest.close()


def test_a_connection_that_does_not_come_about_is_given_up(good):
    before = everything()
    with full_house() as url:
        fetch = sync_lists(url, limits=Limits(connect=0.5))
    assert (fetch.outcome, fetch.reason) == ("FAILED", "No connection within 0.5 seconds.")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        assert sync_lists(closed).outcome == FetchOutcome.FAILED
    assert everything() == before


def test_one_line_is_refused_at_the_largest_size_that_is_read_and_above_it(good, tmp_path):
    huge = tmp_path / "one-line.json"
    with huge.open("wb") as out:
        out.write(b'{"results": [{"id": "')
        out.write(b"x" * (LARGEST_LIST_BYTES - out.tell()))
    fetch = sync_lists(str(huge))
    assert (fetch.outcome, list_in_force()) == (FetchOutcome.REFUSED, good)
    assert "truncated" in fetch.reason
    with huge.open("ab") as out:
        out.truncate(200_000_000)
    fetch = sync_lists(str(huge))
    assert (fetch.outcome, list_in_force()) == (FetchOutcome.REFUSED, good)
    assert f"larger than {LARGEST_LIST_BYTES:,} bytes" in fetch.reason


def test_the_same_file_again_confirms_the_list_in_force(good, server):
    """By the server's own word (304), or by the hash where the server keeps no marks."""
    for marks in ({"etag": '"one"'}, {}):
        ListVersion.objects.update(confirmed_at=timezone.now() - timedelta(days=3))
        assert list_standing().gaps == [STALE]
        server.behave = file(GOOD, **marks)
        fetch = sync_lists(server.url)
        assert (fetch.outcome, fetch.version, list_standing().gaps) == ("UNCHANGED", good, [])
    assert server.asked[1]["If-None-Match"] == '"one"'
    assert ListVersion.objects.count() == 1


def test_not_modified_confirms_only_what_the_marks_were_given_with(good, server):
    """Another address never said that it has this version."""
    server.behave = status(304)
    elsewhere = server.url.replace("/v1/", "/v2/")
    fetch = sync_lists(elsewhere)
    assert (fetch.outcome, fetch.reason) == ("FAILED", "The server answered 304 Not Modified.")
    assert "If-None-Match" not in server.asked[-1]


def test_the_nightly_look_goes_where_the_setting_says_or_where_the_list_came_from(
    good, server, settings, tmp_path
):
    assert sync_lists().origin == server.url
    settings.SCREENING_LIST_URL = "http://127.0.0.1:9/nobody-there"
    assert sync_lists().outcome == FetchOutcome.FAILED
    settings.SCREENING_LIST_URL = ""
    sync_lists(str(written(tmp_path, NEWER)))
    assert sync_lists().origin == str(tmp_path / "consolidated.json")


def test_without_a_list_and_without_a_setting_the_attempt_says_what_to_do():
    fetch = sync_lists()
    assert fetch.outcome == FetchOutcome.FAILED
    assert "set SCREENING_LIST_URL" in fetch.reason


def decide(case, outcome):
    if outcome == "designate":
        return determine.designate(
            case.proposal,
            rationale=RATIONALE,
            content_basis=ContentBasis.PRESUMPTION,
            conditions=(),
            by=case.decider,
        )
    basis = ContentBasis.PRESUMPTION
    return determine.decline(
        case.proposal, rationale=RATIONALE, content_basis=basis, by=case.decider
    )


@pytest.mark.parametrize("outcome", ["designate", "decline"])
def test_decisions_go_on_after_a_failure_and_rest_while_a_newer_list_waits(outcome, tmp_path):
    case = case_awaiting_determination()
    version = list_in_force()
    sync_lists(str(written(tmp_path, b"")))
    held = sync_lists(str(written(tmp_path, content({SDN: 1}, published=day(6))))).version
    with pytest.raises(StepRefused) as refused:
        decide(case, outcome)
    assert refused.value.reasons == (WAITING,)
    ListVersion.objects.filter(pk=held.pk).update(state="REJECTED")
    ListVersion.objects.filter(pk=version.pk).update(state="SUPERSEDED")
    with pytest.raises(StepRefused, match="No screening list is in force"):
        decide(case, outcome)
    old = timezone.now() - timedelta(hours=25)
    ListVersion.objects.filter(pk=version.pk).update(state="IN_FORCE", confirmed_at=old)
    with pytest.raises(StepRefused, match="not confirmed within 24 hours"):
        decide(case, outcome)
    ListVersion.objects.filter(pk=version.pk).update(confirmed_at=timezone.now())
    decide(case, outcome)
    assert case.now().proposal.state in {ProposalState.DESIGNATED, ProposalState.DECLINED}


def everything():
    """What a fault must leave alone. The attempts themselves are written down."""
    return (
        list(ListVersion.objects.values()),
        ListEntry.objects.count(),
        AuditEvent.objects.count(),
        ListFetch.objects.exclude(version=None).count(),
    )
