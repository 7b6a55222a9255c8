"""A track or an agency says no: in which ways is the case designated all the same?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.advance import advance
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.determine import designate
from reviews.states import ConsultationResponse, ContentBasis, TrackKind, TrackOutcome
from tests.factories.reviews import (
    answered,
    case_awaiting_determination,
    case_in_consultation,
    case_in_review,
    consultant,
    officer,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
YES, NO = TrackOutcome.SATISFIED, TrackOutcome.NOT_SATISFIED
NOT_SATISFIED = "The track “Security protocols” is not satisfied."
DOES_NOT_CONCUR = "Department of State does not concur."


def conclude(case, by, outcome=YES, kind=TrackKind.SECURITY):
    track = case.track(kind)
    desk_work.conclude_track(
        track, outcome=outcome, comment="Examined.", by=by, answers=answered(track)
    )


def reopen(case, by, kind=TrackKind.SECURITY):
    desk_work.reopen_track(case.track(kind), by=by)


def against(*, agency=False):
    """Awaiting its determination, with security not satisfied, or State not concurring."""
    case = case_awaiting_determination()
    reviewer = officer(Role.SECURITY_REVIEWER)
    if agency:
        asked = case.version.consultations.filter(agency=Agency.STATE)
        asked.update(response=ConsultationResponse.NON_CONCUR)
    else:
        reopen(case, reviewer)
        conclude(case, reviewer, NO)
    return case, reviewer


def refused(act):
    with pytest.raises(StepRefused) as refusal:
        act()
    return list(refusal.value.reasons)


@pytest.mark.parametrize("agency", [False, True])
def test_designate_against_a_no(agency):
    """Designate with a track not satisfied, or with an agency that does not concur.

    Stopped by: `designate` reads outcomes, not only that somebody has concluded or answered.
    """
    case, _ = against(agency=agency)
    reasons = refused(
        lambda: designate(
            case.proposal,
            rationale="The package serves the national interest.",
            content_basis=ContentBasis.PRESUMPTION,
            by=case.decider,
        )
    )
    assert reasons == [DOES_NOT_CONCUR if agency else NOT_SATISFIED]


@pytest.mark.parametrize("agency", [False, True])
def test_complete_against_a_no(agency):
    """Complete the review with a track not satisfied, or with an agency that does not concur.

    Stopped by: the same guard stands before `complete`.
    """
    case, _ = against(agency=agency)
    Proposal.objects.filter(pk=case.proposal.pk).update(state=ProposalState.IN_CONSULTATION)
    reasons = refused(lambda: advance(case.proposal, "complete", by=case.lead))
    assert reasons == [DOES_NOT_CONCUR if agency else NOT_SATISFIED]


def test_every_track_and_every_agency_against():
    """Four tracks not satisfied and four agencies not concurring.

    Stopped by: each of them has its own sentence before `complete`.
    """
    case = case_in_consultation()
    for kind in set(TrackKind) - {TrackKind.COMPLETENESS}:
        conclude(case, case.lead, NO, kind)
    for asked in case.version.consultations.all():
        steps.answer_consultation(
            asked,
            response=ConsultationResponse.NON_CONCUR,
            comment="No.",
            by=consultant(asked.agency),
        )
    reasons = refused(lambda: advance(case.proposal, "complete", by=case.lead))
    assert sum(reason.endswith("is not satisfied.") for reason in reasons) == 4
    assert sum(reason.endswith("does not concur.") for reason in reasons) == 4


def test_the_badges_say_so(client):
    """Look at the official's page and see green: "5 of 5", "4 of 4".

    Stopped by: the badges show outcomes.
    """
    case, _ = against()
    case.version.consultations.filter(agency=Agency.ENERGY).update(
        response=ConsultationResponse.NON_CONCUR
    )
    sign_in(client, case.decider)
    page = client.get(reverse("reviews:case", args=[case.proposal.public_id])).text
    assert "5 of 5, 1 not met" in page
    assert "4 of 4, 1 does not concur" in page


def test_the_lead_overrules_a_reviewer_alone():
    """The case lead opens a track that a reviewer found not satisfied, and concludes it as
    satisfied.

    Stopped by: "not satisfied" is taken back by whoever said it, or by two people: one opens the
    track and another concludes it.
    """
    case, reviewer = against()
    reopen(case, case.lead)
    (reason,) = refused(lambda: conclude(case, case.lead))
    assert reason.startswith(f"{reviewer} found this track not satisfied")
    conclude(case, officer(Role.SECURITY_REVIEWER))
    assert case.track(TrackKind.SECURITY).objected_by is None


def test_the_lead_becomes_the_objector_first():
    """The case lead opens the track, finds it not satisfied herself, opens it once more and
    concludes it as satisfied, as her own objection.

    Stopped by: the first objector stays until somebody else has concluded otherwise.
    """
    case, reviewer = against()
    reopen(case, case.lead)
    conclude(case, case.lead, NO)
    reopen(case, case.lead)
    refused(lambda: conclude(case, case.lead))
    reopened = case.track(TrackKind.SECURITY)
    assert (reopened.objected_by, reopened.is_concluded) == (reviewer, False)


def test_the_reviewer_thinks_better_of_it():
    """The honest way: the reviewer who said no opens the track again and concludes it.

    Stopped by: nothing, and the case can be decided.
    """
    case, reviewer = against()
    reopen(case, reviewer)
    conclude(case, reviewer)
    assert advance(case.proposal, "designate", by=case.decider).state == ProposalState.DESIGNATED


def test_a_track_left_open_at_the_decision():
    """Open the track that says no while the case awaits its determination, and decide in between.

    Stopped by: an open track stops `designate` like one that is not satisfied.
    """
    case, reviewer = against()
    reopen(case, reviewer)
    reasons = refused(lambda: advance(case.proposal, "designate", by=case.decider))
    assert reasons == ["The track “Security protocols” is not concluded."]


def test_sending_back_wipes_nothing():
    """Send the case back and bring it forward again, so that the noes are forgotten.

    Stopped by: tracks and answers belong to the version; who answered is not asked anew.
    """
    case, _ = against(agency=True)
    steps.send_back(case.proposal, reason="Look again.", by=case.decider)
    steps.consult(case.proposal, by=case.lead)
    reasons = refused(lambda: advance(case.proposal, "complete", by=case.lead))
    assert reasons == [DOES_NOT_CONCUR]


def test_reopening_a_decline():
    """Decline, reopen, and designate with the noes still standing.

    Stopped by: `designate` asks the same after a reconsideration.
    """
    case, _ = against()
    advance(case.proposal, "decline", by=case.decider)
    advance(case.proposal, "reopen", by=case.decider)
    reasons = refused(lambda: advance(case.proposal, "designate", by=case.decider))
    assert reasons == [NOT_SATISFIED]


def test_a_track_of_another_role():
    """A content analyst concludes the security track as satisfied.

    Stopped by: each track has its roles.
    """
    case = case_in_review()
    with pytest.raises(NotPermitted):
        conclude(case, officer(Role.CONTENT_ANALYST))
