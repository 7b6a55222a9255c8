"""Is what a case keeps for the queue always what working it out gives?

`walk` takes the whole path with every action that changes it, and compares after each step.
"""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Agency
from proposals.actions.advance import advance
from proposals.actions.submit import submit
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions import asking, steps
from reviews.actions import case as desk_work
from reviews.actions.counting import recount_what_differs
from reviews.actions.resolving import resolve_finding
from reviews.actions.screening import screen_parties
from reviews.desk import latest_version
from reviews.due import assignees, due_on
from reviews.models import ReviewCase
from reviews.queue import STATES_IN, Tab
from reviews.states import ConsultationResponse, Severity, TrackKind, TrackOutcome
from tests.factories import reviews
from tests.factories.proposals_ready import sign_everything

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def in_days(number):
    return TODAY + timedelta(days=number)


def kept(case):
    return ReviewCase.objects.get(proposal=case.proposal)


def is_kept(case, due):
    """What is kept is what is worked out, and both are what this test expects."""
    row, proposal = kept(case), Proposal.objects.get(pk=case.proposal.pk)
    computed = Proposal.objects.filter(pk=proposal.pk).values_list(due_on(), assignees()).get()
    assert (row.due_on, row.assignees) == computed
    assert row.due_on == due
    frozen = latest_version(proposal).content
    assert (row.title, row.markets) == (frozen.title, [market.code for market in frozen.markets])
    assert row.consortium == proposal.consortium
    assert (row.number, row.state) == (proposal.public_id, proposal.state)
    assert row.clock_start == proposal.submitted_at + proposal.clock_paused_for
    stands = proposal.review_age if proposal.clock_paused_at else None
    assert row.clock_stands_at == stands


def assign(case, kind, due):
    desk_work.assign_track(case.track(kind), to=case.lead, due_on=due, by=case.lead)


def test_a_case_begins_with_its_number_and_before_any_worker():
    ready = reviews.ready_proposal()
    assert not ReviewCase.objects.exists()
    version = submit(ready.proposal, by=ready.signatory)
    case = ReviewCase.objects.get()
    assert (case.proposal, case.state) == (version.proposal, ProposalState.SUBMITTED)
    assert (case.number, case.open_hits) == (version.proposal.public_id, 0)


def test_the_nearest_date_is_kept_through_every_step_of_a_review():
    case = reviews.submitted_case()
    assign(case, TrackKind.COMPLETENESS, in_days(5))
    is_kept(case, in_days(5))
    reviews.conclude(case, TrackKind.COMPLETENESS)
    is_kept(case, None)
    desk_work.reopen_track(case.track(TrackKind.COMPLETENESS), by=case.lead)
    is_kept(case, in_days(5))
    steps.return_incomplete(case.proposal, reason="A page is missing.", by=case.lead)
    is_kept(case, in_days(5))

    sign_everything(case.ready)
    version = submit(case.ready.proposal, by=case.ready.signatory)
    is_kept(case, None)  # the tracks of another version wait for nobody
    screen_parties(desk_work.receive(version))
    is_kept(case, None)
    reviews.conclude(case, TrackKind.COMPLETENESS)
    steps.accept(case.proposal, by=case.lead)
    is_kept(case, None)
    assign(case, TrackKind.SECURITY, in_days(9))
    assign(case, TrackKind.US_CONTENT, in_days(7))
    is_kept(case, in_days(7))
    assert kept(case).assignees == [case.lead.pk]
    desk_work.conclude_track(
        case.track(TrackKind.US_CONTENT),
        outcome=TrackOutcome.NOT_SATISFIED,
        comment="Not enough.",
        by=case.lead,
    )
    is_kept(case, in_days(9))


