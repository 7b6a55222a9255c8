"""Is a version that looks odd held until a person has looked, and the good one kept in force?"""

import pytest

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from reviews.actions.lists import list_in_force, reject_version, release_version, take_in
from reviews.actions.sync import sync_lists
from reviews.freshness import list_standing
from reviews.models import ListEntry, ListFetch, ListVersion
from reviews.signals import list_activated
from reviews.states import FetchOutcome, ListState
from tests.factories.reviews import officer
from tests.reviews.feed.published import ENTITY_LIST, SDN, content, day, shown, written

pytestmark = pytest.mark.django_db
LATER = day(1)
WAITING = (
    "A newer version of the screening list waits in quarantine: it has to be released or rejected"
    " first."
)
REASON = "The agency confirmed it by telephone."


@pytest.fixture
def good(tmp_path):
    """A version in force: 200 rows of one list, 100 of another."""
    return take_in(written(tmp_path, content())).version


@pytest.fixture
def keeper():
    return officer(Role.DESTINATION_REVIEWER)


def synced(folder, rows=None, *, published=LATER, **more):
    return sync_lists(str(written(folder, content(rows, published=published))), **more)


ODD = {
    "a list vanished": (
        {SDN: 200},
        LATER,
        f"The list “{ENTITY_LIST}” is missing; 100 rows of it in force.",
    ),
    "a list lost more than 4 %": (
        {SDN: 191, ENTITY_LIST: 100},
        LATER,
        f"The list “{SDN}” lost 9 of 200 rows; it may lose 8 at once (4 %).",
    ),
    "a list nobody explains": (
        {SDN: 200, ENTITY_LIST: 100, "Lunar Embargo (LE) - Moon Department": 3},
        LATER,
        "No policy row explains the list “Lunar Embargo (LE) - Moon Department” (3 rows).",
    ),
    "older": (
        None,
        day(-1),
        (f"The file was published on {shown(-1)}, before the list in force ({shown(0)})."),
    ),
}


@pytest.mark.parametrize("oddity", ODD)
def test_an_odd_version_is_kept_in_quarantine_and_says_why(oddity, good, tmp_path):
    rows, published, sentence = ODD[oddity]

    fetch = synced(tmp_path, rows, published=published)

    assert (fetch.outcome, fetch.reason) == (FetchOutcome.QUARANTINED, sentence)
    assert (fetch.version.state, fetch.version.reasons) == (ListState.QUARANTINED, [sentence])
    assert fetch.version.entries.count() == sum((rows or {SDN: 200, ENTITY_LIST: 100}).values())
    assert list_in_force() == good
    assert AuditEvent.objects.latest("id").verb == "list.quarantine"


def test_a_list_may_lose_exactly_four_percent_and_a_short_one_six_rows(good, tmp_path):
    fetch = synced(tmp_path, {SDN: 192, ENTITY_LIST: 94})
    assert fetch.outcome == FetchOutcome.ACTIVATED
    assert list_in_force() == fetch.version != good


def test_a_newer_version_in_quarantine_stops_decisions_and_an_older_one_does_not(good, tmp_path):
    synced(tmp_path, {SDN: 150, ENTITY_LIST: 100}, published=day(-20))
    assert list_standing().gaps == []
    synced(tmp_path, {SDN: 150, ENTITY_LIST: 100})
    assert list_standing().gaps == [WAITING]


def test_the_next_good_version_overtakes_the_one_in_quarantine(good, tmp_path):
    held = synced(tmp_path, {SDN: 150, ENTITY_LIST: 100}).version
    synced(tmp_path, published=day(2))
    held.refresh_from_db()
    assert held.state == ListState.OVERTAKEN
    assert list_standing().gaps == []


def test_the_same_odd_file_makes_no_second_version_and_no_second_event(good, tmp_path):
    first, second = (synced(tmp_path, {SDN: 200}) for _ in range(2))
    assert first.version == second.version
    assert second.outcome == FetchOutcome.QUARANTINED
    assert ListVersion.objects.count() == 2
    assert AuditEvent.objects.filter(verb="list.quarantine").count() == 1
    assert ListFetch.objects.count() == 2


def test_somebody_who_keeps_the_lists_releases_a_version(good, keeper, tmp_path):
    held = synced(tmp_path, {SDN: 200}).version

    release_version(held, reason=f"  {REASON} ", by=keeper)

    held.refresh_from_db()
    good.refresh_from_db()
    assert (held.state, held.decided_by, held.decision_reason) == ("IN_FORCE", keeper, REASON)
    assert (good.state, good.superseded_at) == (ListState.SUPERSEDED, held.activated_at)
    assert held.reasons, "what was odd about it stays on record"
    assert list_standing().gaps == []
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.actor_id, event.summary) == ("list.release", keeper.pk, REASON)


def test_a_rejected_version_is_refused_when_it_comes_again(good, keeper, tmp_path):
    held = synced(tmp_path, {SDN: 200}).version
    reject_version(held, reason=REASON, by=keeper)

    again = synced(tmp_path, {SDN: 200})

    assert again.outcome == FetchOutcome.REFUSED
    assert again.reason == f"this file was rejected before: {REASON}"
    assert list_in_force() == good
    assert list_standing().gaps == []


@pytest.mark.parametrize("action", [release_version, reject_version])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECIDING_OFFICIAL, Role.CASE_LEAD])
def test_nobody_else_decides_about_a_version(action, role, good, tmp_path):
    held = synced(tmp_path, {SDN: 200}).version
    with pytest.raises(NotPermitted):
        action(held, reason=REASON, by=officer(role))
    assert list_in_force() == good


@pytest.mark.parametrize("action", [release_version, reject_version])
def test_a_decision_needs_a_reason_and_a_version_in_quarantine(action, good, keeper, tmp_path):
    held = synced(tmp_path, {SDN: 200}).version
    with pytest.raises(InvalidInput, match="at least 10 characters"):
        action(held, reason="   ok    ", by=keeper)
    with pytest.raises(StepRefused, match="not in quarantine"):
        action(good, reason=REASON, by=keeper)


def test_an_activation_is_told_after_commit_with_both_versions(
    good, tmp_path, django_capture_on_commit_callbacks
):
    told = []

    def listen(version, previous, **_):
        told.append((version, previous))

    list_activated.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            new = synced(tmp_path).version
            synced(tmp_path, {SDN: 1}, published=day(2))
            assert told == []
    finally:
        list_activated.disconnect(listen)
    assert told == [(new, good)]


def test_a_list_that_was_replaced_and_comes_again_is_older(good, tmp_path):
    synced(tmp_path)
    again = synced(tmp_path, published=day(0))
    assert again.outcome == FetchOutcome.QUARANTINED
    assert again.version == good
    assert ListEntry.objects.count() == 600
