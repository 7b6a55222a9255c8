"""Are exactly those screened again whom a change of the list concerns, and does the rest stand?"""

import pytest

from exports_portal.audit.models import AuditEvent
from proposals.models import Proposal
from reviews.actions.passes import work_on
from reviews.actions.rescreening import queue_list_change
from reviews.actions.screening import screen_again, screen_parties
from reviews.desk import decision_gaps, latest_version
from reviews.models import Rescreening, ScreeningHit, ScreeningRun, VersionCheck
from reviews.states import CheckOutcome, RunKind
from tests.database.triggers import triggers_off
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    declined_case,
    designated_case,
    fictional_list,
    settle,
    submitted_case,
    suspended_case,
)
from tests.reviews.rescreening.following import follow_list_change, hit_names, names

pytestmark = pytest.mark.django_db
NEWER = "A newer version of the screening list is in force: screen again."
STRANGER = "Qwertzuiop Asdfghjkl Yxcvbnm"


def test_a_change_that_concerns_nobody_leaves_a_check_and_no_run():
    case = case_awaiting_determination(listed=[ANCHOR_OWNER])
    run = case.run
    newer = fictional_list(listed=[ANCHOR_OWNER, STRANGER])
    assert decision_gaps(case.proposal) == [NEWER]

    done = follow_list_change()

    assert decision_gaps(case.proposal) == []
    assert case.run == run
    (check,) = done.checks.all()
    assert (check.outcome, check.basis, check.list_version) == (
        CheckOutcome.UNCHANGED,
        run,
        newer,
    )
    assert (done.kind, done.looked_at_count, done.affected_count) == (
        RunKind.LIST_CHANGE,
        run.party_count,
        0,
    )
    assert queue_list_change() is None


def test_only_the_concerned_party_is_screened_and_the_others_are_carried_over():
    case = case_in_review(listed=[ANCHOR_OWNER])
    settle(case, case.hits[0])
    before = case.run
    newer = fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])

    follow_list_change()

    run = case.run
    assert (run.kind, run.basis, run.list_version) == (RunKind.LIST_CHANGE, before, newer)
    assert run.screened_count == run.party_count == before.party_count
    assert names(run, carried=False) == [MEMBER_OWNER]
    assert len(names(run, carried=True)) == before.party_count - 1
    assert hit_names(run) == [ANCHOR_OWNER, MEMBER_OWNER]
    still_open = ScreeningHit.objects.filter(party__run=run).open_for(case.proposal)
    assert [hit.matched_name for hit in still_open] == [MEMBER_OWNER]


def test_a_carried_party_names_the_row_in_which_it_was_screened_and_when():
    case = case_in_review(listed=[ANCHOR_OWNER])
    first = case.run
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    follow_list_change()
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER, "Nairobi Civic Compute Trust"])
    follow_list_change()

    assert case.run.basis.basis == first
    carried = case.run.parties.get(name=ANCHOR_OWNER)
    origin = first.parties.get(name=ANCHOR_OWNER)
    assert (carried.carried_from, carried.screened_at) == (origin, origin.screened_at)
    columns = [
        f.attname for f in ScreeningHit._meta.concrete_fields if f.name not in ("id", "party")
    ]
    assert list(carried.hits.values_list(*columns)) == list(origin.hits.values_list(*columns))


