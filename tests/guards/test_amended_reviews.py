"""The proposal changes under the review: in which ways is decided what nobody reviewed?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from proposals.actions.amending import amend
from proposals.models import Proposal
from proposals.states import ProposalState as S
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import adjudicate
from reviews.actions.screening import screen_parties
from reviews.actions.steps import record_no_comment
from reviews.models import Finding
from reviews.states import (
    AdjudicationCode,
    AdjudicationOutcome,
    ConsultationResponse,
    ContentBasis,
    FindingSource,
    ResolutionCode,
    Severity,
    TrackKind,
    TrackOutcome,
)
from tests.factories import amendments as change
from tests.factories.proposals_ready import ANCHOR_OWNER, sign_everything
from tests.factories.reviews import (
    answered,
    case_awaiting_determination,
    case_in_review,
    conclude,
    fictional_list,
    officer,
)
from tests.guards.amending import advance_to_decision, decide, refused
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


NOT_CONCLUDED = "The track “{}” is not concluded."


def test_deciding_while_an_amendment_is_written():
    """Write an amendment that is worth nothing yet, and have the official decide on it.

    Stopped by: a determination is on the last frozen version, and the page of the official says
    that another is being written.
    """
    case = case_awaiting_determination()
    change.opened(case)
    change.change(case, "overview", title="Another package altogether")
    page = client_of(case.decider).get(reverse("reviews:case", args=[case.proposal.public_id]))
    assert "is being amended" in page.text
    assert "Another package" not in page.text
    determination = decide(case)
    assert determination.version.number == 1
    assert case.now().proposal.title == "Lumen Stack for public services"


def test_a_preview_of_another_version():
    """Have the official confirm, on the page that is open still, what an amendment has replaced.

    Stopped by: the page names the version that it shows, and a decision is on that or on none.
    """
    case = case_awaiting_determination()
    case = change.amended(case)
    conclude(case, TrackKind.US_CONTENT)
    Proposal.objects.filter(pk=case.proposal.pk).update(state=S.AWAITING_DETERMINATION)
    case.version.consultations.filter(answered_at=None).update(
        response=ConsultationResponse.CONCUR, answered_at=case.version.frozen_at
    )
    typed = {
        "rationale": "The package serves the national interest.",
        "content_basis": ContentBasis.PRESUMPTION.value,
        "conditions-TOTAL_FORMS": "0",
        "conditions-INITIAL_FORMS": "0",
        "confirm": "1",
    }
    official = client_of(case.decider)
    page = reverse("reviews:step", args=[case.proposal.public_id, "designate"])
    assert official.post(page, typed | {"version": "1"}).status_code == 409
    assert official.post(page, typed).status_code == 409
    assert case.now().proposal.state == S.AWAITING_DETERMINATION
    assert official.post(page, typed | {"version": "2"}).status_code == 302
    assert case.now().proposal.state == S.DESIGNATED


def test_a_listed_party_by_amendment_while_the_decision_waits():
    """Add a listed supplier while the case awaits its determination, and be designated before
    anybody looks.

    Stopped by: the case is back in the review in the same moment; until the new party is screened
    and adjudicated, and the track concluded again, it does not come forward.
    """
    case = case_awaiting_determination()
    fictional_list(listed=[change.SUPPLIER])
    change.opened(case)
    change.add_supplier(case)
    sign_everything(case.ready)
    version = amend(case.proposal, by=case.ready.signatory)
    assert "in review" in refused(lambda: decide(case))[0]
    Proposal.objects.filter(pk=case.proposal.pk).update(state=S.AWAITING_DETERMINATION)
    reasons = refused(lambda: decide(case))
    assert "The screening of this version is not finished." in reasons
    assert NOT_CONCLUDED.format("Destinations and parties") in reasons
    change.screened(version)
    assert any("hit is not adjudicated" in reason for reason in refused(lambda: decide(case)))


def listed_supplier():
    """In review, with a supplier that was confirmed as a listed party, and the finding of it."""
    case = case_in_review()
    fictional_list(listed=[change.SUPPLIER])
    change.opened(case)
    row = change.add_supplier(case)
    change.hand_in(case)
    case = case.now()
    adjudicate(
        next(hit for hit in case.hits if hit.party.name == change.SUPPLIER),
        outcome=AdjudicationOutcome.TRUE_MATCH,
        code=AdjudicationCode.SAME_IDENTIFIER,
        reason="The same name and the same register number.",
        by=case.lead,
    )
    return case, row


def match_of(case):
    return Finding.objects.get(proposal=case.proposal, source=FindingSource.TRUE_MATCH)


def test_a_listed_party_that_leaves_and_comes_back():
    """Take the confirmed party out, so that the portal closes its finding, and name it again in
    the next amendment.

    Stopped by: its finding is opened again when the party is screened, and in the moment before
    that the decision says that a confirmed party is named again.
    """
    case, row = listed_supplier()
    change.opened(case)
    change.take_out(case, row)
    change.hand_in(case)
    assert match_of(case).resolution_code == ResolutionCode.NEW_VERSION
    change.opened(case)
    change.add_supplier(case)
    sign_everything(case.ready)
    version = amend(case.proposal, by=case.ready.signatory)
    run = desk_work.receive(version)
    screen_parties(run)
    again = refused(lambda: advance_to_decision(case))
    assert any("confirmed listed party is named again" in reason for reason in again)
    change.screened(version)
    assert match_of(case).resolved_at is None


def test_amending_the_cause_of_a_finding_away():
    """Change what an officer's blocking finding was about, and call it settled.

    Stopped by: only a person resolves what a person found; the finding goes with its track to the
    next version and stays open.
    """
    case = case_awaiting_determination()
    desk_work.raise_finding(
        case.proposal,
        track=case.track(TrackKind.US_CONTENT),
        severity=Severity.BLOCKING,
        text_public="",
        text_internal="The value of the accelerators is far below the market.",
        by=case.lead,
    )
    change.amended(case)
    assert "1 blocking finding is open." in refused(lambda: advance_to_decision(case))


def test_amending_a_no_away():
    """Have the applicant change one value, so that the track which said no is open, and conclude
    it as satisfied as case lead.

    Stopped by: whoever found it not satisfied is kept: they conclude it, or two people do.
    """
    case = case_awaiting_determination()
    analyst = officer(Role.CONTENT_ANALYST)
    track = case.track(TrackKind.US_CONTENT)
    desk_work.reopen_track(track, by=analyst)
    desk_work.conclude_track(
        track, outcome=TrackOutcome.NOT_SATISFIED, comment="Far below the market.", by=analyst
    )
    case = change.amended(case)
    (reason,) = refused(lambda: conclude(case, TrackKind.US_CONTENT))
    assert reason.startswith(f"{analyst} found this track not satisfied before")
    desk_work.conclude_track(
        case.track(TrackKind.US_CONTENT),
        outcome=TrackOutcome.SATISFIED,
        comment="The new value is that of the market.",
        by=analyst,
        answers=answered(case.track(TrackKind.US_CONTENT)),
    )


def test_amending_the_no_of_an_agency_away():
    """Have the applicant change what an agency did not concur on, wait, and record its silence on
    the new version.

    Stopped by: "does not concur" is carried over and stays the answer until that agency gives
    another.
    """
    case = case_awaiting_determination()
    case.version.consultations.filter(agency=Agency.ENERGY).update(
        response=ConsultationResponse.NON_CONCUR
    )
    case = change.amended(case)
    asked = case.version.consultations.get(agency=Agency.ENERGY)
    assert asked.reopened_for
    assert (
        "has answered already"
        in refused(lambda: record_no_comment(asked, comment="Asked by mail.", by=case.lead))[0]
    )
    assert "Department of Energy does not concur." in refused(lambda: advance_to_decision(case))


def test_a_track_of_the_version_before():
    """Conclude, from a page that is open still, the track of the version before the amendment.

    Stopped by: a track is of one version, and only the latest is reviewed.
    """
    case = case_in_review()
    track = case.track(TrackKind.US_CONTENT)
    change.amended(case)
    assert (
        "earlier version"
        in refused(
            lambda: desk_work.conclude_track(
                track, outcome=TrackOutcome.SATISFIED, comment="Examined.", by=case.lead
            )
        )[0]
    )


def test_the_owner_of_the_anchor_is_listed_and_nothing_is_said_of_it():
    """Amend something small, so that the hits of the version before are forgotten.

    Stopped by: hits are carried over with their pairs, and open ones stay open.
    """
    case = case_in_review(listed=[ANCHOR_OWNER])
    before = {hit.fingerprint for hit in case.hits}
    case = change.amended(case)
    assert {hit.fingerprint for hit in case.hits} == before
    assert any("not adjudicated" in reason for reason in refused(lambda: advance_to_decision(case)))
