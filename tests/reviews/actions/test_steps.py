"""What opens and what closes when a case is moved, asked about and answered?"""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.roles import Agency
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.actions.advance import advance
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions import asking, steps
from reviews.models import Consultation, InformationRequest
from reviews.permissions import powers_on
from reviews.states import ConsultationResponse, TrackKind
from tests.clock import days_from_now
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_consultation,
    case_in_review,
    case_with_question,
    consultant,
    submitted_case,
)

pytestmark = pytest.mark.django_db
CONCUR = ConsultationResponse.CONCUR


def refused(act, error):
    """Nothing moves and nothing is written down."""
    facts = (AuditEvent.objects.count(), list(Proposal.objects.values_list("state", flat=True)))
    with pytest.raises(error) as refusal:
        act()
    after = (AuditEvent.objects.count(), list(Proposal.objects.values_list("state", flat=True)))
    assert after == facts
    return refusal.value


def test_an_accepted_proposal_has_every_track_once():
    case = case_in_review()
    assert sorted(case.version.tracks.values_list("kind", flat=True)) == sorted(TrackKind)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_step_that_is_read_by_somebody_needs_words(text):
    case = case_in_review()
    refused(
        lambda: asking.ask(case.proposal, question=text, due_on=None, by=case.lead), InvalidInput
    )
    waiting = submitted_case()
    refused(
        lambda: steps.return_incomplete(waiting.proposal, reason=text, by=waiting.lead),
        InvalidInput,
    )


def test_an_answer_closes_the_question_and_the_review_goes_on():
    case = case_with_question()
    asked_at = InformationRequest.objects.get().asked_at
    with time_machine.travel(asked_at + timedelta(days=4), tick=False):
        asking.answer(case.proposal, text="Nairobi Civic Compute Trust.", by=case.ready.admin)

    request = InformationRequest.objects.get()
    assert (request.answer, request.answered_by) == (
        "Nairobi Civic Compute Trust.",
        case.ready.admin,
    )
    proposal = case.now().proposal
    assert (proposal.state, proposal.clock_paused_at) == (ProposalState.IN_REVIEW, None)
    paused = proposal.clock_paused_for
    assert timedelta(days=4) - timedelta(minutes=1) < paused <= timedelta(days=4, minutes=1)


def test_only_the_anchor_answers_and_an_empty_answer_is_none():
    case = case_with_question()
    answer = asking.answer
    refused(lambda: answer(case.proposal, text="x", by=case.ready.member_signatory), NotPermitted)
    refused(lambda: answer(case.proposal, text="x", by=case.lead), NotPermitted)
    refused(lambda: answer(case.proposal, text=" ", by=case.ready.admin), InvalidInput)
    assert InformationRequest.objects.get().answered_at is None


def test_a_question_is_answered_once():
    case = case_with_question()
    asking.answer(case.proposal, text="First.", by=case.ready.admin)
    refused(lambda: asking.answer(case.proposal, text="Second.", by=case.ready.admin), StepRefused)
    assert InformationRequest.objects.get().answer == "First."


def test_the_step_alone_does_not_pass_an_open_question():
    case = case_with_question()
    refusal = refused(lambda: advance(case.proposal, "answer", by=case.ready.admin), StepRefused)
    assert "is not answered" in str(refusal)


def test_a_second_question_waits_for_the_first_answer():
    case = case_with_question()
    refused(
        lambda: asking.ask(case.proposal, question="And who owns it?", due_on=None, by=case.lead),
        StepRefused,
    )


def test_a_withdrawn_proposal_takes_no_answer():
    case = case_with_question()
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    refused(lambda: asking.answer(case.proposal, text="Late.", by=case.ready.admin), StepRefused)
    assert InformationRequest.objects.get().answer == ""


def test_the_four_agencies_are_asked_once():
    case = case_in_consultation()
    asked = case.version.consultations.values_list("agency", flat=True)
    assert sorted(asked) == sorted(Agency)


def answer(case, agency=Agency.STATE, **changes):
    consultation = Consultation.objects.get(version=case.version, agency=agency)
    given = {"response": CONCUR, "comment": "We concur.", "by": None} | changes
    given["by"] = given["by"] or consultant(agency)
    steps.answer_consultation(consultation, **given)
    return consultation


def test_an_agency_answers_once_and_with_its_reasons():
    case = case_in_consultation()
    refused(lambda: answer(case, comment="  "), InvalidInput)

    found = answer(case)

    found.refresh_from_db()
    assert (found.response, found.comment) == (CONCUR, "We concur.")
    refusal = refused(lambda: answer(case, response="NON_CONCUR", comment="No."), StepRefused)
    assert "has answered already" in str(refusal)
    found.refresh_from_db()
    assert found.response == CONCUR


def test_no_comment_needs_no_reasons():
    case = case_in_consultation()
    answer(case, response=ConsultationResponse.NO_COMMENT, comment="")
    assert Consultation.objects.get(version=case.version, agency="STATE").answered_at


