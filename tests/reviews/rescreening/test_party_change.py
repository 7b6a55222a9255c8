"""Is whoever changed screened as it stands now, and everything once a week?"""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_addresses, replace_owners
from exports_portal.audit.models import AuditEvent
from proposals.actions.submit import submit
from reviews.actions import steps
from reviews.actions.case import receive
from reviews.actions.passes import work_on
from reviews.actions.rescreening import (
    edits_to_follow,
    is_weekly_due,
    queue_party_change,
    queue_weekly,
)
from reviews.actions.screening import screen_again, screen_parties
from reviews.desk import decision_gaps
from reviews.models import Rescreening, ScreeningRun
from reviews.states import CheckOutcome, RunKind
from tests.factories.proposals_ready import ANCHOR_OWNER, sign_everything
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    declined_case,
    designated_case,
    fictional_list,
    submitted_case,
)
from tests.reviews.rescreening.following import follow, hit_names, names

pytestmark = pytest.mark.django_db
NEWCOMER = "Quarrystone Ventures Cayman"


def new_owner(case, name=NEWCOMER):
    """The anchor's administrator says who owns the anchor now."""
    owner = {"name": name, "kind": "ORGANIZATION", "country": "US", "has_control": True}
    replace_owners(case.ready.anchor, rows=[owner | {"percent": Decimal(100)}], by=case.ready.admin)
    return AuditEvent.objects.filter(verb="organization.edit").latest("id")


def test_an_owner_named_after_submission_is_screened_and_nobody_else():
    case = case_awaiting_determination()
    before = case.run
    fictional_list_of_now = before.list_version
    edit = new_owner(case)
    assert list(edits_to_follow()) == [edit]

    done = follow(queue_party_change(edit))

    run = case.run
    assert (run.kind, run.basis) == (RunKind.PARTY_CHANGE, before)
    assert run.list_version == fictional_list_of_now
    assert names(run, carried=False) == [NEWCOMER]
    assert run.parties.get(name=NEWCOMER).since_submission is True
    assert not run.parties.exclude(name=NEWCOMER).filter(since_submission=True).exists()
    assert run.parties.filter(name=ANCHOR_OWNER).exists()  # it was submitted, and it stays
    assert (done.affected_count, done.checks.get().run) == (1, run)
    assert list(edits_to_follow()) == []
    assert decision_gaps(case.proposal) == []


def test_a_listed_owner_named_after_submission_is_a_hit_that_stops_the_decision():
    case = case_awaiting_determination(listed=[NEWCOMER])

    follow(queue_party_change(new_owner(case)))

    assert hit_names(case.run) == [NEWCOMER]
    assert decision_gaps(case.proposal) == ["1 screening hit is not adjudicated."]


def test_what_is_new_about_a_member_stays_in_every_later_run():
    case = case_in_review()
    follow(queue_party_change(new_owner(case)))
    fictional_list(listed=[ANCHOR_OWNER])
    again = screen_again(case.proposal, by=case.lead)
    screen_parties(again)

    assert again.parties.get(name=NEWCOMER).since_submission is True


def test_an_edit_that_changes_nothing_to_screen_makes_no_run():
    case = case_in_review()
    run = case.run
    rows = [
        {"street": a.street, "city": a.city, "region": a.region, "postal_code": a.postal_code}
        | {"country": a.country}
        for a in case.ready.anchor.addresses.all()
    ]
    replace_addresses(case.ready.anchor, rows=[*rows, *rows], by=case.ready.admin)
    (edit,) = edits_to_follow()

    done = follow(queue_party_change(edit))

    assert case.run == run
    assert done.checks.get().outcome == CheckOutcome.UNCHANGED


def test_an_edit_is_followed_once_and_concerns_watched_cases_only():
    case = declined_case()
    edit = new_owner(case)

    assert queue_party_change(edit) == queue_party_change(edit)
    follow(Rescreening.objects.get())

    assert ScreeningRun.objects.count() == 1
    assert Rescreening.objects.get().checks.count() == 0


def test_an_edit_during_a_screening_waits_for_its_end():
    case = submitted_case(screened=False)
    running = case.run
    found = queue_party_change(new_owner(case))

    assert work_on(found) is False
    assert work_on(found) is False
    screen_parties(running)
    follow(found)

    assert (case.run.basis, names(case.run, carried=False)) == (running, [NEWCOMER])


def test_of_a_version_submitted_again_only_what_changed_is_screened():
    case = submitted_case()
    first = case.run
    steps.return_incomplete(case.proposal, reason="An owner is missing.", by=case.lead)
    new_owner(case)
    sign_everything(case.ready)
    run = receive(submit(case.proposal, by=case.ready.signatory))
    screen_parties(run)

    run.refresh_from_db()
    assert (run.kind, run.basis) == (RunKind.SUBMITTED, first)
    assert names(run, carried=False) == [NEWCOMER]
    assert ANCHOR_OWNER not in names(run, carried=True)
    assert not run.parties.filter(since_submission=True).exists()


def test_on_another_list_a_version_submitted_again_is_screened_in_full():
    case = submitted_case()
    steps.return_incomplete(case.proposal, reason="An owner is missing.", by=case.lead)
    fictional_list(listed=[ANCHOR_OWNER])
    sign_everything(case.ready)
    run = receive(submit(case.proposal, by=case.ready.signatory))
    screen_parties(run)

    assert names(run, carried=True) == []


def test_a_screening_that_somebody_asks_for_is_made_in_full():
    case = case_in_review()
    again = screen_again(case.proposal, by=case.lead)
    screen_parties(again)

    assert (again.kind, names(again, carried=True)) == (RunKind.ON_REQUEST, [])


def test_everything_is_screened_in_full_once_a_week():
    cases = [case_in_review(), designated_case()]
    declined_case()
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        done = follow(queue_weekly())

        assert done.kind == RunKind.WEEKLY
        for case in cases:
            assert (case.run.kind, names(case.run, carried=True)) == (RunKind.WEEKLY, [])
        assert ScreeningRun.objects.filter(kind=RunKind.WEEKLY).count() == 2
        assert done.affected_count == sum(case.run.party_count for case in cases)
        assert queue_weekly() is None


def test_a_week_that_was_missed_is_noticed_a_day_later():
    case_in_review()
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=7)):
        assert not is_weekly_due()
    with time_machine.travel(now + timedelta(days=8, minutes=1)):
        assert is_weekly_due()
        follow(queue_weekly())
        assert not is_weekly_due()


def test_an_officer_can_have_everything_screened_on_any_day():
    case = case_in_review()
    assert queue_weekly() is None

    done = follow(queue_weekly(is_asked_for=True, by=case.lead))

    assert (done.requested_by, case.run.kind) == (case.lead, RunKind.WEEKLY)