def test_a_party_loses_the_hit_on_a_removed_entry():
    case = case_in_review(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    fictional_list(listed=[ANCHOR_OWNER])

    follow_list_change()

    assert names(case.run, carried=False) == [MEMBER_OWNER]
    assert hit_names(case.run) == [ANCHOR_OWNER]


def test_an_entry_under_a_new_id_concerns_nobody():
    case = case_in_review(listed=[ANCHOR_OWNER])
    run = case.run
    fictional_list(listed=[STRANGER, ANCHOR_OWNER])  # it was listed-1 and is listed-2 now

    done = follow_list_change()

    assert case.run == run
    assert done.checks.get().outcome == CheckOutcome.UNCHANGED


def test_a_check_carries_through_several_changes_and_back():
    case = case_in_review(listed=[ANCHOR_OWNER])
    run, first = case.run, case.run.list_version
    fictional_list(listed=[ANCHOR_OWNER, STRANGER])
    follow_list_change()
    assert fictional_list(listed=[ANCHOR_OWNER]) == first
    follow_list_change()

    assert case.run == run
    assert VersionCheck.objects.latest("pk").list_version == first
    assert queue_list_change() is None


@pytest.mark.parametrize("factory", [case_in_review, designated_case, suspended_case])
def test_open_designated_and_suspended_cases_are_watched(factory):
    factory()
    fictional_list(listed=[STRANGER])
    assert follow_list_change().checks.count() == 1


def test_what_is_decided_against_is_not_watched_until_it_is_reopened():
    case = declined_case()
    fictional_list(listed=[STRANGER])
    assert queue_list_change() is None

    with triggers_off():
        Proposal.objects.filter(pk=case.proposal.pk).update(state="AWAITING_DETERMINATION")
    assert follow_list_change().checks.get().version == latest_version(case.proposal)


def test_under_another_matcher_nothing_is_carried_over():
    case = case_in_review(listed=[ANCHOR_OWNER])
    with triggers_off():
        ScreeningRun.objects.update(matcher_version="earlier")
    fictional_list(listed=[ANCHOR_OWNER, STRANGER])

    follow_list_change()

    assert names(case.run, carried=True) == []
    assert case.run.kind == RunKind.LIST_CHANGE


def test_a_party_that_an_earlier_release_asked_about_otherwise_is_screened_anew():
    case = case_in_review(listed=[ANCHOR_OWNER])
    with triggers_off():
        case.run.parties.filter(name=ANCHOR_OWNER).update(query={"called": ANCHOR_OWNER})
    fictional_list(listed=[ANCHOR_OWNER, STRANGER])

    follow_list_change()

    assert names(case.run, carried=False) == [ANCHOR_OWNER]
    assert hit_names(case.run) == [ANCHOR_OWNER]


def test_a_run_that_is_going_on_is_looked_at_when_it_is_finished():
    case = submitted_case(screened=False)
    fictional_list(listed=[STRANGER])
    assert queue_list_change() is None

    screen_parties(case.run)

    assert queue_list_change() is None  # it was made on the newer list


def test_whoever_asks_for_a_screening_meanwhile_is_not_asked_twice():
    case = case_in_review(listed=[ANCHOR_OWNER])
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    found = queue_list_change()
    screen_parties(screen_again(case.proposal, by=case.lead))

    assert work_on(found) is True

    assert found.checks.get().outcome == CheckOutcome.UNCHANGED
    assert case.run.kind == RunKind.ON_REQUEST
    assert queue_list_change() is None


def test_a_pass_gives_way_when_the_list_changes_again():
    case = case_in_review(listed=[ANCHOR_OWNER])
    fictional_list(listed=[ANCHOR_OWNER, STRANGER])
    overtaken = queue_list_change()
    newest = fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])

    assert work_on(overtaken) is True
    follow_list_change()

    assert overtaken.checks.get().outcome == CheckOutcome.OVERTAKEN
    assert (case.run.list_version, Rescreening.objects.count()) == (newest, 2)


def test_a_pass_is_queued_once_and_written_into_the_trail():
    case_in_review(listed=[ANCHOR_OWNER])
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])

    assert queue_list_change() == queue_list_change()
    follow_list_change()

    verbs = ["rescreening.queue", "rescreening.finish"]
    events = AuditEvent.objects.filter(verb__in=verbs).order_by("id")
    assert [(event.verb, event.actor_label) for event in events] == [
        ("rescreening.queue", "portal"),
        ("rescreening.finish", "portal"),
    ]
    assert events[1].data == {"kind": "LIST_CHANGE", "screened": 1, "affected": 1}