def test_an_agency_does_not_answer_for_another():
    case = case_in_consultation()
    refused(lambda: answer(case, by=consultant(Agency.ENERGY)), NotPermitted)
    refused(lambda: answer(case, by=case.lead), NotPermitted)


def test_the_lead_records_that_nothing_came():
    case = case_in_consultation()
    consultation = Consultation.objects.get(version=case.version, agency="OSTP")
    record = steps.record_no_comment
    silent_for(consultation, days=31)
    refused(lambda: record(consultation, comment="", by=case.lead), InvalidInput)
    refused(lambda: record(consultation, comment="Asked.", by=case.decider), NotPermitted)

    record(consultation, comment="Asked twice by mail.", by=case.lead)

    consultation.refresh_from_db()
    assert consultation.response == ConsultationResponse.NO_COMMENT
    refused(lambda: record(consultation, comment="Again.", by=case.lead), StepRefused)
    answer(case, agency=Agency.OSTP)  # nobody else binds an agency
    refused(lambda: answer(case, agency=Agency.OSTP), StepRefused)


@pytest.mark.parametrize(
    ("asked_days_ago", "due_in", "is_taken"),
    [
        (0, None, False),
        (30, None, False),
        (31, None, True),
        (31, 0, False),
        (31, -1, True),
        (0, -1, False),
        (5, -4, False),
    ],
)
def test_silence_counts_once_the_due_date_and_the_time_of_the_policy_are_over(
    asked_days_ago, due_in, is_taken
):
    case = case_in_consultation()
    consultation = Consultation.objects.get(version=case.version, agency="OSTP")
    silent_for(consultation, days=asked_days_ago)
    if due_in is not None:
        consultation.due_on = timezone.localdate() + timedelta(days=due_in)
        consultation.save()
    attempt = partial(steps.record_no_comment, consultation, comment="Asked.", by=case.lead)
    if is_taken:
        attempt()
    else:
        assert "may still answer" in str(refused(attempt, StepRefused))
    consultation.refresh_from_db()
    assert (consultation.response == ConsultationResponse.NO_COMMENT) is is_taken


def test_an_agency_answers_at_once_and_after_its_time():
    for days in (0, 400):
        case = case_in_consultation()
        silent_for(Consultation.objects.get(version=case.version, agency="STATE"), days=days)
        answer(case)
        assert Consultation.objects.get(version=case.version, agency="STATE").answered_at


def test_an_officer_of_two_agencies_speaks_for_the_one_they_choose():
    case = case_in_consultation()
    both = consultant(Agency.STATE)
    both.role_grants.create(role="AGENCY_CONSULTANT", agency=Agency.ENERGY)
    answer(case, agency=Agency.ENERGY, by=both)
    refusal = refused(lambda: answer(case, by=both), NotPermitted)
    assert "one person speaks for one agency" in str(refusal)
    assert powers_on(case.proposal, both).answers_for == {"ENERGY"}
    answer(case)  # a colleague
    other = case_in_consultation()
    assert powers_on(other.proposal, both).answers_for == {"STATE", "ENERGY"}
    answer(other, by=both)


def silent_for(consultation, *, days):
    consultation.requested_at = days_from_now(-days)
    consultation.save()


def test_a_withdrawn_case_takes_no_consultation():
    case = case_in_consultation()
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    refusal = refused(lambda: answer(case), StepRefused)
    assert "withdrawn" in str(refusal)


def test_a_consultation_about_an_earlier_version_is_gone():
    case = case_in_consultation()
    old = case.version
    old.proposal.versions.create(
        number=2, document=old.document, sha256=old.sha256, frozen_by=old.frozen_by
    )
    consultation = Consultation.objects.get(version=old, agency="STATE")
    with pytest.raises(NotFound, match="earlier version"):
        steps.answer_consultation(
            consultation, response=CONCUR, comment="Late.", by=consultant(Agency.STATE)
        )


def test_sending_back_and_consulting_again_asks_nobody_twice():
    case = case_awaiting_determination()
    answered = list(Consultation.objects.values_list("pk", "answered_at"))

    steps.send_back(case.proposal, reason="Look at the owners again.", by=case.decider)
    steps.consult(case.proposal, by=case.lead)

    assert list(Consultation.objects.values_list("pk", "answered_at")) == answered
    assert advance(case.proposal, "complete", by=case.lead).state == "AWAITING_DETERMINATION"


@pytest.mark.parametrize(
    "factory", [submitted_case, case_in_review, case_with_question, case_awaiting_determination]
)
def test_a_proposal_is_withdrawn_from_wherever_it_is_open(factory):
    case = factory()
    moved = advance(case.proposal, "withdraw", by=case.ready.signatory)
    assert moved.state == ProposalState.WITHDRAWN
    refused(lambda: advance(case.proposal, "withdraw", by=case.ready.signatory), StepRefused)


def test_the_clock_runs_while_the_case_is_with_the_program():
    case = case_in_review()
    submitted_at = case.proposal.submitted_at
    with time_machine.travel(submitted_at + timedelta(days=10), tick=False):
        assert case.now().proposal.review_age == timedelta(days=10)
