"""Does each thing that is missing have its sentence, and nothing else?"""

from datetime import timedelta

import pytest
import time_machine

from exports_portal.accounts.roles import Role
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.advance import advance
from proposals.actions.submit import submit
from reviews import desk
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.resolving import resolve_finding
from reviews.actions.screening import screen_again, screen_parties
from reviews.models import Consultation, Finding, ListVersion, ReviewTrack
from reviews.states import Severity, TrackKind, TrackOutcome
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    conclude,
    fictional_list,
    officer,
    submitted_case,
)

pytestmark = pytest.mark.django_db


def open_finding(case, severity):
    desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=severity,
        text_public="",
        text_internal="Found on the web.",
        by=case.lead,
    )


def reopen(case, kind):
    desk_work.reopen_track(case.track(kind), by=case.lead)


def unanswer(case, agency):
    Consultation.objects.filter(version=case.version, agency=agency).update(answered_at=None)


GAPS = {
    "1 blocking finding is open.": lambda case: open_finding(case, Severity.BLOCKING),
    "The screening of this version is not finished.": lambda case: screen_again(
        case.proposal, by=case.lead
    ),
    "A newer version of the screening list is in force: screen again.": lambda case: fictional_list(
        listed=["Somebody New"]
    ),
    "The track “Security protocols” is not concluded.": lambda case: reopen(
        case, TrackKind.SECURITY
    ),
    "Department of Energy has not answered, and no comment is not recorded.": lambda case: unanswer(
        case, "ENERGY"
    ),
}


@pytest.mark.parametrize("sentence", GAPS)
def test_each_gap_has_its_sentence_and_stops_the_designation(sentence):
    case = case_awaiting_determination()
    assert desk.decision_gaps(case.proposal) == []

    GAPS[sentence](case)

    assert desk.decision_gaps(case.proposal) == [sentence]
    with pytest.raises(StepRefused) as refused:
        advance(case.proposal, "designate", by=case.decider)
    assert refused.value.reasons == (sentence,)


def test_lesser_findings_and_resolved_ones_stop_nothing():
    case = case_awaiting_determination()
    for severity in Severity:
        open_finding(case, severity)
    blocking = Finding.objects.get(severity=Severity.BLOCKING)
    resolve_finding(blocking, resolution="It was somebody else.", by=case.lead)

    assert desk.decision_gaps(case.proposal) == []


def test_a_screening_holds_as_long_as_its_list_is_confirmed():
    case = case_awaiting_determination()
    later = case.run.finished_at + timedelta(days=5)
    ListVersion.objects.update(confirmed_at=later)
    with time_machine.travel(later + timedelta(hours=24), tick=False):
        assert desk.decision_gaps(case.proposal) == []
    with time_machine.travel(later + timedelta(hours=24, seconds=1), tick=False):
        (gap,) = desk.decision_gaps(case.proposal)
        assert gap.startswith("The screening list in force was not confirmed within 24 hours")


def test_gaps_are_counted_in_words():
    case = case_awaiting_determination()
    open_finding(case, Severity.BLOCKING)
    open_finding(case, Severity.BLOCKING)
    assert desk.decision_gaps(case.proposal) == ["2 blocking findings are open."]


def test_a_draft_has_submitted_nothing():
    assert desk.decision_gaps(ready_proposal().proposal) == ["Nothing has been submitted."]


def test_completeness_must_be_concluded_as_satisfied_before_acceptance():
    case = submitted_case()
    assert desk.completeness_gaps(case.proposal) == ["The completeness track is not concluded."]

    desk_work.conclude_track(
        case.track(TrackKind.COMPLETENESS),
        outcome=TrackOutcome.NOT_SATISFIED,
        comment="The owners are missing.",
        by=case.lead,
    )

    (gap,) = desk.completeness_gaps(case.proposal)
    assert "return the proposal instead" in gap
    with pytest.raises(StepRefused, match="return the proposal instead"):
        steps.accept(case.proposal, by=case.lead)


def test_a_conclusion_about_an_earlier_version_does_not_count():
    case = submitted_case()
    conclude(case, TrackKind.COMPLETENESS)
    old = case.track(TrackKind.COMPLETENESS)
    steps.return_incomplete(case.proposal, reason="A name is missing.", by=case.lead)
    screen_parties(desk_work.receive(submit(case.proposal, by=case.ready.signatory)))

    assert desk.completeness_gaps(case.proposal) == ["The completeness track is not concluded."]
    with pytest.raises(StepRefused, match="not concluded"):
        steps.accept(case.proposal, by=case.lead)
    with pytest.raises(StepRefused, match="earlier version"):
        desk_work.reopen_track(old, by=case.lead)
    with pytest.raises(StepRefused, match="earlier version"):
        desk_work.conclude_track(
            old, outcome=TrackOutcome.SATISFIED, comment="As before.", by=case.lead
        )


def test_whoever_reviewed_a_part_cannot_decide():
    case = case_awaiting_determination()
    official = officer(Role.DECIDING_OFFICIAL)
    ReviewTrack.objects.filter(kind=TrackKind.SECURITY).update(concluded_by=official)

    (objection,) = desk.decider_objections(case.proposal, official)
    assert "reviewed a part" in objection
    for step in ("designate", "decline"):
        with pytest.raises(NotPermitted, match="reviewed a part"):
            advance(case.proposal, step, by=official)

    assert desk.decider_objections(case.proposal, case.decider) == []
    assert advance(case.proposal, "designate", by=case.decider).state == "DESIGNATED"


def test_a_conflict_keeps_an_officer_away_until_a_lead_lifts_it():
    case = case_in_review()
    declare = desk_work.declare_conflict
    declare(case.proposal, has_conflict=True, note="Shares in a member.", by=case.lead)
    with pytest.raises(NotPermitted, match="conflict of interest"):
        steps.consult(case.proposal, by=case.lead)
    with pytest.raises(NotPermitted, match="conflict of interest"):
        conclude(case, TrackKind.SECURITY)

    with pytest.raises(InvalidInput):
        declare(case.proposal, has_conflict=False, note=" ", by=case.lead)
    declare(case.proposal, has_conflict=False, note="Sold.", by=case.lead)
    assert len(desk.objections(case.proposal, case.lead)) == 1

    conflict = case.proposal.conflict_declarations.get(has_conflict=True)
    desk_work.lift_conflict(conflict, note="It is sold.", by=officer(Role.CASE_LEAD))
    assert desk.objections(case.proposal, case.lead) == []
    assert steps.consult(case.proposal, by=case.lead).state == "IN_CONSULTATION"


def test_a_conflict_in_one_case_is_none_in_another():
    one, other = case_in_review(), case_in_review()
    desk_work.declare_conflict(one.proposal, has_conflict=True, note="A cousin.", by=other.lead)
    assert desk.objections(other.proposal, other.lead) == []


def test_a_lead_is_named_on_an_open_case_only():
    case = case_in_review()
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    case.proposal.case.refresh_from_db()
    assert case.proposal.case.lead == case.lead

    draft = ready_proposal().proposal
    with pytest.raises(StepRefused, match="not open yet"):
        desk_work.assign_lead(draft, to=case.lead, by=case.lead)