def test_the_nearest_date_is_kept_through_questions_and_consultations():
    case = reviews.case_in_review()
    asking.ask(case.proposal, question="Who operates it?", due_on=in_days(3), by=case.lead)
    is_kept(case, in_days(3))
    asking.answer(case.proposal, text="The anchor does.", by=case.ready.admin)
    is_kept(case, None)
    steps.consult(case.proposal, due_on=in_days(14), by=case.lead)
    is_kept(case, in_days(14))
    asking.ask(case.proposal, question="And who owns it?", due_on=in_days(2), by=case.lead)
    is_kept(case, in_days(2))
    asking.answer(case.proposal, text="The anchor does.", by=case.ready.admin)
    is_kept(case, in_days(14))

    *others, last = case.version.consultations.all()
    with travel(timezone.now() + timedelta(days=60)):
        steps.record_no_comment(last, comment="Asked twice by mail.", by=case.lead)
    is_kept(case, in_days(14))
    for consultation in others:
        steps.answer_consultation(
            consultation,
            response=ConsultationResponse.CONCUR,
            comment="We concur.",
            by=reviews.consultant(Agency(consultation.agency)),
        )
    is_kept(case, None)
    for kind in TrackKind:
        if kind != TrackKind.COMPLETENESS:
            reviews.conclude(case, kind)
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    advance(case.proposal, "complete", by=case.lead)
    is_kept(case, None)
    steps.send_back(case.proposal, reason="Look again.", by=case.decider)
    desk_work.reopen_track(case.track(TrackKind.SECURITY), by=case.lead)
    assign(case, TrackKind.SECURITY, in_days(1))
    is_kept(case, in_days(1))
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    is_kept(case, in_days(1))


def test_a_date_that_an_action_forgot_is_put_right_at_night(caplog):
    case = reviews.case_in_review(listed=["Harbor Founders Holding"])
    other = reviews.case_in_review()
    assert recount_what_differs() == []
    right = kept(case)
    ReviewCase.objects.filter(pk=right.pk).update(due_on=TODAY, assignees=[case.lead.pk])
    ReviewCase.objects.filter(pk=kept(other).pk).update(open_hits=7)

    assert recount_what_differs() == [case.proposal.pk, other.proposal.pk]

    assert (
        (kept(case).due_on, kept(case).assignees) == (None, []) == (right.due_on, right.assignees)
    )
    assert kept(other).open_hits == 0
    assert "was not kept" in caplog.text


def test_the_migration_fills_the_rows_of_the_cases_there_are():
    asked, due = reviews.case_in_review(), reviews.case_in_consultation()
    asking.ask(asked.proposal, question="Who operates it?", due_on=in_days(3), by=asked.lead)
    assign(due, TrackKind.SECURITY, in_days(4))
    new = reviews.submitted_case()
    ReviewCase.objects.update(due_on=None, number="", state="", clock_start=None, assignees=[])
    ReviewCase.objects.update(clock_stands_at=None, title="", markets=[], consortium=None)
    kept(new).delete()  # no worker had received it yet

    with connection.cursor() as cursor:
        cursor.execute(import_module("reviews.migrations.0019_one_row_for_the_queue").FILL)

    is_kept(asked, in_days(3))
    is_kept(due, in_days(4))
    is_kept(new, None)


def raised(case, severity=Severity.BLOCKING):
    return desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=severity,
        text_internal="The site has no owner.",
        text_public="",
        by=case.lead,
    )


def test_a_blocking_finding_is_counted_from_when_it_is_raised_until_it_is_resolved():
    case = reviews.case_in_review()
    first, _, _ = raised(case), raised(case), raised(case, Severity.MINOR)
    assert kept(case).open_blocking == 2
    resolve_finding(first, resolution="It has one now.", by=case.lead)
    assert kept(case).open_blocking == 1
    assert recount_what_differs() == []
    ReviewCase.objects.update(open_blocking=5)
    assert recount_what_differs() == [case.proposal.pk]
    assert kept(case).open_blocking == 1


def test_the_migration_counts_the_blocking_findings_there_are():
    case = reviews.case_in_review()
    raised(case)
    ReviewCase.objects.update(open_blocking=0)
    with connection.cursor() as cursor:
        cursor.execute(import_module("reviews.migrations.0023_watched_by_index").FILL)
    assert kept(case).open_blocking == 1


@pytest.mark.parametrize("tab", [Tab.OPEN, Tab.DECIDED, Tab.WATCH])
@pytest.mark.parametrize("name", ["start", "age", "due", "hits", "number"])
def test_each_order_of_the_queue_has_its_index_with_the_states_of_the_tab(tab, name):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s", [f"case_{tab}_by_{name}"]
        )
        (text,) = cursor.fetchone()
    assert all(f"'{state}'" in text for state in STATES_IN[tab])
